/** Quantiles of the beta distribution. */
import { betaKernel, incompleteBeta } from "./incomplete-beta.ts";

/**
 * The x with `I_x(a, b) = p`, or with `1 - I_x(a, b) = p` where `tail` is `upper`. Give the tail in which p is small:
 * `1 - 0.025` has fewer digits than `0.025`.
 *
 * Newton's method inside a bracket that only shrinks. Relative error below 1e-13 for shapes up to 1e4 and p of 1e-12 or
 * more in the named tail.
 *
 * Throws RangeError unless p lies from 0 to 1 and both shapes are finite and above zero.
 *
 * Source: inverse of {@link incompleteBeta}. R: `qbeta(p, a, b, lower.tail = tail == "lower")`.
 *
 * @example betaQuantile(0.5, 3, 3) // 0.5
 */
export function betaQuantile(p: number, a: number, b: number, options: { readonly tail?: "lower" | "upper" } = {}): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`betaQuantile needs a probability from 0 to 1; got ${String(p)}.`);
  const tail = options.tail ?? "lower";
  const excess = (x: number) => (tail === "lower" ? incompleteBeta(x, a, b).lower - p : p - incompleteBeta(x, a, b).upper);
  // Also refuses unfit shapes.
  let x = startingValue(excess, a / (a + b));
  if (p === 0) return tail === "lower" ? 0 : 1;
  if (p === 1) return tail === "lower" ? 1 : 0;
  let low = 0;
  let high = 1;
  for (let step = 0; step < 400; step++) {
    const error = excess(x);
    if (error === 0) return x;
    if (error < 0) low = x;
    else high = x;
    const newton = x - (error * x * (1 - x)) / betaKernel(x, a, b);
    const next = newton > low && newton < high ? newton : between(low, high);
    if (Math.abs(next - x) <= Number.EPSILON * next || high - low <= Number.EPSILON * low) return next;
    x = next;
  }
  return x;
}

/** The mean, after it has been checked that the function can be evaluated there. */
function startingValue(excess: (x: number) => number, mean: number): number {
  excess(mean);
  return mean;
}

/** The geometric middle where the ends are far apart in size, so that small quantiles are found in few steps. */
function between(low: number, high: number): number {
  if (low === 0) return high < 1e-300 ? 0 : high / 1024;
  return high / low > 4 ? Math.sqrt(low * high) : low + (high - low) / 2;
}
