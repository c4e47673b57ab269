/** Quantiles of counts. */
import { requireProbability, type TailOptions } from "../special-functions/tail-parts.ts";

/** A tail that misses p by less than this share of it counts as reaching p: tails are rounded, too. */
const slack = 1e-13;

/**
 * The smallest k from `low` to `high` with P(X <= k) >= p, or, where `tail` is `upper`, with P(X > k) <= p.
 * Steps of doubling size from the start, then halving.
 */
export function wholeQuantile(p: number, tailAt: (k: number) => number, range: { readonly low: number; readonly high: number; readonly start: number }, options: TailOptions): number {
  const lower = (options.tail ?? "lower") === "lower";
  requireProbability(p, "The quantile");
  if (lower ? p === 0 : p === 1) return range.low;
  if (lower ? p === 1 : p === 0) return range.high;
  const reaches = (k: number) => (lower ? tailAt(k) >= p * (1 - slack) : tailAt(k) <= p * (1 + slack));
  let high = Math.round(Math.min(range.high, Math.max(range.low, range.start)));
  let low = high;
  let step = 1;
  while (high < range.high && !reaches(high)) {
    low = high + 1;
    high = Math.min(range.high, high + step);
    step *= 2;
  }
  if (low === high) {
    for (step = 1; low > range.low; step *= 2) {
      low = Math.max(range.low, high - step);
      if (!reaches(low)) {
        low += 1;
        break;
      }
      high = low;
    }
  }
  while (low < high) {
    const middle = Math.floor(low + (high - low) / 2);
    if (reaches(middle)) high = middle;
    else low = middle + 1;
  }
  return high;
}
