/** The beta-binomial distribution: events among n when their probability itself is drawn from Beta(a, b). */
import { logGamma } from "../special-functions/log-gamma.ts";

const mostProducts = 1000;

/**
 * P(X = k) where X ~ Binomial(n, P) and P ~ Beta(a, b): the posterior predictive probability of k events among the next n.
 *
 * @param k whole number; 0 is returned outside 0 to n.
 * @param n whole number.
 * @param a first shape, above zero.
 * @param b second shape, above zero.
 *
 * Products up to n = 1,000 (relative error about n times 1e-16), logarithms of gamma functions above (1e-11).
 * Throws RangeError outside these ranges.
 * R: `choose(n, k) * beta(k + a, n - k + b) / beta(a, b)`.
 *
 * @example betaBinomialProbability(0, 3, 1, 1) // 0.25: with a uniform prior every count is equally probable
 */
export function betaBinomialProbability(k: number, n: number, a: number, b: number): number {
  requireBetaBinomial(k, n, a, b);
  if (k < 0 || k > n) return 0;
  if (n > mostProducts) return Math.exp(logBinomialCoefficient(n, k) + logBeta(k + a, n - k + b) - logBeta(a, b));
  // choose(n, k) a(a+1)… b(b+1)… / ((a+b)(a+b+1)…), in pairs that neither grow nor shrink out of range.
  let mass = 1;
  let some = 0;
  let others = 0;
  for (let i = 0; i < n; i++) {
    const event = others >= n - k || (some < k && mass <= 1);
    // The i-th factor below is common to both.
    if (event) mass *= ((a + some) * (n - k + some + 1)) / ((some + 1) * (a + b + i));
    else mass *= (b + others) / (a + b + i);
    if (event) some += 1;
    else others += 1;
  }
  return mass;
}

/**
 * A tail: `lower` P(X <= k), `upper` P(X > k), summed from its own terms without cancellation.
 * Throws RangeError as {@link betaBinomialProbability}.
 *
 * @example betaBinomialTail(0, 3, 1, 1, { tail: "upper" }) // 0.75
 */
export function betaBinomialTail(k: number, n: number, a: number, b: number, options: { readonly tail?: "lower" | "upper" } = {}): number {
  requireBetaBinomial(k, n, a, b);
  const lower = (options.tail ?? "lower") === "lower";
  if (k < 0) return lower ? 0 : 1;
  if (k >= n) return lower ? 1 : 0;
  let sum = 0;
  if (lower) for (let j = 0; j <= k; j++) sum += betaBinomialProbability(j, n, a, b);
  else for (let j = n; j > k; j--) sum += betaBinomialProbability(j, n, a, b);
  return Math.min(1, sum);
}

const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b);
const logBinomialCoefficient = (n: number, k: number): number => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);

function requireBetaBinomial(k: number, n: number, a: number, b: number): void {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`n must be a whole number from 0; got ${String(n)}.`);
  if (!Number.isSafeInteger(k)) throw new RangeError(`k must be a whole number; got ${String(k)}.`);
  if (!(a > 0 && b > 0 && Number.isFinite(a) && Number.isFinite(b))) throw new RangeError(`The beta-binomial distribution needs finite shapes above zero; got ${String(a)} and ${String(b)}.`);
}
