/** Tests and intervals of linear combinations of fixed effects, by the degrees of freedom asked for. */
import { fTail } from "../distributions/f.ts";
import { studentQuantile, studentTail } from "../distributions/student-t.ts";
import { chiSquareTail } from "../distributions/chi-square.ts";
import { decomposeCholesky } from "../linear-algebra/cholesky.ts";
import { inverseFromCholesky } from "../linear-algebra/invert-positive-definite.ts";
import { type Matrix, zeroMatrix } from "../linear-algebra/matrix.ts";
import { multiply, multiplyVector } from "../linear-algebra/multiply.ts";
import { symmetricEigen } from "../linear-algebra/symmetric-eigen.ts";
import { transpose } from "../linear-algebra/transpose.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { addScaled, covarianceBias, varianceOf } from "./likelihood-derivatives.ts";
import { type LikelihoodPoint, threefold, traceOfProduct } from "./repeated-likelihood.ts";

export const degreesOfFreedomKinds = ["satterthwaite", "kenward-roger", "kenward-roger-linear", "between-within", "none"] as const;
export type DegreesOfFreedomKind = (typeof degreesOfFreedomKinds)[number];

/** One combination of coefficients. */
export interface ContrastTest {
  readonly estimate: number;
  readonly standardError: number;
  /** Infinity: the normal distribution. */
  readonly degreesOfFreedom: number;
  readonly lower: number;
  readonly upper: number;
  readonly statistic: number;
  readonly pValue: number;
}
/** Several combinations together. */
export interface JointContrastTest {
  readonly statistic: number;
  readonly numeratorDegrees: number;
  readonly denominatorDegrees: number;
  /** What the F statistic was multiplied by; 1 but for Kenward and Roger. */
  readonly scale: number;
  readonly pValue: number;
}
export interface FixedEffectTests {
  readonly coefficients: Float64Array;
  /** What standard errors come from: adjusted under Kenward and Roger, the sandwich where asked. */
  readonly covariance: Matrix;
  /** `given` degrees of freedom stand in for those that would be computed. */
  readonly test: (row: ArrayLike<number>, given?: number) => ContrastTest;
  readonly testJoint: (rows: readonly ArrayLike<number>[], given?: number) => JointContrastTest;
}

export interface FixedEffectSettings {
  readonly degrees: DegreesOfFreedomKind;
  readonly level: number;
  /** Covariance of the covariance parameters. */
  readonly parameterCovariance: Matrix;
  /** X'V^-1 D_k V^-1 X. */
  readonly slopes: readonly Matrix[];
  /** In place of the covariance of the model. */
  readonly sandwich?: Matrix | undefined;
}

export function fixedEffectTests(point: LikelihoodPoint, settings: FixedEffectSettings): FixedEffectTests {
  const { degrees, level, slopes, parameterCovariance } = settings;
  const { coefficients, coefficientCovariance: phi } = point;
  const covariance = settings.sandwich ?? (degrees === "kenward-roger" || degrees === "kenward-roger-linear" ? adjusted(point, settings, degrees === "kenward-roger" ? 0.25 : 0) : phi);
  // Phi G_k Phi: the derivative of Phi in each parameter.
  const moves = slopes.map((slope) => threefold(phi, slope, phi));
  const degreesOf = (row: ArrayLike<number>): number => {
    if (degrees === "none") return Number.POSITIVE_INFINITY;
    const gradient = Float64Array.from(moves, (move) => varianceOf(move, row));
    const spread = varianceOf(parameterCovariance, gradient);
    const variance = varianceOf(phi, row);
    return spread > 0 ? (2 * variance * variance) / spread : Number.POSITIVE_INFINITY;
  };
  const test = (row: ArrayLike<number>, given?: number): ContrastTest => {
    let estimate = 0;
    for (let at = 0; at < coefficients.length; at++) estimate += (row[at] ?? 0) * (coefficients[at] ?? 0);
    const variance = varianceOf(covariance, row);
    if (!(variance > 0)) throw new StatisticRefusal("not-identified", "contrast", "The combination has no variance.", "Give a combination of coefficients that is not zero.");
    const standardError = Math.sqrt(variance);
    const degreesOfFreedom = given ?? degreesOf(row);
    const half = standardError * studentQuantile(0.5 + level / 2, degreesOfFreedom);
    const statistic = estimate / standardError;
    return { estimate, standardError, degreesOfFreedom, lower: estimate - half, upper: estimate + half, statistic, pValue: Math.min(1, 2 * studentTail(Math.abs(statistic), degreesOfFreedom, { tail: "upper" })) };
  };
  const testJoint = (rows: readonly ArrayLike<number>[], given?: number): JointContrastTest => {
    const count = rows.length;
    const contrast: Matrix = { rows: count, columns: coefficients.length, values: Float64Array.from(rows.flatMap((row) => Array.from(row))) };
    const estimate = multiplyVector(contrast, coefficients);
    const factor = decomposeCholesky(threefold(contrast, covariance, transpose(contrast)), { tolerance: 1e-10 });
    if (!factor.positiveDefinite) throw new StatisticRefusal("singular", "contrast", "The combinations determine each other.", "Give combinations of which none follows from the others.", { row: factor.pivot + 1 });
    const statistic = varianceOf(inverseFromCholesky(factor), estimate) / count;
    if (degrees === "none") return { statistic, numeratorDegrees: count, denominatorDegrees: Number.POSITIVE_INFINITY, scale: 1, pValue: chiSquareTail(statistic * count, count, { tail: "upper" }) };
    if (degrees === "kenward-roger" || degrees === "kenward-roger-linear") {
      const { scale, denominatorDegrees } = kenwardRogerDegrees(contrast, phi, moves, parameterCovariance);
      return { statistic: statistic * scale, numeratorDegrees: count, denominatorDegrees, scale, pValue: fTail(statistic * scale, count, denominatorDegrees, { tail: "upper" }) };
    }
    const denominatorDegrees = given ?? combineDegrees(contrast, covariance, degreesOf);
    return { statistic, numeratorDegrees: count, denominatorDegrees, scale: 1, pValue: fTail(statistic, count, denominatorDegrees, { tail: "upper" }) };
  };
  return { coefficients, covariance, test, testJoint };
}

/** Phi + 2 Phi (sum of W_kl (Q_kl - P_k Phi P_l - R_kl / 4)) Phi; without R in the linear form. Kenward and Roger 1997, equation 5. */
function adjusted(point: LikelihoodPoint, { slopes, parameterCovariance }: FixedEffectSettings, curvature: number): Matrix {
  const phi = point.coefficientCovariance;
  const made = zeroMatrix(phi.rows, phi.columns);
  addScaled(made.values, phi.values, 1);
  addScaled(made.values, threefold(phi, covarianceBias(point, slopes, parameterCovariance, curvature), phi).values, 2);
  for (let row = 0; row < made.rows; row++)
    for (let column = 0; column < row; column++) {
      const mean = ((made.values[row * made.rows + column] ?? 0) + (made.values[column * made.rows + row] ?? 0)) / 2;
      made.values[row * made.rows + column] = mean;
      made.values[column * made.rows + row] = mean;
    }
  return made;
}

/** Degrees of freedom and scale that match the mean and variance of the F statistic. Kenward and Roger 1997, section 3. */
function kenwardRogerDegrees(contrast: Matrix, phi: Matrix, moves: readonly Matrix[], spread: Matrix): { readonly scale: number; readonly denominatorDegrees: number } {
  const count = contrast.rows;
  const turned = transpose(contrast);
  const factor = decomposeCholesky(threefold(contrast, phi, turned), { tolerance: 1e-10 });
  if (!factor.positiveDefinite) throw new StatisticRefusal("singular", "contrast", "The combinations determine each other.", "Give combinations of which none follows from the others.");
  const inverse = inverseFromCholesky(factor);
  const parts = moves.map((move) => multiply(inverse, threefold(contrast, move, turned)));
  const traces = parts.map((part) => Array.from({ length: count }, (_, at) => part.values[at * (count + 1)] ?? 0).reduce((sum, one) => sum + one, 0));
  let a1 = 0;
  let a2 = 0;
  for (const [k, one] of parts.entries())
    for (const [l, other] of parts.entries()) {
      const weight = spread.values[k * parts.length + l] ?? 0;
      a1 += weight * (traces[k] ?? 0) * (traces[l] ?? 0);
      a2 += weight * traceOfProduct(one, other);
    }
  if (!(a2 > 0)) return { scale: 1, denominatorDegrees: Number.POSITIVE_INFINITY };
  if (count === 1) return { scale: 1, denominatorDegrees: 2 / a2 };
  const b = (a1 + 6 * a2) / (2 * count);
  const g = ((count + 1) * a1 - (count + 4) * a2) / ((count + 2) * a2);
  const under = 3 * count + 2 * (1 - g);
  const mean = 1 / (1 - a2 / count);
  const variance = (2 / count) * ((1 + (g / under) * b) / ((1 - ((count - g) / under) * b) ** 2 * (1 - ((count + 2 - g) / under) * b)));
  const ratio = variance / (2 * mean * mean);
  const denominatorDegrees = 4 + (count + 2) / (count * ratio - 1);
  return { denominatorDegrees, scale: denominatorDegrees / (mean * (denominatorDegrees - 2)) };
}

/** Fai and Cornelius 1996, as lmerTest has it: independent combinations, each with its own degrees of freedom, and an F that has the mean of their squares. */
function combineDegrees(contrast: Matrix, covariance: Matrix, degreesOf: (row: ArrayLike<number>) => number): number {
  const { vectors } = symmetricEigen(threefold(contrast, covariance, transpose(contrast)));
  const rows = multiply(transpose(vectors), contrast);
  const count = contrast.rows;
  const each = Array.from({ length: count }, (_, at) => degreesOf(rows.values.subarray(at * rows.columns, (at + 1) * rows.columns)));
  if (count === 1) return each[0] ?? Number.POSITIVE_INFINITY;
  if (each.every((one) => Math.abs(one - (each[0] ?? 0)) < 1e-8)) return each.reduce((sum, one) => sum + one, 0) / count;
  if (each.some((one) => one <= 2)) return 2;
  const mean = each.reduce((sum, one) => sum + (one === Number.POSITIVE_INFINITY ? 1 : one / (one - 2)), 0);
  return mean > count ? (2 * mean) / (mean - count) : Number.POSITIVE_INFINITY;
}
