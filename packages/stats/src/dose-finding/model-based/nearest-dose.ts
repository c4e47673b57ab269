/** The dose level whose estimated probability is closest to the target. */

/**
 * @param curve probability by dose level, index 0 is dose level 1.
 * @param options `closed`: dose levels left out; `tie`: which of two equally close ones, the lower one unless said.
 * @returns the dose level from 1, or null when all are closed.
 *
 * Distances that differ by less than 1e-12 are a tie, so that rounding does not choose.
 * @example nearestDose([0.1, 0.2, 0.4], 0.3) // 2: 0.2 and 0.4 are equally close
 */
export function nearestDose(curve: ArrayLike<number>, target: number, options: { readonly closed?: readonly boolean[]; readonly tie?: "lower" | "higher" } = {}): number | null {
  let best: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < curve.length; at++) {
    if (options.closed?.[at] === true) continue;
    const distance = Math.abs((curve[at] ?? 0) - target);
    if (distance < least - 1e-12 || (options.tie === "higher" && distance <= least + 1e-12)) {
      least = Math.min(distance, least);
      best = at + 1;
    }
  }
  return best;
}
