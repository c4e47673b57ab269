/** Two-sided Fisher test of one table, for searches that ask it many times. */
import { hypergeometricProbability } from "../../distributions/hypergeometric.ts";

/**
 * The sum of the probabilities of all tables no more probable than the one seen; equal but for rounding counts as equal (1e-7), as in
 * R's `fisher.test`. @example fisherTwoSided(3, 3, 0, 3) // 0.1
 */
export function fisherTwoSided(treatedEvents: number, treatedTotal: number, controlEvents: number, controlTotal: number): number {
  const events = treatedEvents + controlEvents;
  const limit = hypergeometricProbability(treatedEvents, treatedTotal, controlTotal, events) * (1 + 1e-7);
  let sum = 0;
  for (let k = Math.max(0, events - controlTotal); k <= Math.min(events, treatedTotal); k++) {
    const chance = hypergeometricProbability(k, treatedTotal, controlTotal, events);
    if (chance <= limit) sum += chance;
  }
  return Math.min(1, sum);
}
