/** The Poisson distribution. */
import { fallingSum } from "./falling-sum.ts";
import { factorial, largestFactorial } from "./factorials.ts";
import { logGammaTail } from "./gamma.ts";
import { normalQuantile } from "./normal.ts";
import { logPoissonKernel } from "./saddle-point.ts";
import type { TailOptions } from "../special-functions/tail-parts.ts";
import { wholeQuantile } from "./whole-quantile.ts";

/**
 * P(X = k) for X ~ Poisson(mean). Relative error below 2e-15 where k <= 170 and mean <= 600, otherwise below 1e-12.
 *
 * @param k whole number; 0 is returned below 0.
 * @param mean zero or more.
 *
 * Throws RangeError for k that is not whole and a mean that is negative or not finite. R: `dpois(k, mean)`.
 *
 * @example poissonProbability(0, 1) // 0.36787944117144233
 */
export function poissonProbability(k: number, mean: number): number {
  requirePoisson(k, mean);
  if (k < 0) return 0;
  if (mean === 0) return k === 0 ? 1 : 0;
  if (k === 0) return Math.exp(-mean);
  if (k <= largestFactorial && mean <= 600) {
    const power = mean ** k;
    if (power > 1e-290 && power < 1e290) return (power / factorial(k)) * Math.exp(-mean);
  }
  return Math.exp(logPoissonKernel(k, mean));
}

/**
 * A tail: `lower` P(X <= k), `upper` P(X > k). The smaller one is summed from its own terms.
 * Throws RangeError as {@link poissonProbability}. R: `ppois(k, mean, lower.tail = tail == "lower")`.
 *
 * @example poissonTail(0, 1, { tail: "upper" }) // 1 - 1/e = 0.6321205588285577
 */
export function poissonTail(k: number, mean: number, options: { readonly tail?: "lower" | "upper" } = {}): number {
  requirePoisson(k, mean);
  const lower = (options.tail ?? "lower") === "lower";
  if (k < 0) return lower ? 0 : 1;
  if (mean === 0) return lower ? 1 : 0;
  if (k + 1 < mean) {
    const atMost = fallingSum(poissonProbability(k, mean), k, (j) => j / mean, -1);
    return lower ? atMost : 1 - atMost;
  }
  const more = fallingSum(poissonProbability(k + 1, mean), k + 1, (j) => mean / (j + 1), 1);
  return lower ? 1 - more : more;
}

/**
 * log P(X = k); minus infinity where the probability is 0. Error below 1e-14 of the larger of 1 and the logarithm.
 * Throws RangeError as {@link poissonProbability}. R: `dpois(k, mean, log = TRUE)`.
 *
 * @example logPoissonProbability(0, 1000) // -1000
 */
export function logPoissonProbability(k: number, mean: number): number {
  requirePoisson(k, mean);
  if (k < 0 || (mean === 0 && k > 0)) return Number.NEGATIVE_INFINITY;
  return k === 0 ? 0 - mean : logPoissonKernel(k, mean);
}

/**
 * Logarithm of {@link poissonTail}, also where the tail is too small for a double: a tail of the gamma distribution with
 * shape k + 1. Throws RangeError as {@link poissonTail}. R: `ppois(k, mean, log.p = TRUE)`.
 *
 * @example logPoissonTail(0, 1000) // -1000
 */
export function logPoissonTail(k: number, mean: number, options: TailOptions = {}): number {
  requirePoisson(k, mean);
  const lower = (options.tail ?? "lower") === "lower";
  if (k < 0) return lower ? Number.NEGATIVE_INFINITY : 0;
  if (mean === 0) return lower ? 0 : Number.NEGATIVE_INFINITY;
  return logGammaTail(mean, k + 1, { tail: lower ? "upper" : "lower" });
}

/**
 * The smallest k with `P(X <= k) >= p`, or with `P(X > k) <= p` where `tail` is `upper`; infinity where no count is enough.
 * A tail that misses p by less than 1e-13 of it counts as reaching it. Throws RangeError for p outside 0 to 1 and a mean
 * that is negative or not finite. R: `qpois(p, mean, lower.tail = tail == "lower")`.
 *
 * @example poissonQuantile(0.95, 3) // 6
 */
export function poissonQuantile(p: number, mean: number, options: TailOptions = {}): number {
  requirePoisson(0, mean);
  const start = mean + Math.sqrt(mean) * (p > 0 && p < 1 ? normalQuantile(p, options) : 0);
  return wholeQuantile(p, (k) => poissonTail(k, mean, options), { low: 0, high: mean === 0 ? 0 : Number.POSITIVE_INFINITY, start }, options);
}

function requirePoisson(k: number, mean: number): void {
  if (!Number.isSafeInteger(k)) throw new RangeError(`k must be a whole number; got ${String(k)}.`);
  if (!(mean >= 0 && Number.isFinite(mean))) throw new RangeError(`The mean must be zero or more; got ${String(mean)}.`);
}
