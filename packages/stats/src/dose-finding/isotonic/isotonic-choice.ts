/** The dose level whose pooled estimate lies nearest to the target. */
import { pava } from "./pava.ts";

/** Estimates of BOIN's selection: (events + 0.05)/(n + 0.1), pooled with weights 1/variance of their beta posterior. */
export function isotonicRates(n: readonly number[], events: readonly number[]): number[] {
  const rates = n.map((size, at) => ((events[at] ?? 0) + 0.05) / (size + 0.1));
  const weights = n.map((size, at) => {
    const a = (events[at] ?? 0) + 0.05;
    return ((size + 0.1) ** 2 * (size + 1.1)) / (a * (size + 0.1 - a));
  });
  return pava(rates, weights);
}

/**
 * The choice, as a dose level from 1; `null` where no dose level is both treated and open, or where `below` is given and
 * no estimate lies below it.
 *
 * Ties: each estimate gets 1e-10 times its rank among the admissible dose levels, so that of a pool above the target the
 * lowest dose level is nearest, of a pool below it the highest.
 */
export function isotonicChoice(n: readonly number[], events: readonly number[], closed: readonly boolean[], target: number, below: number | null): number | null {
  const admissible: number[] = [];
  for (let at = 0; at < n.length; at++) if ((n[at] ?? 0) > 0 && closed[at] !== true) admissible.push(at);
  const pick = (counts: readonly number[]) => admissible.map((at) => counts[at] ?? 0);
  const rates = isotonicRates(pick(n), pick(events));
  let best: number | null = null;
  let least = Infinity;
  for (const [rank, at] of admissible.entries()) {
    const rate = (rates[rank] ?? 0) + (rank + 1) * 1e-10;
    const distance = Math.abs(rate - target);
    if (distance < least && (below === null || rate < below)) {
      least = distance;
      best = at + 1;
    }
  }
  return best;
}
