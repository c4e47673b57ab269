import { type Matrix, zeroMatrix } from "../linear-algebra/matrix.ts";
import { multiplyVector } from "../linear-algebra/multiply.ts";
import type { OptimisationProgress } from "./progress.ts";
import { type CurvatureMemory, dot, type QuasiNewtonOptions, type QuasiNewtonResult, quasiNewtonSteps } from "./quasi-newton.ts";
import { runSteps } from "./run-steps.ts";

/**
 * Minimises a smooth function by BFGS with a line search that satisfies the strong Wolfe conditions. Where the function is not
 * finite it counts as infinitely high: parameters may have open limits.
 *
 * It has converged when the relative gradient is within its tolerance; otherwise the result carries the reason and the last
 * gradient. For more than some hundred parameters use `minimiseLimitedBfgs`.
 * Source: Nocedal and Wright, Numerical Optimization, algorithm 6.1 (recalled). R: `optim(method = "BFGS")`.
 *
 * @example minimiseBfgs(([x = 0, y = 0]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2, [-1.2, 1]).estimate // 1, 1
 */
export function minimiseBfgs(f: (point: Float64Array) => number, start: ArrayLike<number>, options: QuasiNewtonOptions = {}): QuasiNewtonResult {
  return runSteps(bfgsSteps(f, start, options));
}

/** The same, one iteration at a time. */
export function bfgsSteps(f: (point: Float64Array) => number, start: ArrayLike<number>, options: QuasiNewtonOptions = {}): Generator<OptimisationProgress, QuasiNewtonResult, void> {
  return quasiNewtonSteps(f, start, inverseHessian, options);
}

/** `null` until the first step: then steepest descent. */
const inverseHessian: CurvatureMemory<Matrix | null> = {
  begin: () => null,
  direction: (state, gradient) => (state === null ? gradient.map((slope) => -slope) : multiplyVector(state, gradient).map((part) => -part)),
  learn: (state, step, change) => {
    const curvature = dot(step, change);
    if (!(curvature > 0)) return state;
    const inverse = state ?? scaledIdentity(step.length, curvature / dot(change, change));
    const turned = multiplyVector(inverse, change);
    const along = (1 + dot(change, turned) / curvature) / curvature;
    const values = inverse.values.map((value, at) => {
      const [row, column] = [Math.trunc(at / step.length), at % step.length];
      const [stepRow, stepColumn] = [step[row] ?? 0, step[column] ?? 0];
      return value + along * stepRow * stepColumn - ((turned[row] ?? 0) * stepColumn + stepRow * (turned[column] ?? 0)) / curvature;
    });
    return { ...inverse, values };
  },
};

function scaledIdentity(size: number, scale: number): Matrix {
  const made = zeroMatrix(size, size);
  for (let at = 0; at < made.values.length; at += size + 1) made.values[at] = scale;
  return made;
}
