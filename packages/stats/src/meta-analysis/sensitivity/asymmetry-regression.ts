/** Regression of estimates on one measure of their size: what tests of asymmetry and PET-PEESE share. */
import { normalQuantile, normalTail } from "../../distributions/normal.ts";
import { studentQuantile, studentTail } from "../../distributions/student-t.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { weightedLeastSquares } from "../../linear-algebra/least-squares.ts";
import type { Matrix } from "../../linear-algebra/matrix.ts";
import { fitMixedEffects } from "../pooling/fit-mixed-effects.ts";
import type { TauSquaredEstimator } from "../pooling/fit-tau-squared.ts";
import type { Limits } from "../pooling/pooled-effect.ts";

export interface RegressionPart {
  readonly estimate: number;
  readonly standardError: number;
  readonly interval: Limits;
  readonly test: { readonly statistic: number; readonly distribution: "normal" | "t"; readonly degreesOfFreedom: number | null; readonly pValue: number };
}
export interface LineFit {
  readonly intercept: RegressionPart;
  readonly slope: RegressionPart;
  readonly tauSquared: number | null;
}

/** Part of the weighted squares of the estimates below which what is left of them is rounding. */
const exact = 1e-26;

/** Weighted least squares of y on x, the residual variance estimated: t with k - 2 degrees of freedom. */
export function fitLine(y: Float64Array, x: Float64Array, weights: Float64Array, level: number): LineFit {
  requireThree(y.length);
  const fit = weightedLeastSquares(lineDesign(x), y, { weights });
  requireSlope(fit.dependentColumns);
  let size = 0;
  for (let at = 0; at < y.length; at++) size += (weights[at] ?? 0) * (y[at] ?? 0) ** 2;
  if (fit.residualSumOfSquares <= exact * size) throw new StatisticRefusal("not-identified", "estimate", "The estimates lie on a line to the last digit, so that there is no residual variance.", "A test of asymmetry needs estimates that differ by chance.");
  const scale = fit.residualSumOfSquares / fit.degreesOfFreedom;
  const part = (at: number): RegressionPart => partOf(fit.coefficients[at] ?? 0, Math.sqrt(scale * (fit.unscaledCovariance.values[3 * at] ?? 0)), fit.degreesOfFreedom, level);
  return { intercept: part(0), slope: part(1), tauSquared: null };
}

/** Mixed-effects regression with a variance between studies. */
export function fitMixedLine(y: Float64Array, variances: Float64Array, x: Float64Array, options: { readonly tauSquared: TauSquaredEstimator; readonly tauSquaredValue?: number | null; readonly interval: "wald" | "hksj" | "hksj-modified"; readonly level: number }): LineFit {
  requireThree(y.length);
  requireSlope(x.every((one) => one === x[0]) ? [1] : []);
  const fit = fitMixedEffects(y, variances, lineDesign(x), { model: "random", tauSquared: options.tauSquared, tauSquaredValue: options.tauSquaredValue ?? null });
  const ratio = fit.residualSum / fit.residualDegrees;
  const factor = options.interval === "wald" ? 1 : options.interval === "hksj" ? ratio : Math.max(1, ratio);
  // What is left of estimates that agree to the last digit is rounding, and would make a t of noise.
  let size = 0;
  for (let at = 0; at < y.length; at++) size += (fit.weights[at] ?? 0) * (y[at] ?? 0) ** 2;
  if (options.interval === "hksj" && !(fit.residualSum > exact * size)) throw new StatisticRefusal("not-identified", "interval", "The estimates lie on a line to the last digit, so that the Hartung-Knapp variance is 0.", 'Choose "hksj-modified" or "wald".');
  const degrees = options.interval === "wald" ? null : fit.residualDegrees;
  const part = (at: number): RegressionPart => partOf(fit.coefficients[at] ?? 0, Math.sqrt(factor * (fit.covariance.values[3 * at] ?? 0)), degrees, options.level);
  return { intercept: part(0), slope: part(1), tauSquared: fit.tauSquared };
}

export const lineDesign = (x: Float64Array): Matrix => ({ rows: x.length, columns: 2, values: Float64Array.from({ length: 2 * x.length }, (_, at) => (at % 2 === 0 ? 1 : (x[(at - 1) / 2] ?? 0))) });

export function partOf(estimate: number, standardError: number, degreesOfFreedom: number | null, level: number): RegressionPart {
  const statistic = estimate / standardError;
  const tail = degreesOfFreedom === null ? normalTail(Math.abs(statistic), { tail: "upper" }) : studentTail(Math.abs(statistic), degreesOfFreedom, { tail: "upper" });
  const quantile = degreesOfFreedom === null ? normalQuantile((1 - level) / 2, { tail: "upper" }) : studentQuantile((1 - level) / 2, degreesOfFreedom, { tail: "upper" });
  return { estimate, standardError, interval: { lower: estimate - quantile * standardError, upper: estimate + quantile * standardError, level }, test: { statistic, distribution: degreesOfFreedom === null ? "normal" : "t", degreesOfFreedom, pValue: Math.min(1, 2 * tail) } };
}

function requireThree(studies: number): void {
  if (studies < 3) throw new StatisticRefusal("too-few", "columns", `${studies} studies cannot tell a line from chance.`, "Give at least 3; 10 or more are advised.", { studies });
}

function requireSlope(dependent: readonly number[]): void {
  if (dependent.length > 0) throw new StatisticRefusal("singular", "columns", "All studies are of the same size (precision), so that there is no small study to compare.", "A test of asymmetry needs studies of different sizes.");
}
