/** The log-rank test and its weighted kin, with strata, for any number of groups. */
import { chiSquareTail } from "../distributions/chi-square.ts";
import { normalQuantile } from "../distributions/normal.ts";
import type { MissingRows } from "../form/columns.ts";
import { type GivenOptions, type ReadOptions, readOptions } from "../form/option-fields.ts";
import { type ResultForm, resultOf } from "../form/result.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { decomposeCholesky } from "../linear-algebra/cholesky.ts";
import { rowsOf, zeroMatrix } from "../linear-algebra/matrix.ts";
import { solveCholesky } from "../linear-algebra/solve-cholesky.ts";
import { type LogRankSums, logRankSums } from "./log-rank-sums.ts";
import { readSurvivalSummary } from "./read-survival-summary.ts";
import { type SurvivalColumns, summariseSurvival } from "./summarise-survival.ts";
import { survivalCells, sumOf, tieWords } from "./survival-groups.ts";
import { logRankOptions } from "./survival-options.ts";
import type { SurvivalSummary } from "./survival-summary.ts";

export interface ChiSquareTest {
  readonly statistic: number;
  readonly distribution: "chi-square";
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}
export interface LogRankGroup {
  readonly group: string;
  readonly rows: number;
  readonly events: number;
  /** Events and their expected number under equal hazards, each times the weight of its time. */
  readonly observed: number;
  readonly expected: number;
}
export interface LogRank extends ResultForm {
  readonly groups: readonly LogRankGroup[];
  /** Of observed - expected, in the order of groups. */
  readonly covariance: readonly (readonly number[])[];
  readonly test: ChiSquareTest;
  /** Two groups, log-rank weights: the second against the first by Peto's one step; else `null` with its reason. */
  readonly peto: { readonly observedMinusExpected: number; readonly variance: number; readonly logHazardRatio: number; readonly standardError: number; readonly hazardRatio: number; readonly lower: number; readonly upper: number; readonly level: number } | null;
  readonly petoReason: string | null;
  readonly strata: number;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}
export type LogRankOptions = GivenOptions<typeof logRankOptions>;
type Choices = ReadOptions<typeof logRankOptions>;

/**
 * Tests whether the hazards of groups are equal: events less those expected from the groups' shares of all at risk, added up over times
 * and strata, in their covariance. `rho`, `gamma`: Fleming and Harrington's weights S(t-)^rho (1 - S(t-))^gamma with the pooled curve of
 * the stratum just before the time; with gamma 0 the G-rho family, and with both 0 the log-rank test.
 *
 * Rows may enter late (`start`) and stand for several (`weight`, whole). Groups nobody of whom was ever at risk at an event say nothing
 * and take no degree of freedom; a warning tells it. For two groups, the hazard ratio by Peto's one step, exp((O - E)/V).
 *
 * Throws StatisticRefusal `empty`, `one-group`, `no-events`, `not-whole`, `not-identified` (no time at which two groups were at risk
 * and somebody stayed without the event), `start-not-before-end`, `unknown-choice`, and as `readRows` and `readOptions` do.
 *
 * Sources: Mantel 1966, Cancer Chemother Rep 50:163; Harrington and Fleming 1982, Biometrika 69:553, doi 10.1093/biomet/69.3.553;
 * Peto et al. 1977, Br J Cancer 35:1, doi 10.1038/bjc.1977.1 (all recalled). R: `survdiff(Surv(time, event) ~ group + strata(stratum), rho)`,
 * to 1e-11.
 *
 * @example testLogRank({ time: [1, 2, 3, 4], event: [1, 1, 1, 0], group: ["a", "a", "b", "b"] }).groups[0]?.expected // 0.5 + 1/3
 */
export function testLogRank(columns: SurvivalColumns, options: LogRankOptions = {}): LogRank {
  const choices = readOptions(logRankOptions, options);
  return testOf(summariseSurvival(columns), choices);
}

/** The same from a summary, of one data set or of several merged. */
export function logRankOfSummary(summary: SurvivalSummary, options: LogRankOptions = {}): LogRank {
  return testOf(readSurvivalSummary(summary), readOptions(logRankOptions, options));
}

function testOf(summary: SurvivalSummary, choices: Choices): LogRank {
  const { rho, gamma, level, timeTolerance } = choices;
  const { cells, groups } = survivalCells(summary, choices);
  const sums = logRankSums(cells, groups, choices);
  const strata = new Set(cells.map((cell) => cell.stratum)).size;
  const told = groups.flatMap((_, at) => ((sums.expected[at] as number) > 0 ? [at] : []));
  const statistic = quadratic(sums, told);
  const silent = groups.filter((_, at) => !told.includes(at));
  const peto = groups.length === 2 && rho === 0 && gamma === 0 ? petoOf(sums, level) : null;
  return resultOf({
    method: `${nameOf(rho, gamma)}${strata > 1 ? `, stratified (${strata} strata)` : ""}, ${groups.length} groups, hypergeometric variance, chi-square.${tieWords(timeTolerance)}`,
    groups: groups.map((group, at) => ({ group, ...countsOf(cells.filter((cell) => cell.group === group)), observed: sums.observed[at] as number, expected: sums.expected[at] as number })),
    covariance: rowsOf(sums.covariance),
    test: { statistic, distribution: "chi-square" as const, degreesOfFreedom: told.length - 1, pValue: chiSquareTail(statistic, told.length - 1, { tail: "upper" }) },
    peto,
    petoReason: peto !== null ? null : groups.length === 2 ? "The weights are not those of the log-rank test." : "There are more than two groups.",
    strata,
    missing: summary.missing,
    warnings: silent.map((group) => `Group ${group}: nobody was at risk at any event; it says nothing here.`),
  });
}

const countsOf = (cells: readonly { readonly rows: number; readonly events: Float64Array }[]) => ({ rows: cells.reduce((sum, cell) => sum + cell.rows, 0), events: cells.reduce((sum, cell) => sum + sumOf(cell.events), 0) });

/** How the test with these powers is called. */
export const nameOf = (rho: number, gamma: number): string => (rho === 0 && gamma === 0 ? "Log-rank test" : gamma === 0 ? `G-rho test (rho ${rho})` : `Fleming-Harrington test (rho ${rho}, gamma ${gamma})`);

export const refuseWithoutVariance = (): StatisticRefusal => new StatisticRefusal("not-identified", "group", "At no event that has weight were two groups at risk with somebody left without it: the difference has no variance.", "Compare groups that were observed at the same times.");

/** (O - E)' V^-1 (O - E) over the groups that were told of, without the first, as each follows from the others. */
function quadratic({ observed, expected, covariance }: LogRankSums, told: readonly number[]): number {
  const rest = told.slice(1);
  if (rest.length === 0) throw refuseWithoutVariance();
  const part = zeroMatrix(rest.length, rest.length);
  for (const [row, one] of rest.entries()) for (const [at, other] of rest.entries()) part.values[row * rest.length + at] = covariance.values[one * covariance.columns + other] as number;
  const decomposition = decomposeCholesky(part);
  if (!decomposition.positiveDefinite) throw refuseWithoutVariance();
  const difference = Float64Array.from(rest, (at) => (observed[at] as number) - (expected[at] as number));
  return solveCholesky(decomposition, difference).reduce((sum, one, at) => sum + one * (difference[at] as number), 0);
}

function petoOf({ observed, expected, covariance }: LogRankSums, level: number): LogRank["peto"] {
  const [observedMinusExpected, variance] = [(observed[1] as number) - (expected[1] as number), covariance.values[3] as number];
  const [logHazardRatio, standardError] = [observedMinusExpected / variance, 1 / Math.sqrt(variance)];
  const reach = normalQuantile((1 - level) / 2, { tail: "upper" }) * standardError;
  return { observedMinusExpected, variance, logHazardRatio, standardError, hazardRatio: Math.exp(logHazardRatio), lower: Math.exp(logHazardRatio - reach), upper: Math.exp(logHazardRatio + reach), level };
}
