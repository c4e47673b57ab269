/** The dose level whose estimated probability is closest to the target. */

/**
 * @param curve probability by dose level, index 0 is dose level 1.
 * @param options `closed`: dose levels left out; `tie`: which of two equally close ones, the lower one unless said.
 * @returns the dose level from 1, or null when all are closed.
 *
 * One below the target and one above it are a tie when their distances differ by less than 1e-12, so that rounding does not
 * choose. On the same side of the target the probabilities themselves are compared, however small: 1e-20 is closer to 0.3
 * than 1e-40. Where not even that tells them apart, a rising curve does: the higher one below the target, the lower one above.
 *
 * @example nearestDose([0.1, 0.2, 0.4], 0.3) // 2: 0.2 and 0.4 are equally close
 */
export function nearestDose(curve: ArrayLike<number>, target: number, options: { readonly closed?: readonly boolean[]; readonly tie?: "lower" | "higher" } = {}): number | null {
  let best: number | null = null;
  for (let at = 0; at < curve.length; at++) {
    if (options.closed?.[at] === true) continue;
    if (best === null || isNearer(curve[at] ?? 0, curve[best] ?? 0, target, options.tie === "higher")) best = at;
  }
  return best === null ? null : best + 1;
}

/** Is the probability at a higher dose level to be taken instead of the best one so far? */
function isNearer(one: number, best: number, target: number, higherOfTwo: boolean): boolean {
  if (one <= target && best <= target) return one >= best;
  if (one >= target && best >= target) return one < best;
  const gain = Math.abs(best - target) - Math.abs(one - target);
  return higherOfTwo ? gain > -1e-12 : gain > 1e-12;
}
