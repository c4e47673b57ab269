/** The exponential distribution: waiting time at a constant rate. */
import { log1mExp } from "../special-functions/log-sums.ts";
import { requireProbability, type TailOptions } from "../special-functions/tail-parts.ts";
import { type RateOrScale, scaleOf } from "./rate-or-scale.ts";

/**
 * A tail of the exponential distribution at x >= 0: `lower` P(X <= x), `upper` P(X > x). Name `rate` or `scale` (the mean).
 * Relative error below 1e-15 plus that of the exponent. Throws RangeError for negative x, and unless rate or scale is finite and above zero.
 * Source: closed form. R: `pexp(x, rate, lower.tail = tail == "lower")`.
 *
 * @example exponentialTail(2, { rate: 0.5, tail: "upper" }) // 1/e
 */
export function exponentialTail(x: number, options: RateOrScale & TailOptions = {}): number {
  const hazard = hazardAt(x, options);
  return (options.tail ?? "lower") === "upper" ? Math.exp(-hazard) : -Math.expm1(-hazard);
}

/** Logarithm of {@link exponentialTail}. R: `pexp(x, rate, log.p = TRUE)`. @example logExponentialTail(1000, { tail: "upper" }) // -1000 */
export function logExponentialTail(x: number, options: RateOrScale & TailOptions = {}): number {
  const hazard = hazardAt(x, options);
  return (options.tail ?? "lower") === "upper" ? -hazard : log1mExp(-hazard);
}

/** The x whose tail is p; infinite where the upper tail is 0. Throws RangeError for p outside 0 to 1. R: `qexp(p, rate)`. @example exponentialQuantile(0.5) // log 2 */
export function exponentialQuantile(p: number, options: RateOrScale & TailOptions = {}): number {
  requireProbability(p, "exponentialQuantile");
  return scaleOf(options) * quantileOfHazard(p, options.tail ?? "lower");
}

/** Density at x >= 0. R: `dexp(x, rate)`. @example exponentialDensity(0, { rate: 3 }) // 3 */
export const exponentialDensity = (x: number, options: RateOrScale = {}): number => Math.exp(-hazardAt(x, options)) / scaleOf(options);

/** Logarithm of {@link exponentialDensity}. R: `dexp(x, rate, log = TRUE)`. @example logExponentialDensity(1000) // -1000 */
export const logExponentialDensity = (x: number, options: RateOrScale = {}): number => -hazardAt(x, options) - Math.log(scaleOf(options));

/** -log of the upper tail, from either tail. */
export function quantileOfHazard(p: number, tail: "lower" | "upper"): number {
  // Without the sign of zero that -log(1) has.
  return 0 - (tail === "upper" ? Math.log(p) : Math.log1p(-p));
}

function hazardAt(x: number, options: RateOrScale): number {
  if (!(x >= 0)) throw new RangeError(`The exponential distribution needs a number from 0; got ${String(x)}.`);
  const scale = scaleOf(options);
  return options.rate === undefined ? x / scale : x * options.rate;
}
