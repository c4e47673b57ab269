/** Exact unconditional limits of a difference of two proportions. */
import type { Limits } from "../limits.ts";
import type { TwoByTwo } from "./constrained-fit.ts";
import { gridPoints, largestOver, type Region, regionProbability } from "./exact-regions.ts";
import { scoreStatistic } from "./score-statistic.ts";

const stride = 0.01;

/**
 * The outermost differences that the exact test does not reject: tables in the order of the score statistic under each
 * difference, the largest probability over the control's proportion. `one-sided-pair`: two one-sided tests at half the error (Chan and
 * Zhang 1999, doi 10.1111/j.0006-341X.1999.01202.x); `two-sided`: one test by the size of the statistic (Agresti and Min 2001,
 * doi 10.1111/j.0006-341X.2001.00963.x) (both recalled). Sought from each end in steps of 0.01, then halved to 1e-12.
 */
export function exactDifferenceLimits(table: TwoByTwo, error: number, kind: "one-sided-pair" | "two-sided"): Limits {
  const lower = (of: TwoByTwo): number => lowerLimit(of, kind === "two-sided" ? error : error / 2, kind);
  const swapped: TwoByTwo = { treatedEvents: table.controlEvents, treatedTotal: table.controlTotal, controlEvents: table.treatedEvents, controlTotal: table.treatedTotal };
  return { lower: lower(table), upper: -lower(swapped) };
}

function lowerLimit(table: TwoByTwo, error: number, kind: "one-sided-pair" | "two-sided"): number {
  const { treatedTotal: m, controlTotal: n } = table;
  const middle = table.treatedEvents / m - table.controlEvents / n;
  if (middle <= -1) return -1;
  const probability = regionProbability(m, n);
  const pValue = (difference: number): number => {
    const seen = scoreStatistic(table, "difference", difference, "plain");
    const region = staircase(table, difference, seen, kind);
    return largestOver((q) => probability(region, Math.min(1, Math.max(0, q + difference)), q), Math.max(0, -difference), Math.min(1, 1 - difference), gridPoints(m + n)).value;
  };
  let low = -1;
  while (low + stride < middle && pValue(low + stride) < error) low += stride;
  let high = Math.min(middle, low + stride);
  if (high <= low) return middle;
  while (high - low > 1e-12) {
    const half = (low + high) / 2;
    if (half <= low || half >= high) break;
    if (pValue(half) < error) low = half;
    else high = half;
  }
  return high;
}

/** For each count of the treated, the counts of the controls with a statistic as large as the one seen; these make a staircase. */
function staircase(table: TwoByTwo, difference: number, seen: number, kind: "one-sided-pair" | "two-sided"): Region {
  const { treatedTotal: m, controlTotal: n } = table;
  const at = (x: number, y: number): number => scoreStatistic({ treatedEvents: x, treatedTotal: m, controlEvents: y, controlTotal: n }, "difference", difference, "plain");
  const least = seen - 1e-9 * Math.abs(Number.isFinite(seen) ? seen : 1);
  let top = -1;
  let bottom = 0;
  return Array.from({ length: m + 1 }, (_, x) => {
    while (top < n && at(x, top + 1) >= least) top++;
    if (kind === "one-sided-pair") return top < 0 ? [] : [[0, top] as const];
    while (bottom <= n && at(x, bottom) > -least) bottom++;
    const runs: (readonly [number, number])[] = top < 0 ? [] : [[0, top]];
    if (bottom <= n) runs.push([Math.max(bottom, top + 1), n]);
    return runs.filter(([from, to]) => from <= to);
  });
}
