/** Barnard's and Boschloo's exact tests: the largest probability of the tables seen or more extreme, over the unknown proportion. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { gridPoints, largestOver, type LargestProbability, type Region, regionOf, regionProbability } from "../two-groups/exact-regions.ts";
import { fisherPValues } from "./fisher-p-values.ts";
import { tie } from "./table-test-options.ts";
import type { TwoByTwo } from "../two-groups/constrained-fit.ts";
import type { Alternative } from "../single/proportion-options.ts";

export function requireFewTables({ treatedTotal, controlTotal }: TwoByTwo, most: number, row: number): void {
  const tables = (treatedTotal + 1) * (controlTotal + 1);
  if (tables > most) throw new StatisticRefusal("out-of-range", `treatedTotal.${row}`, `${tables} tables are possible, more than the ${most} that this method runs through.`, "Take fisher-exact, or score limits, for arms of this size.", { row, tables, most });
}

/** Difference over its standard error, times what is the same for all tables; 0 where there is neither. */
export function zStatistic(x: number, m: number, y: number, n: number, kind: "score" | "wald"): number {
  const apart = x * n - y * m;
  if (apart === 0) return 0;
  const events = x + y;
  const variance = kind === "score" ? (events * (m + n - events) * m * n) / (m + n) : (x * (m - x) * n * n) / m + (y * (n - y) * m * m) / n;
  return variance === 0 ? Math.sign(apart) * Number.POSITIVE_INFINITY : apart / Math.sqrt(variance);
}

export interface UnconditionalTest extends LargestProbability {
  readonly statistic: number;
}

export function barnardTest(table: TwoByTwo, kind: "score" | "wald", alternative: Alternative): UnconditionalTest {
  const { treatedEvents, treatedTotal: m, controlEvents, controlTotal: n } = table;
  const seen = zStatistic(treatedEvents, m, controlEvents, n, kind);
  const order = (z: number): number => (alternative === "two-sided" ? Math.abs(z) : alternative === "greater" ? z : -z);
  const least = order(seen) - (Number.isFinite(seen) ? tie * Math.abs(seen) : 0);
  return { ...largestOf(regionOf(m, n, (x, y) => order(zStatistic(x, m, y, n, kind)) >= least), m, n), statistic: seen };
}

/** Ordered by the p-value of Fisher's test. `minlike`: by the two-sided one. `central`: twice the smaller one-sided test. */
export function boschlooTest(table: TwoByTwo, rule: "minlike" | "central", alternative: Alternative): UnconditionalTest {
  if (alternative === "two-sided" && rule === "central") {
    const [less, greater] = [boschlooTest(table, rule, "less"), boschlooTest(table, rule, "greater")];
    const smaller = less.value < greater.value ? less : greater;
    return { ...smaller, value: Math.min(1, 2 * smaller.value) };
  }
  const { treatedEvents, treatedTotal: m, controlEvents, controlTotal: n } = table;
  const p = fisherPValues(m, n, alternative);
  const seen = p(treatedEvents, controlEvents);
  return { ...largestOf(regionOf(m, n, (x, y) => p(x, y) <= seen * (1 + tie)), m, n), statistic: seen };
}

function largestOf(region: Region, first: number, second: number): LargestProbability {
  const probability = regionProbability(first, second);
  return largestOver((p) => probability(region, p, p), 0, 1, gridPoints(first + second));
}

