/** Least squares on standardised covariates: coefficients, covariances of every kind, and what each row does. */
import { leverages } from "../linear-algebra/apply-qr.ts";
import { addOuterProduct, mirrorUpper } from "../linear-algebra/cross-product.ts";
import { weightedLeastSquares } from "../linear-algebra/least-squares.ts";
import { type Matrix, zeroMatrix } from "../linear-algebra/matrix.ts";
import { multiply } from "../linear-algebra/multiply.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import type { Design } from "./design-matrix.ts";
import { natural, naturalCovariance } from "./logistic-core.ts";
import { standardiseDesign } from "./standardise-design.ts";

export const linearVariances = ["model", "hc0", "hc1", "hc2", "hc3"] as const;
export type LinearVariance = (typeof linearVariances)[number];

export interface LinearFit {
  readonly coefficients: Float64Array;
  readonly covariance: Matrix;
  readonly fitted: Float64Array;
  readonly residuals: Float64Array;
  /** Pull of each row on its own fitted value; 0 for a row of weight 0. */
  readonly leverages: Float64Array;
  /** Σ w e². */
  readonly residualSumOfSquares: number;
  readonly totalSumOfSquares: number;
  readonly degreesOfFreedom: number;
}

/**
 * Fits the outcome on a design with an intercept. Throws StatisticRefusal `too-few` (no row left to estimate the spread), `singular` (with
 * the terms), and `not-identified` where hc2 or hc3 meet a row that alone determines its fitted value.
 */
export function fitLeastSquares(design: Design, outcome: Float64Array, weights: Float64Array | null, variance: LinearVariance): LinearFit {
  const { rows, columns } = design.matrix;
  const used = weights === null ? rows : weights.reduce((count, one) => count + (one > 0 ? 1 : 0), 0);
  if (used <= columns) throw new StatisticRefusal(used === 0 ? "empty" : "too-few", "outcome", `There are ${used} rows for ${columns} coefficients.`, "Give more rows than coefficients, or fewer covariates.", { rows: used, coefficients: columns });
  // Near 1, so that no square overflows; a power of two costs no digit.
  const largest = outcome.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  const unit = largest > 1e-300 ? 2 ** Math.max(-1000, Math.min(1000, Math.floor(Math.log2(largest)))) : 1;
  const scaled = outcome.map((one) => one / unit);
  const standardised = standardiseDesign(design, weights);
  const solved = weightedLeastSquares(standardised.matrix, scaled, weights === null ? {} : { weights });
  const inner = Float64Array.from(solved.coefficients, (one) => one ?? 0);
  const pulls = leverages(solved.qr);
  const left = solved.degreesOfFreedom;
  const covariance = variance === "model" ? times(solved.unscaledCovariance, solved.residualSumOfSquares / left) : sandwich(standardised.matrix, solved.residuals, weights, pulls, solved.unscaledCovariance, variance, used / left);
  return {
    coefficients: natural(inner, standardised).map((one) => one * unit),
    covariance: times(times(naturalCovariance(covariance, standardised), unit), unit),
    fitted: solved.fitted.map((one) => one * unit),
    residuals: solved.residuals.map((one) => one * unit),
    leverages: pulls,
    residualSumOfSquares: solved.residualSumOfSquares * unit * unit,
    totalSumOfSquares: squaresAboutMean(scaled, weights) * unit * unit,
    degreesOfFreedom: left,
  };
}

const times = (matrix: Matrix, factor: number): Matrix => ({ ...matrix, values: matrix.values.map((one) => one * factor) });

function sandwich(x: Matrix, residuals: Float64Array, weights: Float64Array | null, pulls: Float64Array, bread: Matrix, kind: Exclude<LinearVariance, "model">, correction: number): Matrix {
  const meat = zeroMatrix(x.columns, x.columns);
  for (let row = 0; row < x.rows; row++) {
    const weight = weights === null ? 1 : (weights[row] as number);
    if (weight === 0) continue;
    const rest = 1 - (pulls[row] as number);
    if ((kind === "hc2" || kind === "hc3") && rest < 1e-10) throw new StatisticRefusal("not-identified", "variance", `Row ${row + 1} alone determines its fitted value: ${kind} does not exist.`, "Take hc1 or the model's variance, or join the categories.", { row: row + 1 });
    const factor = kind === "hc2" ? 1 / rest : kind === "hc3" ? 1 / rest ** 2 : kind === "hc1" ? correction : 1;
    addOuterProduct(meat, x.values, row * x.columns, factor * (weight * (residuals[row] as number)) ** 2);
  }
  return multiply(multiply(bread, mirrorUpper(meat)), bread);
}

function squaresAboutMean(values: Float64Array, weights: Float64Array | null): number {
  let [sum, total, squares] = [0, 0, 0];
  for (let row = 0; row < values.length; row++) {
    sum += (weights?.[row] ?? 1) * (values[row] as number);
    total += weights?.[row] ?? 1;
  }
  for (let row = 0; row < values.length; row++) squares += (weights?.[row] ?? 1) * ((values[row] as number) - sum / total) ** 2;
  return squares;
}
