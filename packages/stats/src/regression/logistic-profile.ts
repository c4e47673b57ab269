/** Profile likelihood limits of a logistic coefficient. */
import { chiSquareQuantile } from "../distributions/chi-square.ts";
import type { Matrix } from "../linear-algebra/matrix.ts";
import { zeroMatrix } from "../linear-algebra/matrix.ts";
import { type LikelihoodAt, maximiseNewton } from "../optimisation/newton-raphson.ts";
import { profileLimit } from "../optimisation/profile-limit.ts";
import type { LogisticFit, LogisticSettings } from "./logistic-core.ts";
import { type LogisticRows, logisticLikelihood } from "./logistic-likelihood.ts";

/**
 * Where the likelihood, maximised over all other coefficients, has fallen by half a chi-squared quantile: on the scale of the
 * standardised term `at`. `null` where it never falls so far. The penalty of Firth's likelihood is of all coefficients.
 * Source: Venzon and Moolgavkar 1988, doi:10.2307/2347496; Heinze and Schemper 2002, doi:10.1002/sim.1047 (recalled).
 */
export function profileLogistic(data: LogisticRows, fit: LogisticFit, at: number, side: "lower" | "upper", level: number, { firth, gradientTolerance, maximumIterations }: LogisticSettings): number | null {
  const { estimate, covariance, value: maximum } = fit.inner;
  const free = Array.from(estimate.keys()).filter((other) => other !== at);
  let last = Float64Array.from(free, (other) => estimate[other] ?? 0);
  const spread = Math.sqrt(covariance.values[at * (estimate.length + 1)] ?? 0);
  const profile = (parameter: number): number => {
    const whole = Float64Array.from(estimate);
    whole[at] = parameter;
    const evaluate = (point: Float64Array): LikelihoodAt => {
      for (const [place, other] of free.entries()) whole[other] = point[place] ?? 0;
      const { value, gradient, hessian } = logisticLikelihood(data, whole, firth);
      return { value, gradient: Float64Array.from(free, (other) => gradient[other] ?? 0), hessian: without(hessian, free) };
    };
    const found = maximiseNewton(evaluate, last, { gradientTolerance: Math.min(gradientTolerance, 1e-10), stepTolerance: 1e-7, maximumIterations });
    if (!found.converged) return Number.NaN;
    last = Float64Array.from(found.estimate);
    return found.value ?? Number.NaN;
  };
  const found = profileLimit(profile, { estimate: estimate[at] ?? 0, maximum, drop: chiSquareQuantile(level, 1) / 2, side, step: spread });
  return found.reached ? found.limit : null;
}

function without(hessian: Matrix, free: readonly number[]): Matrix {
  const made = zeroMatrix(free.length, free.length);
  for (const [row, one] of free.entries()) for (const [column, other] of free.entries()) made.values[row * free.length + column] = hessian.values[one * hessian.columns + other] ?? 0;
  return made;
}
