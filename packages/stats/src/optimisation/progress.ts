/** What an iteration yields: callers may show it, wait, or stop asking. */
export interface OptimisationProgress {
  readonly iteration: number;
  /** Of the function, at the best point so far. */
  readonly value: number;
  /** Largest entry of the gradient in size; `null` where none is computed. */
  readonly gradientNorm: number | null;
}

/** Largest entry in size. */
export function largestEntry(values: ArrayLike<number>): number {
  let largest = 0;
  for (let at = 0; at < values.length; at++) largest = Math.max(largest, Math.abs(values[at] ?? 0));
  return largest;
}

/**
 * The gradient as the relative change of the function for a relative change of each parameter: max |g_i| max(|x_i|, 1) / max(|f|, 1).
 * Source: Dennis and Schnabel 1983, Numerical Methods for Unconstrained Optimization, 7.2 (recalled).
 */
export function relativeGradient(gradient: ArrayLike<number>, point: ArrayLike<number>, value: number): number {
  let largest = 0;
  for (let at = 0; at < gradient.length; at++) largest = Math.max(largest, Math.abs(gradient[at] ?? 0) * Math.max(Math.abs(point[at] ?? 0), 1));
  return largest / Math.max(Math.abs(value), 1);
}
