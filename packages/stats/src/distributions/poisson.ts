/** The Poisson distribution. */
import { fallingSum } from "./falling-sum.ts";
import { factorial, largestFactorial } from "./factorials.ts";
import { logPoissonKernel } from "./saddle-point.ts";

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

function requirePoisson(k: number, mean: number): void {
  if (!Number.isSafeInteger(k)) throw new RangeError(`k must be a whole number; got ${String(k)}.`);
  if (!(mean >= 0 && Number.isFinite(mean))) throw new RangeError(`The mean must be zero or more; got ${String(mean)}.`);
}
