/** Restricted mean survival times of groups, their differences and ratios. */
import { normalQuantile, normalTail } from "../distributions/normal.ts";
import type { MissingRows } from "../form/columns.ts";
import { type GivenOptions, type ReadOptions, readOptions } from "../form/option-fields.ts";
import { type ResultForm, resultOf } from "../form/result.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { restrictedMean } from "./restricted-mean.ts";
import { readSurvivalSummary } from "./read-survival-summary.ts";
import { type CurveColumns, summariseCurves } from "./summarise-curves.ts";
import { survivalSteps } from "./survival-curve.ts";
import { groupCells, levelWords, tieWords } from "./survival-groups.ts";
import { restrictedMeanOptions } from "./survival-options.ts";
import type { SurvivalSummary } from "./survival-summary.ts";

interface Limits {
  readonly estimate: number;
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
}
export interface MeanTest {
  readonly statistic: number;
  readonly distribution: "normal";
  readonly degreesOfFreedom: null;
  readonly pValue: number;
}
export interface MeanContrast extends Limits {
  readonly test: MeanTest;
}
export interface RestrictedMeanGroup {
  readonly group: string;
  readonly rows: number;
  /** Mean time without the event up to `upTo`. */
  readonly restrictedMean: Limits;
  /** `upTo` less that: mean time lost. */
  readonly timeLost: Limits;
}
export interface RestrictedMeanComparison {
  readonly group: string;
  readonly reference: string;
  /** The group's restricted mean less the reference's; `null` without any variance. */
  readonly difference: MeanContrast | null;
  /** Over the reference's; the standard error is of the logarithm. `null` where a mean is 0 or without any variance. */
  readonly ratio: MeanContrast | null;
  /** Ratio of the times lost, likewise. */
  readonly lostRatio: MeanContrast | null;
  readonly reason: string | null;
}
export interface RestrictedMeans extends ResultForm {
  readonly upTo: number;
  readonly groups: readonly RestrictedMeanGroup[];
  /** Each other group with the reference. */
  readonly comparisons: readonly RestrictedMeanComparison[];
  readonly level: number;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}
export type RestrictedMeanOptions = GivenOptions<typeof restrictedMeanOptions>;
type Choices = ReadOptions<typeof restrictedMeanOptions>;

/**
 * The mean time without the event up to a time, of each group: the area below its Kaplan-Meier curve; and for each other group the
 * difference from the reference and the ratios of restricted means and of times lost, with normal intervals and tests (of logarithms
 * for ratios). It needs no proportional hazards.
 *
 * `restrictAt`: by default the smallest of the groups' longest times. A later one is allowed only where each group's curve that ends
 * before it has come down to 0. Rows, late entry and weights as in `estimateKaplanMeier`.
 *
 * Throws StatisticRefusal `empty`, `out-of-range` (a time beyond what a curve tells, or 0), `unknown-choice` for a reference that is no
 * group, and as `readRows` and `readOptions` do.
 *
 * Sources: Royston and Parmar 2013, BMC Med Res Methodol 13:152, doi 10.1186/1471-2288-13-152; Uno et al. 2014, J Clin Oncol 32:2380,
 * doi 10.1200/JCO.2014.55.2208 (both recalled). R: the formulas of `survRM2::rmst2` without covariates, to 1e-11.
 *
 * @example compareRestrictedMeans({ time: [2, 4, 3, 5], event: [1, 1, 1, 0], group: ["a", "a", "b", "b"] }).upTo // 4
 */
export function compareRestrictedMeans(columns: CurveColumns, options: RestrictedMeanOptions = {}): RestrictedMeans {
  const choices = readOptions(restrictedMeanOptions, options);
  return meansOf(summariseCurves(columns), choices);
}

/** The same from a summary, of one data set or of several merged; strata are added up. */
export function restrictedMeansOfSummary(summary: SurvivalSummary, options: RestrictedMeanOptions = {}): RestrictedMeans {
  return meansOf(readSurvivalSummary(summary), readOptions(restrictedMeanOptions, options));
}

function meansOf(summary: SurvivalSummary, choices: Choices): RestrictedMeans {
  const z = normalQuantile((1 - choices.level) / 2, { tail: "upper" });
  const curves = groupCells(summary, choices).map((cell) => ({ cell, steps: survivalSteps(cell, "plain", "greenwood", z), longest: cell.times.at(-1) ?? 0 }));
  const upTo = choices.restrictAt ?? Math.min(...curves.map(({ longest }) => longest));
  if (upTo === 0) throw new StatisticRefusal("out-of-range", "restrictAt", "There is no time before 0.", "Give a time above 0, within the follow-up of each group.");
  const short = curves.find(({ steps, longest }) => longest < upTo && steps.survival.at(-1) !== 0);
  if (short !== undefined) throw new StatisticRefusal("out-of-range", "restrictAt", `The curve of ${short.cell.group} is not known after ${short.longest}.`, `Give a time up to ${Math.min(...curves.map(({ longest }) => longest))}.`, { longest: short.longest });
  const groups = curves.map(({ cell, steps }): RestrictedMeanGroup => {
    const { estimate, standardError } = restrictedMean(steps, upTo);
    const around = (mean: number): Limits => ({ estimate: mean, standardError, lower: mean - z * standardError, upper: mean + z * standardError });
    return { group: cell.group, rows: cell.rows, restrictedMean: around(estimate), timeLost: around(upTo - estimate) };
  });
  const reference = choices.reference === null ? groups[0] : groups.find(({ group }) => group === choices.reference);
  if (reference === undefined) throw new StatisticRefusal("unknown-choice", "reference", `There is no group ${JSON.stringify(choices.reference)}.`, `Choose one of ${groups.map(({ group }) => group).join(", ")}.`);
  return resultOf({
    method: `Restricted mean survival time up to ${upTo}, the area below the Kaplan-Meier curve with Greenwood's variance${groups.length > 1 ? `; differences and ratios with ${reference.group}` : ""}; ${levelWords(choices.level)} normal intervals, on the log scale for ratios.${tieWords(choices.timeTolerance)}`,
    upTo,
    groups,
    comparisons: groups.filter((group) => group !== reference).map((group) => compare(group, reference, z)),
    level: choices.level,
    missing: summary.missing,
    warnings: groups.filter(({ timeLost }) => timeLost.estimate === 0).map(({ group }) => `${group === "all" ? "" : `Group ${group}: `}Nobody had the event before ${upTo}; the standard error of 0 says nothing of what may still come.`),
  });
}

function compare(one: RestrictedMeanGroup, reference: RestrictedMeanGroup, z: number): RestrictedMeanComparison {
  const [mean, lost] = [one.restrictedMean, one.timeLost];
  const [otherMean, otherLost] = [reference.restrictedMean, reference.timeLost];
  const difference = contrast(mean.estimate - otherMean.estimate, Math.hypot(mean.standardError, otherMean.standardError), z);
  const ratio = ratioOf(mean, otherMean, z);
  const lostRatio = ratioOf(lost, otherLost, z);
  const reason = difference === null ? "Neither group has any variance." : ratio === null || lostRatio === null ? "A ratio needs times above 0 in both groups." : null;
  return { group: one.group, reference: reference.group, difference, ratio, lostRatio, reason };
}

function contrast(estimate: number, standardError: number, z: number): MeanContrast | null {
  if (!(standardError > 0)) return null;
  const statistic = estimate / standardError;
  return { estimate, standardError, lower: estimate - z * standardError, upper: estimate + z * standardError, test: { statistic, distribution: "normal", degreesOfFreedom: null, pValue: Math.min(1, 2 * normalTail(Math.abs(statistic), { tail: "upper" })) } };
}

function ratioOf(one: Limits, other: Limits, z: number): MeanContrast | null {
  if (!(one.estimate > 0 && other.estimate > 0)) return null;
  const log = contrast(Math.log(one.estimate / other.estimate), Math.hypot(one.standardError / one.estimate, other.standardError / other.estimate), z);
  return log === null ? null : { ...log, estimate: one.estimate / other.estimate, lower: Math.exp(log.lower), upper: Math.exp(log.upper) };
}
