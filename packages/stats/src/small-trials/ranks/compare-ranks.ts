/** Wilcoxon's rank-sum test with Hodges and Lehmann's shift. */
import { type GivenColumns, type MissingRows, readRows } from "../../form/columns.ts";
import { type GivenOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { reference, twoGroupColumns } from "../comparisons/mean-options.ts";
import { splitGroups } from "../comparisons/two-groups.ts";
import { kthDifference, medianBy } from "./pair-order.ts";
import { rankScores } from "./rank-scores.ts";
import { distributionWords, exactPValue, exactShift, normalPValue, normalShift, type RankTest, rankTestOptions, type Shift, type ShiftParts, shiftWords } from "./rank-test-parts.ts";
import { sampleSumDistribution, sampleSumWork } from "./sum-distribution.ts";

export const rankSumOptions = { ...rankTestOptions, reference } as const;
/** Additions that take some seconds. */
const exactUpTo = 4e9;

export interface ComparedRanks extends ResultForm {
  readonly test: RankTest;
  readonly shift: Shift;
  /** P(group > reference) + P(equal)/2. */
  readonly probability: number;
  readonly groups: readonly { readonly group: string; readonly size: number; readonly median: number; readonly rankSum: number }[];
  readonly tied: boolean;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Wilcoxon's rank-sum test of two groups (Mann and Whitney's U), and how far the group is shifted from the reference: the median of all
 * differences, with its interval.
 *
 * The exact p-value is conditional on the ranks, ties included. The exact interval inverts the test for outcomes without ties; where
 * there are ties it is at least as wide as its level. The statistic is U: pairs in which the group's value is larger, ties as a half.
 * Throws StatisticRefusal `empty`, `one-group`, `out-of-range` (more than two groups; an exact test of too many rows), `not-identified`
 * (all tied), and as `readRows` and `readOptions`.
 *
 * Sources: Wilcoxon 1945, doi 10.2307/3001968; Mann and Whitney 1947, doi 10.1214/aoms/1177730491; Hodges and Lehmann 1963,
 * doi 10.1214/aoms/1177704172 (recalled). R: `coin::wilcox_test(distribution = "exact")`, `wilcox.test(correct = …)`; to 1e-12.
 *
 * @example compareRanks({ outcome: [1, 2, 3, 4, 5, 6], group: ["a", "a", "a", "b", "b", "b"] }).test.pValue // 0.1
 */
export function compareRanks(columns: GivenColumns<typeof twoGroupColumns>, options: GivenOptions<typeof rankSumOptions> = {}): ComparedRanks {
  const { distribution: asked, twoSided, hypothesis, alternative, level, reference: last } = readOptions(rankSumOptions, options);
  const { columns: { outcome, group }, missing } = readRows(twoGroupColumns, columns);
  const { names, values: [x, y] } = splitGroups(outcome, group, last);
  const [n, m, all] = [x.length, y.length, x.length + y.length];
  const { doubled, ties } = rankScores([...(hypothesis === 0 ? x : x.map((one) => one - hypothesis)), ...y]);
  const doubledSum = doubled.subarray(0, n).reduce((sum, one) => sum + one, 0);
  const statistic = (doubledSum - n * (n + 1)) / 2;
  const work = sampleSumWork(doubled, n);
  const distribution = asked ?? (work <= exactUpTo / 4 ? "exact" : "normal-corrected");
  if (distribution === "exact" && work > exactUpTo) throw new StatisticRefusal("out-of-range", "distribution", `The exact distribution of ${all} rows takes too long.`, "Take normal-corrected: with so many rows it is as good.", { rows: all });
  const variance = all < 2 ? 0 : ((n * m) / 12) * (all + 1 - ties / (all * (all - 1)));
  const tied = ties > 0;
  const normal = normalPValue(statistic - (n * m) / 2, variance, alternative, distribution === "normal-corrected");
  const pValue = distribution === "exact" ? exactPValue(sampleSumDistribution(doubled, n), doubledSum, (n * (all + 1)) / 2, alternative, twoSided) : normal.pValue;
  const parts = partsOf(x.toSorted(), y.toSorted());
  const untied = Int32Array.from({ length: all }, (_, at) => at + 1);
  const shift = distribution === "exact" ? exactShift(parts, sampleSumDistribution(untied, n), alternative, level) : normalShift(parts, spreadBetween(x, y), distribution === "normal-corrected", alternative, level);
  return resultOf({
    method: `Wilcoxon rank-sum test, ${distributionWords(distribution, twoSided, alternative)}; ${shiftWords(distribution === "exact", tied, level)}.`,
    test: { statistic, distribution, mean: (n * m) / 2, variance, z: distribution === "exact" ? null : normal.z, pValue, alternative },
    shift,
    probability: hypothesis === 0 ? statistic / (n * m) : winsOf(x, y),
    groups: [x, y].map((values, at) => ({ group: names[at] as string, size: values.length, median: medianOf(values), rankSum: at === 0 ? doubledSum / 2 : (all * (all + 1) - doubledSum) / 2 })),
    tied,
    missing,
    warnings: Number.isFinite(shift.lower) || Number.isFinite(shift.upper) ? [] : ["So few rows have no finite interval of this level."],
  });
}

const partsOf = (x: Float64Array, y: Float64Array): ShiftParts => {
  const select = (k: number): number => kthDifference(x, y, k);
  return { count: x.length * y.length, select, estimate: medianBy(select, x.length * y.length) };
};

/** The variance for a shift that ties no value of one group with one of the other: ties within groups remain. */
function spreadBetween(x: Float64Array, y: Float64Array): number {
  const all = x.length + y.length;
  return ((x.length * y.length) / 12) * (all + 1 - (rankScores(x).ties + rankScores(y).ties) / (all * (all - 1)));
}
function winsOf(x: Float64Array, y: Float64Array): number {
  const { doubled } = rankScores([...x, ...y]);
  return (doubled.subarray(0, x.length).reduce((sum, one) => sum + one, 0) - x.length * (x.length + 1)) / 2 / (x.length * y.length);
}
export function medianOf(values: Float64Array): number {
  const sorted = values.toSorted();
  return medianBy((k) => sorted[k - 1] as number, sorted.length);
}
