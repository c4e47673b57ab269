/** Wilcoxon's signed-rank test with the pseudomedian. */
import { type GivenColumns, type MissingRows, mayColumn, column, readRows } from "../../form/columns.ts";
import { choice, type GivenOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { withoutNoise } from "./without-noise.ts";
import { kthAverage, medianBy } from "./pair-order.ts";
import { rankScores } from "./rank-scores.ts";
import { distributionWords, exactPValue, exactShift, normalPValue, normalShift, type RankTest, rankTestOptions, type Shift, type ShiftParts, shiftWords } from "./rank-test-parts.ts";
import { signSumDistribution } from "./sum-distribution.ts";

export const signedRankColumns = { after: column("number", "the second of two measurements, or differences where `before` is left out"), before: mayColumn("number", "the first, which is taken from the second") } as const;
export const signedRankOptions = { ...rankTestOptions, zeros: choice(["wilcoxon", "pratt"], "wilcoxon", "differences of zero: dropped before ranking (Wilcoxon), or ranked with the others and their ranks dropped (Pratt)") } as const;

export interface SignedRanks extends ResultForm {
  readonly test: RankTest;
  readonly shift: Shift;
  readonly pairs: number;
  readonly zeros: number;
  readonly tied: boolean;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/** Rows up to which the exact distribution is made at once, and at all. */
const exactUpTo = { unasked: 300, asked: 1500 };

/**
 * Wilcoxon's signed-rank test of paired differences, `after` less `before`, and the pseudomedian: the median of the averages of all pairs
 * of differences, with its interval. The p-value is exact conditional on the ranks of their sizes, ties included.
 *
 * Zeros count for the estimate and its interval, as they say that a shift of zero is likely; only the test drops them.
 * Differences whose sizes differ by no more than the rounding of a subtraction are tied: 0.3 - 0.2 and 1.1 - 1 are alike.
 * Throws StatisticRefusal `empty`, `not-identified` (all differences zero), `out-of-range` (an exact test of too many rows).
 *
 * Sources: Wilcoxon 1945, doi 10.2307/3001968; Pratt 1959, doi 10.1080/01621459.1959.10501526; Hodges and Lehmann 1963,
 * doi 10.1214/aoms/1177704172 (recalled). R: `coin::wilcoxsign_test(zero.method = …, distribution = "exact")`, `wilcox.test(paired = TRUE)`; to 1e-12.
 *
 * @example compareSignedRanks({ after: [3, 5, 8, 9], before: [1, 4, 4, 2] }).test.pValue // 0.125
 */
export function compareSignedRanks(columns: GivenColumns<typeof signedRankColumns>, options: GivenOptions<typeof signedRankOptions> = {}): SignedRanks {
  const { distribution: asked, twoSided, hypothesis, alternative, level, zeros: rule } = readOptions(signedRankOptions, options);
  const { columns: { after, before }, size, missing } = readRows(signedRankColumns, columns);
  if (size === 0) throw new StatisticRefusal("empty", "after", "There are no rows.", "Give at least one pair.");
  const differences = before === null ? Float64Array.from(after) : withoutNoise(after.map((one, row) => one - (before[row] as number)), [after, before]);
  const moved = hypothesis === 0 ? differences : withoutNoise(differences.map((one) => one - hypothesis), [differences, [hypothesis]]);
  const kept = rule === "wilcoxon" ? moved.filter((one) => one !== 0) : moved;
  const ranked = rankScores(kept.map(Math.abs)).doubled;
  const scores = ranked.filter((_, at) => kept[at] !== 0);
  const nonzero = kept.filter((one) => one !== 0);
  if (nonzero.length === 0) throw new StatisticRefusal("not-identified", "after", "All differences are zero.", "Describe them; there is nothing to test.");
  const distribution = asked ?? (size <= exactUpTo.unasked ? "exact" : "normal-corrected");
  if (distribution === "exact" && size > exactUpTo.asked) throw new StatisticRefusal("out-of-range", "distribution", `The exact distribution of ${size} rows takes too long.`, "Take normal-corrected: with so many rows it is as good.", { rows: size });
  let [doubledSum, doubledAll, variance] = [0, 0, 0];
  for (const [at, score] of scores.entries()) {
    if ((nonzero[at] as number) > 0) doubledSum += score;
    doubledAll += score;
    variance += (score * score) / 16;
  }
  const mean = doubledAll / 4;
  const normal = normalPValue(doubledSum / 2 - mean, variance, alternative, distribution === "normal-corrected");
  const pValue = distribution === "exact" ? exactPValue(signSumDistribution(scores), doubledSum, mean, alternative, twoSided) : normal.pValue;
  const sorted = differences.toSorted();
  const select = (k: number): number => kthAverage(sorted, k);
  const count = (size * (size + 1)) / 2;
  const parts: ShiftParts = { count, select, estimate: medianBy(select, count) };
  const tied = rankScores(differences).ties > 0 || rankScores(nonzero.map(Math.abs)).ties > 0 || nonzero.length < size;
  const shift = distribution === "exact" ? exactShift(parts, signSumDistribution(Int32Array.from({ length: size }, (_, at) => at + 1)), alternative, level) : normalShift(parts, (size * (size + 1) * (2 * size + 1)) / 24 - rankScores(differences).ties / 48, distribution === "normal-corrected", alternative, level);
  return resultOf({
    method: `Wilcoxon signed-rank test, ${distributionWords(distribution, twoSided, alternative)}, zeros ${rule === "wilcoxon" ? "dropped before ranking" : "ranked, then dropped (Pratt)"}; ${shiftWords(distribution === "exact", tied, level)}.`,
    test: { statistic: doubledSum / 2, distribution, mean, variance, z: distribution === "exact" ? null : normal.z, pValue, alternative },
    shift,
    pairs: size,
    zeros: size - nonzero.length,
    tied,
    missing,
    warnings: Number.isFinite(shift.lower) || Number.isFinite(shift.upper) ? [] : ["So few rows have no finite interval of this level."],
  });
}
