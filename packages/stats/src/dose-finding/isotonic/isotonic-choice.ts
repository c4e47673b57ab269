/** The dose level whose pooled estimate lies nearest to the target. */
import { poolAdjacent } from "./pava.ts";

/** Fills in the estimate (events + 0.05)/(n + 0.1) and 1/variance of Beta(events + 0.05, n - events + 0.05). */
export function smoothedRate(n: number, events: number, at: number, rates: Float64Array, weights: Float64Array): void {
  const a = events + 0.05;
  const sum = n + 0.1;
  rates[at] = a / sum;
  weights[at] = (sum * sum * (sum + 1)) / (a * (sum - a));
}

const makeScratch = (length: number) => ({ rates: new Float64Array(length), weights: new Float64Array(length), doses: new Int32Array(length), ends: new Int32Array(length) });
const longest = 50;
/** Used by one call after the other, and filled anew by each: an enumeration makes thousands of choices. */
const scratch = makeScratch(longest);

/**
 * The choice, as a dose level from 1; `null` where no dose level is both treated and open, or where `below` is given and
 * no estimate lies below it.
 *
 * Ties: each estimate gets 1e-10 times its rank among the admissible dose levels, so that of a pool above the target the
 * lowest dose level is nearest, of a pool below it the highest.
 */
export function isotonicChoice(n: readonly number[], events: readonly number[], closed: readonly boolean[], target: number, below: number | null): number | null {
  const { rates, weights, doses, ends } = n.length <= longest ? scratch : makeScratch(n.length);
  let count = 0;
  for (let at = 0; at < n.length; at++) {
    const size = n[at] ?? 0;
    if (size === 0 || closed[at] === true) continue;
    smoothedRate(size, events[at] ?? 0, count, rates, weights);
    doses[count++] = at + 1;
  }
  poolAdjacent(rates, weights, count, ends);
  let best: number | null = null;
  let least = Infinity;
  for (let rank = 0; rank < count; rank++) {
    const rate = (rates[rank] ?? 0) + (rank + 1) * 1e-10;
    const distance = Math.abs(rate - target);
    if (distance < least && (below === null || rate < below)) {
      least = distance;
      best = doses[rank] ?? null;
    }
  }
  return best;
}
