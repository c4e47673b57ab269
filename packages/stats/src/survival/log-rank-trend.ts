/** The log-rank test for a trend over ordered groups. */
import { chiSquareTail } from "../distributions/chi-square.ts";
import type { MissingRows } from "../form/columns.ts";
import { type GivenOptions, type ReadOptions, readOptions } from "../form/option-fields.ts";
import { type ResultForm, resultOf } from "../form/result.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { type ChiSquareTest, nameOf, refuseWithoutVariance } from "./log-rank.ts";
import { logRankSums } from "./log-rank-sums.ts";
import { readSurvivalSummary } from "./read-survival-summary.ts";
import { type SurvivalColumns, summariseSurvival } from "./summarise-survival.ts";
import { survivalCells, tieWords } from "./survival-groups.ts";
import { trendOptions } from "./survival-options.ts";
import type { SurvivalSummary } from "./survival-summary.ts";

export interface LogRankTrend extends ResultForm {
  readonly groups: readonly { readonly group: string; readonly score: number; readonly observed: number; readonly expected: number }[];
  /** Sum of score times observed less expected: above 0 where events come more often with a higher score. */
  readonly sum: number;
  readonly variance: number;
  readonly test: ChiSquareTest;
  readonly missing: MissingRows;
}
export type TrendOptions = GivenOptions<typeof trendOptions>;

/**
 * Tests whether the hazard rises or falls with the score of groups: s'(O - E) squared over s'Vs, chi-square with 1 degree of freedom,
 * with O - E and V of `testLogRank`, its weights and strata. `scores` in the order of groups; left out: 1, 2, 3 and so on. Moving or
 * stretching all scores changes nothing.
 *
 * Throws StatisticRefusal as `testLogRank`, `lengths-differ` for scores that are not one for each group, and `out-of-range` for equal ones.
 *
 * Source: Tarone 1975, Biometrika 62:679, doi 10.1093/biomet/62.3.679 (recalled). R: written out from `survdiff`'s `obs`, `exp` and `var`.
 *
 * @example testLogRankTrend({ time: [1, 2, 3, 4, 5, 6], event: [1, 1, 1, 0, 1, 1], group: [3, 2, 3, 1, 2, 1] }).test.degreesOfFreedom // 1
 */
export function testLogRankTrend(columns: SurvivalColumns, options: TrendOptions = {}): LogRankTrend {
  const choices = readOptions(trendOptions, options);
  return trendOf(summariseSurvival(columns), choices);
}

/** The same from a summary, of one data set or of several merged. */
export function logRankTrendOfSummary(summary: SurvivalSummary, options: TrendOptions = {}): LogRankTrend {
  return trendOf(readSurvivalSummary(summary), readOptions(trendOptions, options));
}

function trendOf(summary: SurvivalSummary, choices: ReadOptions<typeof trendOptions>): LogRankTrend {
  const { cells, groups } = survivalCells(summary, choices);
  const scores = choices.scores ?? groups.map((_, at) => at + 1);
  if (scores.length !== groups.length) throw new StatisticRefusal("lengths-differ", "scores", `There are ${scores.length} scores for ${groups.length} groups.`, `Give one for each of ${groups.join(", ")}.`);
  if (!scores.every(Number.isFinite) || (groups.length > 1 && new Set(scores).size === 1)) throw new StatisticRefusal("out-of-range", "scores", "The scores are all equal, or one is not finite.", "Give finite numbers that differ.");
  const { observed, expected, covariance } = logRankSums(cells, groups, choices);
  // Scores from their mean: the same sum, with fewer digits lost.
  const mean = scores.reduce((sum, one) => sum + one, 0) / scores.length;
  const from = scores.map((score) => score - mean);
  let [sum, variance] = [0, 0];
  for (const [at, score] of from.entries()) {
    sum += score * ((observed[at] as number) - (expected[at] as number));
    for (const [other, second] of from.entries()) variance += score * second * (covariance.values[at * groups.length + other] as number);
  }
  if (!(variance > 0)) throw refuseWithoutVariance();
  const statistic = (sum * sum) / variance;
  const strata = new Set(cells.map((cell) => cell.stratum)).size;
  return resultOf({
    method: `${nameOf(choices.rho, choices.gamma)} for trend over scores ${scores.join(", ")}${strata > 1 ? `, stratified (${strata} strata)` : ""}, chi-square with 1 degree of freedom.${tieWords(choices.timeTolerance)}`,
    groups: groups.map((group, at) => ({ group, score: scores[at] as number, observed: observed[at] as number, expected: expected[at] as number })),
    sum,
    variance,
    test: { statistic, distribution: "chi-square" as const, degreesOfFreedom: 1, pValue: chiSquareTail(statistic, 1, { tail: "upper" }) },
    missing: summary.missing,
  });
}
