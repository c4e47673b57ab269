import { decomposeCholesky } from "../linear-algebra/cholesky.ts";
import type { Matrix } from "../linear-algebra/matrix.ts";
import { requireLength } from "../linear-algebra/require-matrix.ts";
import { solveCholesky } from "../linear-algebra/solve-cholesky.ts";
import { largestEntry, type OptimisationProgress, relativeGradient } from "./progress.ts";
import { runSteps } from "./run-steps.ts";

/** A log-likelihood and its derivatives at one point. The callback may give the same arrays each time. */
export interface LikelihoodAt {
  readonly value: number;
  readonly gradient: Float64Array;
  readonly hessian: Matrix;
}

export interface NewtonOptions {
  /** For max |g_i| max(|x_i|, 1) / max(|value|, 1); 1e-8 where left out. */
  readonly gradientTolerance?: number;
  /** For the next step: max |step_i| / max(|x_i|, 1); 1e-8 where left out. */
  readonly stepTolerance?: number;
  /** A last step no larger than this, beside max(|x_i|, 1), is taken without another evaluation; value and derivatives are then those before it, the value with the step's rise. 0 where left out. */
  readonly settledStep?: number;
  /** 100 where left out. */
  readonly maximumIterations?: number;
  /** 40 where left out. */
  readonly maximumHalvings?: number;
}

/** Why it ended without a maximum. */
export type NewtonReason = "not-finite" | "not-concave" | "no-finite-maximum" | "no-rise" | "too-many-iterations";

export interface NewtonResult {
  readonly converged: boolean;
  /** `null` when it converged. */
  readonly reason: NewtonReason | null;
  readonly estimate: Float64Array;
  /** At the estimate; `null` only where not even the start has a finite value. */
  readonly value: number | null;
  readonly gradient: Float64Array;
  readonly gradientNorm: number;
  /** At the estimate: its negative inverse is the covariance of a maximum likelihood estimate. */
  readonly hessian: Matrix;
  readonly iterations: number;
}

/**
 * Maximises a concave log-likelihood by Newton's method; a step that does not raise it is halved.
 *
 * It has converged when the relative gradient and the next step are both within their tolerances. The second matters: where
 * covariates separate the events, the gradient vanishes while estimates run away by steps of about 1, and the answer is
 * `no-finite-maximum`, not an estimate. `not-concave`: minus the Hessian is not positive definite (a dependent covariate, or a
 * start far off). `no-rise`: halving did not help, a sign that value and derivatives do not fit each other. `not-finite`:
 * at the start; elsewhere a value that is not finite only halves the step.
 *
 * Never throws for what the likelihood does; throws RangeError when lengths do not fit.
 * Source: Dennis and Schnabel 1983, chapters 5 and 6 (recalled).
 *
 * @example
 * // 3 events in 10: log-odds log(3 / 7)
 * maximiseNewton(([b = 0]) => {
 *   const p = 1 / (1 + Math.exp(-b));
 *   return { value: 3 * b - 10 * Math.log1p(Math.exp(b)), gradient: Float64Array.of(3 - 10 * p), hessian: matrixOf([[-10 * p * (1 - p)]]) };
 * }, [0]).estimate // -0.8472978603872036
 */
export function maximiseNewton(evaluate: (point: Float64Array) => LikelihoodAt, start: ArrayLike<number>, options: NewtonOptions = {}): NewtonResult {
  return runSteps(newtonSteps(evaluate, start, options));
}

/** The same, one iteration at a time. */
export function* newtonSteps(evaluate: (point: Float64Array) => LikelihoodAt, start: ArrayLike<number>, options: NewtonOptions = {}): Generator<OptimisationProgress, NewtonResult, void> {
  const { gradientTolerance = 1e-8, stepTolerance = 1e-8, settledStep = 0, maximumIterations = 100, maximumHalvings = 40 } = options;
  let point: Float64Array = Float64Array.from(start);
  let at = copied(evaluate(point), point.length);
  const end = (reason: NewtonReason | null, iterations: number): NewtonResult => ({
    converged: reason === null, reason, estimate: point, value: Number.isFinite(at.value) ? at.value : null, gradient: at.gradient.map(finiteOrZero), gradientNorm: largestEntry(at.gradient.map(finiteOrZero)), hessian: at.hessian, iterations,
  });
  if (!isFinite(at)) return end("not-finite", 0);
  const work: Matrix = { ...at.hessian, values: new Float64Array(at.hessian.values.length) };
  for (let iteration = 0; ; iteration++) {
    yield { iteration, value: at.value, gradientNorm: largestEntry(at.gradient) };
    const flat = relativeGradient(at.gradient, point, at.value) <= gradientTolerance;
    for (let k = 0; k < work.values.length; k++) work.values[k] = -(at.hessian.values[k] ?? 0);
    const decomposition = decomposeCholesky(work, { into: work });
    if (!decomposition.positiveDefinite) return end(flat && iteration > 0 ? "no-finite-maximum" : "not-concave", iteration);
    const step = solveCholesky(decomposition, at.gradient);
    const within = (limit: number): boolean => step.every((part, k) => Math.abs(part) <= limit * Math.max(Math.abs(point[k] ?? 0), 1));
    const small = within(stepTolerance);
    if (flat && small && settledStep > 0 && within(settledStep)) {
      const gained = step.reduce((sum, part, k) => sum + part * (at.gradient[k] ?? 0), 0) / 2;
      point = point.map((value, k) => value + (step[k] ?? 0));
      at = { ...at, value: at.value + gained };
      return end(null, iteration);
    }
    if (flat && small) {
      // The step is known already; it squares what error is left.
      const last = rise(evaluate, point, at, step, 0);
      if (last !== null && largestEntry(last.at.gradient) < largestEntry(at.gradient)) ({ point, at } = last);
      return end(null, iteration);
    }
    if (iteration === maximumIterations) return end(flat ? "no-finite-maximum" : "too-many-iterations", iteration);
    const next = rise(evaluate, point, at, step, maximumHalvings);
    if (next === null) return end(flat ? "no-finite-maximum" : "no-rise", iteration);
    ({ point, at } = next);
  }
}

/** The whole step, or half of it, or a quarter…: the first that does not lower the value by more than its rounding. */
function rise(evaluate: (point: Float64Array) => LikelihoodAt, from: Float64Array, at: LikelihoodAt, step: Float64Array, maximumHalvings: number): { readonly point: Float64Array; readonly at: LikelihoodAt } | null {
  const rounding = 1e-13 * Math.max(1, Math.abs(at.value));
  for (let halving = 0, share = 1; halving <= maximumHalvings; halving++, share /= 2) {
    const point = from.map((value, k) => value + share * (step[k] ?? 0));
    const there = copied(evaluate(point), point.length);
    if (isFinite(there) && there.value >= at.value - rounding) return { point, at: there };
  }
  return null;
}

function copied({ value, gradient, hessian }: LikelihoodAt, size: number): LikelihoodAt {
  requireLength(gradient.length, size, "The gradient");
  requireLength(hessian.values.length, size * size, "The Hessian");
  return { value, gradient: gradient.slice(), hessian: { rows: size, columns: size, values: hessian.values.slice() } };
}

function isFinite({ value, gradient, hessian }: LikelihoodAt): boolean {
  return Number.isFinite(value) && gradient.every(Number.isFinite) && hessian.values.every(Number.isFinite);
}

function finiteOrZero(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
