/** Limits of a proportion from the normal distribution: Wilson's score limits with and without correction, Agresti-Coull, Wald. */
import type { Limits } from "../limits.ts";

/**
 * Wilson's limits: the proportions whose score statistic is `z`. Written so that neither end loses digits, and no event
 * gives exactly 0. Source: Wilson 1927, doi 10.1080/01621459.1927.10502953 (recalled). R: `prop.test(k, n, correct = FALSE)`.
 */
export function wilsonLimits(k: number, n: number, z: number): Limits {
  const square = z * z;
  const root = (events: number): number => 2 * events + square + z * Math.sqrt(square + 4 * events * ((n - events) / n));
  return { lower: ((2 * k) / n) * (k / root(k)), upper: k === n ? 1 : root(k) / (2 * (n + square)) };
}

/**
 * Wilson's limits with continuity correction: the whole 1/(2n), as in Newcombe 1998, method 4, doi
 * 10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E (recalled). R's `prop.test` takes less where k lies within 1/2 of n/2.
 */
export function correctedWilsonLimits(k: number, n: number, z: number): Limits {
  const upper = (events: number): number => {
    if (events === n) return 1;
    const inside = Math.max(0, z * z + 2 - 1 / n + ((4 * events) / n) * (n - events - 1));
    return Math.min(1, (2 * events + z * z + 1 + z * Math.sqrt(inside)) / (2 * (n + z * z)));
  };
  const lower = (): number => {
    const linear = 2 * k + z * z - 1;
    const inside = Math.max(0, z * z - 2 - 1 / n + ((4 * k) / n) * (n - k + 1));
    return Math.max(0, (linear - z * Math.sqrt(inside)) / (2 * (n + z * z)));
  };
  return { lower: k === 0 ? 0 : lower(), upper: upper(k) };
}

/** z²/2 events and z²/2 others added, then Wald; kept within 0 and 1. Source: Agresti and Coull 1998, doi 10.1080/00031305.1998.10480550 (recalled). */
export function agrestiCoullLimits(k: number, n: number, z: number): Limits {
  const total = n + z * z;
  const middle = (k + (z * z) / 2) / total;
  const half = z * Math.sqrt((middle * (1 - middle)) / total);
  return { lower: Math.max(0, middle - half), upper: Math.min(1, middle + half) };
}

/** k/n ± z √(k (n - k) / n³), kept within 0 and 1. It covers far less often than it says; of no width without events. */
export function waldLimits(k: number, n: number, z: number): Limits {
  const half = z * Math.sqrt(((k / n) * ((n - k) / n)) / n);
  return { lower: Math.max(0, k / n - half), upper: Math.min(1, k / n + half) };
}
