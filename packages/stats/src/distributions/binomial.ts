/** The binomial distribution. */
import { logBetaTail } from "./beta.ts";
import { fallingSum } from "./falling-sum.ts";
import { chooseSmall, largestFactorial } from "./factorials.ts";
import { deviance } from "../special-functions/deviance.ts";
import { stirlingError } from "../special-functions/log-gamma.ts";
import { normalQuantile } from "./normal.ts";
import type { TailOptions } from "../special-functions/tail-parts.ts";
import { wholeQuantile } from "./whole-quantile.ts";

const smallestNormal = 1e-290;

/**
 * P(X = k) for X ~ Binomial(n, p).
 *
 * @param k whole number; 0 is returned outside 0 to n.
 * @param n whole number of independent observations.
 * @param p probability of an event in each, from 0 to 1.
 *
 * Products of correctly rounded parts up to n = 170 (relative error below 1e-14 at n = 170, 2e-15 at n = 30), saddle
 * point expansion above (below 1e-13 to n = 10,000 wherever the mass is above 1e-12).
 * Throws RangeError for n or k that are not whole numbers, and p outside 0 to 1.
 *
 * Source: Loader 2000, "Fast and accurate computation of binomial probabilities". R: `dbinom(k, n, p)`.
 *
 * @example binomialProbability(1, 3, 0.5) // 0.375
 */
export function binomialProbability(k: number, n: number, p: number): number {
  requireBinomial(k, n, p);
  if (k < 0 || k > n) return 0;
  if (p === 0) return k === 0 ? 1 : 0;
  if (p === 1) return k === n ? 1 : 0;
  if (n <= largestFactorial) {
    const some = p ** k;
    const others = powerOfComplement(p, n - k);
    if (some > smallestNormal && others > smallestNormal) return chooseSmall(n, k) * some * others;
  }
  return Math.exp(logBinomialProbability(k, n, p));
}

/**
 * log P(X = k); minus infinity where the probability is 0. As {@link binomialProbability}, for probabilities too small
 * for a double. R: `dbinom(k, n, p, log = TRUE)`.
 *
 * @example logBinomialProbability(0, 1000, 0.9) // -2302.585092994046
 */
export function logBinomialProbability(k: number, n: number, p: number): number {
  requireBinomial(k, n, p);
  if (k < 0 || k > n || (p === 0 && k > 0) || (p === 1 && k < n)) return Number.NEGATIVE_INFINITY;
  if (k === 0) return n === 0 ? 0 : n * Math.log1p(-p);
  if (k === n) return n * Math.log(p);
  const exponent = stirlingError(n) - stirlingError(k) - stirlingError(n - k) - deviance(k, n * p) - deviance(n - k, n * (1 - p));
  return exponent + 0.5 * Math.log(n / (2 * Math.PI * k * (n - k)));
}

/**
 * A tail of the binomial distribution: `lower` P(X <= k), `upper` P(X > k), so that both together make 1. The smaller
 * one is summed from its own terms, without cancellation; relative error as that of {@link binomialProbability}.
 *
 * "At least k events" is `binomialTail(k - 1, n, p, { tail: "upper" })`.
 * Throws RangeError as {@link binomialProbability}. R: `pbinom(k, n, p, lower.tail = tail == "lower")`.
 *
 * @example binomialTail(0, 15, 0.2) // 0.8^15 = 0.035184372088832
 */
export function binomialTail(k: number, n: number, p: number, options: { readonly tail?: "lower" | "upper" } = {}): number {
  requireBinomial(k, n, p);
  const lower = (options.tail ?? "lower") === "lower";
  if (k < 0) return lower ? 0 : 1;
  if (k >= n) return lower ? 1 : 0;
  if (p === 0) return lower ? 1 : 0;
  if (p === 1) return lower ? 0 : 1;
  // The terms fall from the first one on where k lies beyond the mean.
  if (k < n * p) {
    const atMost = fallingSum(binomialProbability(k, n, p), k, (j) => (j * (1 - p)) / ((n - j + 1) * p), -1);
    return lower ? atMost : 1 - atMost;
  }
  const more = fallingSum(binomialProbability(k + 1, n, p), k + 1, (j) => ((n - j) * p) / ((j + 1) * (1 - p)), 1);
  return lower ? 1 - more : more;
}

/**
 * Logarithm of {@link binomialTail}, also where the tail is too small for a double: a tail of the beta distribution.
 * Throws RangeError as {@link binomialProbability}. R: `pbinom(k, n, p, log.p = TRUE)`.
 *
 * @example logBinomialTail(0, 1000, 0.9) // -2302.585092994046
 */
export function logBinomialTail(k: number, n: number, p: number, options: TailOptions = {}): number {
  requireBinomial(k, n, p);
  const lower = (options.tail ?? "lower") === "lower";
  if (k < 0) return lower ? Number.NEGATIVE_INFINITY : 0;
  if (k >= n) return lower ? 0 : Number.NEGATIVE_INFINITY;
  return logBetaTail(p, k + 1, n - k, { tail: lower ? "upper" : "lower" });
}

/**
 * The smallest k with `P(X <= k) >= p`, or with `P(X > k) <= p` where `tail` is `upper`, for X ~ Binomial(n, probability).
 * A tail that misses p by less than 1e-13 of it counts as reaching it. Throws RangeError as {@link binomialProbability},
 * and for p outside 0 to 1. R: `qbinom(p, n, probability, lower.tail = tail == "lower")`.
 *
 * @example binomialQuantile(0.5, 10, 0.5) // 5
 */
export function binomialQuantile(p: number, n: number, probability: number, options: TailOptions = {}): number {
  requireBinomial(0, n, probability);
  const z = p > 0 && p < 1 ? normalQuantile(p, options) : 0;
  const start = n * probability + z * Math.sqrt(n * probability * (1 - probability));
  return wholeQuantile(p, (k) => binomialTail(k, n, probability, options), { low: 0, high: n, start }, options);
}

/** All masses from 0 to n. */
export function binomialMasses(n: number, p: number): Float64Array {
  requireBinomial(0, n, p);
  return Float64Array.from({ length: n + 1 }, (_, k) => binomialProbability(k, n, p));
}

/** (1 - p)^m, with what rounding took from 1 - p given back. */
function powerOfComplement(p: number, m: number): number {
  const complement = 1 - p;
  const lost = 1 - complement - p;
  return complement ** m * (1 + (m * lost) / complement);
}

function requireBinomial(k: number, n: number, p: number): void {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`n must be a whole number from 0; got ${String(n)}.`);
  if (!Number.isSafeInteger(k)) throw new RangeError(`k must be a whole number; got ${String(k)}.`);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`The probability must lie from 0 to 1; got ${String(p)}.`);
}
