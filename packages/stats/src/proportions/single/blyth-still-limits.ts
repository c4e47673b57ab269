/** Blyth-Still-Casella limits of a proportion: exact, and as short as exact ones can be. */
import { betaTail } from "../../distributions/beta.ts";
import { logBeta } from "../../special-functions/log-beta.ts";
import { findRoot } from "../../optimisation/find-root.ts";
import type { Limits } from "../limits.ts";

/** The largest total: all the limits of a total are found together, in about as many steps as it has. */
export const largestBlythStillTotal = 10_000;

/**
 * Limits for every number of events from 0 to n.
 *
 * For each proportion the counts that are likely under it form the shortest run that holds at least `level` of the
 * probability, and the runs move up with the proportion; the limits of a count are the proportions whose run holds it. Where
 * a run may give way to the next of the same length anywhere in a range, it does so in the middle of it.
 * Sources: Blyth and Still 1983, doi 10.1080/01621459.1983.10477938; Casella 1986, doi 10.2307/3314657 (both recalled).
 */
export function blythStillLimits(n: number, level: number): readonly Limits[] {
  const lower = new Float64Array(n + 1).fill(Number.NaN);
  const upper = new Float64Array(n + 1).fill(Number.NaN);
  const fallEnd = keep((a, b) => endOf(a, b, n, level, "falls"));
  const riseEnd = keep((a, b) => endOf(a, b, n, level, "rises"));
  let [first, last, turn] = [0, 0, 0];
  lower[0] = 0;
  // From 0 to 1/2; the other half is its mirror image.
  while (turn <= 0.5 && last < n) {
    const end = fallEnd(first, last) ?? turn;
    const drop = first < last ? riseEnd(first + 1, last) : null;
    const shift = riseEnd(first + 1, last + 1);
    if (drop !== null && drop <= end) {
      if (drop > 0.5) break;
      upper[first++] = turn = drop;
    } else if (shift !== null && shift <= end) {
      // A shorter run may hold the level before the range ends; by then the change has to be over.
      const shorter = first + 2 <= last + 1 ? riseEnd(first + 2, last + 1) : null;
      const middle = (Math.max(shift, turn) + Math.min(end, shorter ?? end)) / 2;
      if (middle > 0.5) break;
      upper[first++] = lower[++last] = middle;
    } else {
      if (end > 0.5) break;
      lower[++last] = turn = end;
    }
  }
  return Array.from({ length: n + 1 }, (_, k) => ({ lower: one(lower[k], upper[n - k]), upper: one(upper[k], lower[n - k]) }));
}

/** What was found on this side of 1/2, or the mirror image of what was found on the other. */
const one = (here: number | undefined, mirrored: number | undefined): number => (here !== undefined && !Number.isNaN(here) ? here : mirrored === undefined || Number.isNaN(mirrored) ? 0.5 : 1 - mirrored);

/** The proportion at which the probability of the run from a to b rises to the level, or falls from it; `null` if it never holds it. */
function endOf(a: number, b: number, n: number, level: number, side: "rises" | "falls"): number | null {
  const miss = (p: number): number => (1 - level) - (a === 0 ? 0 : betaTail(p, a, n - a + 1, { tail: "upper" })) - (b === n ? 0 : betaTail(p, b + 1, n - b));
  const top = mostLikely(a, b, n);
  if (miss(top) < 0) return null;
  if (side === "rises" ? a === 0 : b === n) return side === "rises" ? 0 : 1;
  const root = side === "rises" ? findRoot(miss, 0, top) : findRoot(miss, top, 1);
  return root.found ? root.root : top;
}

/** The proportion under which a run from a to b is most likely: that at which one more below is as likely as one more above. */
function mostLikely(a: number, b: number, n: number): number {
  if (a === 0) return 0;
  if (b === n) return 1;
  const logOdds = (logBeta(b + 1, n - b) - logBeta(a, n - a + 1)) / (b - a + 1);
  return 1 / (1 + Math.exp(-logOdds));
}

function keep(f: (a: number, b: number) => number | null): (a: number, b: number) => number | null {
  const known = new Map<string, number | null>();
  return (a, b) => {
    const key = `${a},${b}`;
    const had = known.get(key);
    if (had !== undefined) return had;
    const made = f(a, b);
    known.set(key, made);
    return made;
  };
}
