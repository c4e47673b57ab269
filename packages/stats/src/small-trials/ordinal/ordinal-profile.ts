/** Profile likelihood limits of a coefficient of the proportional odds model. */
import { chiSquareQuantile } from "../../distributions/chi-square.ts";
import { type Matrix, zeroMatrix } from "../../linear-algebra/matrix.ts";
import { type LikelihoodAt, maximiseNewton, type NewtonResult } from "../../optimisation/newton-raphson.ts";
import { profileLimit } from "../../optimisation/profile-limit.ts";
import { ordinalLikelihood, type OrdinalRows } from "./ordinal-likelihood.ts";

/** On the scale of the standardised covariate that stands at `at`; `null` where the likelihood never falls so far. */
export function ordinalLimit(data: OrdinalRows, fit: NewtonResult, at: number, side: "lower" | "upper", level: number, spread: number): number | null {
  const free = Array.from(fit.estimate.keys()).filter((other) => other !== at);
  let last = Float64Array.from(free, (other) => fit.estimate[other] as number);
  const whole = Float64Array.from(fit.estimate);
  const profile = (parameter: number): number => {
    whole[at] = parameter;
    const evaluate = (point: Float64Array): LikelihoodAt => {
      for (const [place, other] of free.entries()) whole[other] = point[place] as number;
      const { value, gradient, hessian } = ordinalLikelihood(data, whole);
      return { value, gradient: Float64Array.from(free, (other) => gradient[other] as number), hessian: partOf(hessian, free) };
    };
    const found = maximiseNewton(evaluate, last, { gradientTolerance: 1e-11, stepTolerance: 1e-7, maximumIterations: 200 });
    if (!found.converged) return Number.NaN;
    last = Float64Array.from(found.estimate);
    return found.value ?? Number.NaN;
  };
  const quick = limitBySquareRoot(profile, fit.estimate[at] as number, fit.value ?? 0, side === "lower" ? -spread : spread, Math.sqrt(chiSquareQuantile(level, 1)));
  if (quick !== null) return quick;
  const found = profileLimit(profile, { estimate: fit.estimate[at] as number, maximum: fit.value ?? 0, drop: chiSquareQuantile(level, 1) / 2, side, step: spread });
  return found.reached ? found.limit : null;
}

/**
 * The square root of twice the fall is nearly a line from the estimate on: a few steps of the secant bring the limit to rounding.
 * `null` where they do not: then it is looked for step by step.
 */
function limitBySquareRoot(profile: (parameter: number) => number, estimate: number, maximum: number, spread: number, reach: number): number | null {
  const rootAt = (parameter: number): number => Math.sqrt(2 * (maximum - profile(parameter)));
  let [before, rootBefore] = [estimate, 0];
  let here = estimate + reach * spread;
  for (let step = 0; step < 10; step++) {
    const root = rootAt(here);
    if (!(root > 0) || !Number.isFinite(root) || root === rootBefore) return null;
    const next = here + ((reach - root) * (here - before)) / (root - rootBefore);
    // Not on the other side of the estimate, nor by leaps.
    if (!((next - estimate) / spread > 0 && Math.abs(next - estimate) < 5 * Math.abs(here - estimate))) return null;
    const settled = Math.abs(next - here) <= 1e-7 * Math.abs(spread);
    [before, rootBefore, here] = [here, root, next];
    // The last step squares what error is left, about.
    if (settled) return here;
  }
  return null;
}

function partOf(matrix: Matrix, places: readonly number[]): Matrix {
  const made = zeroMatrix(places.length, places.length);
  for (const [row, one] of places.entries()) for (const [column, other] of places.entries()) made.values[row * places.length + column] = matrix.values[one * matrix.columns + other] as number;
  return made;
}
