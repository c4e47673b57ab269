import type { OptimisationProgress } from "./progress.ts";
import { type CurvatureMemory, dot, type QuasiNewtonOptions, type QuasiNewtonResult, quasiNewtonSteps } from "./quasi-newton.ts";
import { runSteps } from "./run-steps.ts";

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly curvature: number;
}

export interface LimitedBfgsOptions extends QuasiNewtonOptions {
  /** Steps that are remembered; 10 where left out. */
  readonly remembered?: number;
}

/**
 * Minimises a smooth function of many parameters: as `minimiseBfgs`, remembering the last few steps instead of a matrix.
 * Source: Nocedal and Wright, Numerical Optimization, algorithms 7.4 and 7.5 (recalled).
 *
 * @example minimiseLimitedBfgs((x) => x.reduce((sum, value, k) => sum + (value - k) ** 2, 0), new Float64Array(500)).converged // true
 */
export function minimiseLimitedBfgs(f: (point: Float64Array) => number, start: ArrayLike<number>, options: LimitedBfgsOptions = {}): QuasiNewtonResult {
  return runSteps(limitedBfgsSteps(f, start, options));
}

/** The same, one iteration at a time. */
export function limitedBfgsSteps(f: (point: Float64Array) => number, start: ArrayLike<number>, options: LimitedBfgsOptions = {}): Generator<OptimisationProgress, QuasiNewtonResult, void> {
  return quasiNewtonSteps(f, start, lastSteps(options.remembered ?? 10), options);
}

function lastSteps(remembered: number): CurvatureMemory<readonly Pair[]> {
  return {
    begin: () => [],
    learn: (pairs, step, change) => {
      const curvature = dot(step, change);
      return curvature > 0 ? [...pairs, { step, change, curvature }].slice(-remembered) : pairs;
    },
    direction: (pairs, gradient) => {
      const turned = gradient.map((slope) => -slope);
      const shares = new Float64Array(pairs.length);
      for (const [at, { step, change, curvature }] of [...pairs.entries()].toReversed()) {
        shares[at] = dot(step, turned) / curvature;
        add(turned, change, -(shares[at] ?? 0));
      }
      const last = pairs.at(-1);
      if (last !== undefined) add(turned, turned, last.curvature / dot(last.change, last.change) - 1);
      for (const [at, { step, change, curvature }] of pairs.entries()) add(turned, step, (shares[at] ?? 0) - dot(change, turned) / curvature);
      return turned;
    },
  };
}

function add(into: Float64Array, values: Float64Array, share: number): void {
  for (let at = 0; at < into.length; at++) into[at] = (into[at] ?? 0) + share * (values[at] ?? 0);
}
