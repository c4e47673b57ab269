/** Tests and intervals of a linear model, by t and F. */
import { fTail } from "../distributions/f.ts";
import { studentQuantile, studentTail } from "../distributions/student-t.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { decomposeCholesky } from "../linear-algebra/cholesky.ts";
import { quadraticForm } from "../linear-algebra/quadratic-form.ts";
import { zeroMatrix } from "../linear-algebra/matrix.ts";
import { solveCholesky } from "../linear-algebra/solve-cholesky.ts";
import type { LinearFit } from "./linear-core.ts";

export interface LinearEstimate {
  readonly estimate: number;
  readonly standardError: number;
  readonly interval: { readonly lower: number; readonly upper: number; readonly level: number };
  readonly test: { readonly statistic: number; readonly distribution: "t"; readonly degreesOfFreedom: number; readonly pValue: number };
}
export interface FTest {
  readonly statistic: number;
  readonly distribution: "F";
  readonly degreesOfFreedom: readonly [number, number];
  readonly pValue: number;
}

/** A sum of coefficients with its interval. Refuses `not-identified` where it has no variance: the model fits without error. */
export function estimateOf(fit: LinearFit, sum: ArrayLike<number>, level: number): LinearEstimate {
  const estimate = fit.coefficients.reduce((total, one, at) => total + one * (sum[at] as number), 0);
  const standardError = Math.sqrt(quadraticForm(fit.covariance, sum));
  const size = fit.fitted.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  if (!(standardError > 0) || Math.sqrt(fit.residualSumOfSquares) < 100 * Number.EPSILON * size) throw new StatisticRefusal("not-identified", "outcome", "The model fits without error: there is no standard error.", "Describe the outcome; there is nothing to test.");
  const reach = standardError * studentQuantile((1 - level) / 2, fit.degreesOfFreedom, { tail: "upper" });
  const statistic = estimate / standardError;
  return { estimate, standardError, interval: { lower: estimate - reach, upper: estimate + reach, level }, test: { statistic, distribution: "t", degreesOfFreedom: fit.degreesOfFreedom, pValue: Math.min(1, 2 * studentTail(Math.abs(statistic), fit.degreesOfFreedom, { tail: "upper" })) } };
}

/** Wald's F that all coefficients at these places are zero: with the model's variance that of leaving them out. */
export function jointTest({ coefficients, covariance, degreesOfFreedom }: LinearFit, places: readonly number[]): FTest {
  const part = zeroMatrix(places.length, places.length);
  // On the scale of standard errors: no pivot is small because of a unit.
  const errors = places.map((at) => Math.sqrt(covariance.values[at * (covariance.columns + 1)] as number));
  for (const [row, one] of places.entries()) for (const [column, other] of places.entries()) part.values[row * places.length + column] = (covariance.values[one * covariance.columns + other] as number) / ((errors[row] as number) * (errors[column] as number));
  const own = Float64Array.from(places, (at, row) => (coefficients[at] as number) / (errors[row] as number));
  const decomposition = decomposeCholesky(part);
  if (!decomposition.positiveDefinite) throw new StatisticRefusal("singular", "covariates", "The covariance of the coefficients has no inverse.", "Take the model's variance, or fewer categories.");
  const statistic = solveCholesky(decomposition, own).reduce((sum, one, at) => sum + one * (own[at] as number), 0) / places.length;
  return fTest(statistic, places.length, degreesOfFreedom);
}

export const fTest = (statistic: number, df1: number, df2: number): FTest => ({ statistic, distribution: "F", degreesOfFreedom: [df1, df2], pValue: fTail(statistic, df1, df2, { tail: "upper" }) });
