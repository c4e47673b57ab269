/** Ratios and differences of rates between groups. */
import { normalQuantile, normalTail } from "../distributions/normal.ts";
import type { MissingRows } from "../form/columns.ts";
import { readOptions } from "../form/option-fields.ts";
import { type ResultForm, resultOf } from "../form/result.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { exactPValue } from "../proportions/exact-p-value.ts";
import { type Limits, percent, tailArea } from "../proportions/limits.ts";
import { conditionalRateRatioLimits, hybridRateDifferenceLimits, rateDifferenceScore, rateDifferenceScoreLimits, type TwoRates } from "../proportions/rates/rate-limits.ts";
import { sayRule } from "../proportions/say-test.ts";
import { wilsonLimits } from "../proportions/single/score-limits.ts";
import { binomialLaw } from "../proportions/single/test-proportions.ts";
import { cellsInOrder } from "./estimate-incidence.ts";
import { type ComparisonChoices, type IncidenceColumns, type IncidenceComparisonOptions, incidenceComparisonOptions } from "./incidence-options.ts";
import { readIncidenceSummary } from "./merge-incidence-summaries.ts";
import { robustLogVariance } from "./rate-variance.ts";
import { type IncidenceCell, type IncidenceSummary, summariseIncidence } from "./summarise-incidence.ts";

export interface RateContrast {
  /** A ratio of infinity where the reference has no event; `null` where there is none. */
  readonly estimate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly pValue: number | null;
  readonly reason: string | null;
}
export interface IncidenceComparison {
  readonly group: string;
  readonly reference: string;
  readonly ratio: RateContrast;
  /** Per `per` units of time. */
  readonly difference: RateContrast;
}
export interface IncidenceComparisons extends ResultForm {
  readonly per: number;
  readonly comparisons: readonly IncidenceComparison[];
  readonly level: number;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * For each other group against the reference: the ratio and the difference of rates, with limits and tests of no difference.
 *
 * Ratios: `exact` and `mid-p` limits, and the exact test by `twoSidedRule` (mid-P for mid-p), from the binomial distribution of the
 * group's events given the events of both; `score` limits of that proportion (Wilson) with the score test; `log` and `robust` normal.
 * Differences: see the option. Robust variances assume independent participants only.
 *
 * Throws StatisticRefusal `one-group`, `options-conflict` for participants that are in both groups, `unknown-choice`, and as
 * `estimateIncidence` does.
 *
 * Sources: Przyborowski and Wilenski 1940, doi 10.1093/biomet/31.3-4.313; Miettinen and Nurminen 1985, doi 10.1002/sim.4780040211
 * (recalled). R: `poisson.test(c(x, y), c(s, t))` and rules written out, to 1e-9.
 *
 * @example compareIncidence({ events: [11, 23], time: [800, 3000], group: ["b", "a"] }).comparisons[0]?.ratio.estimate // 1.793478
 */
export function compareIncidence(columns: IncidenceColumns, options: IncidenceComparisonOptions = {}): IncidenceComparisons {
  const choices = readOptions(incidenceComparisonOptions, options);
  return comparisonsOf(summariseIncidence(columns), choices);
}

/** The same from a summary. */
export function incidenceComparisonOfSummary(summary: IncidenceSummary, options: IncidenceComparisonOptions = {}): IncidenceComparisons {
  return comparisonsOf(readIncidenceSummary(summary), readOptions(incidenceComparisonOptions, options));
}

function comparisonsOf(summary: IncidenceSummary, choices: ComparisonChoices): IncidenceComparisons {
  const cells = cellsInOrder(summary, choices.order);
  const { level, per } = choices;
  const [first] = cells;
  if (first === undefined || cells.length < 2) throw new StatisticRefusal("one-group", "group", "There is one group only.", "Give the column group with at least two.");
  if (summary.shared > 0) throw new StatisticRefusal("options-conflict", "participant", `${summary.shared} participants have time in more than one group.`, "Compare groups of different people; for time-dependent groups take fitAndersenGill.", { shared: summary.shared });
  const reference = choices.reference === null ? first : cells.find(({ group }) => group === choices.reference);
  if (reference === undefined) throw new StatisticRefusal("unknown-choice", "reference", `There is no group ${JSON.stringify(choices.reference)}.`, `Choose one of ${cells.map(({ group }) => group).join(", ")}.`);
  return resultOf({
    method: `Rates of each group compared with ${reference.group}: ratios with ${percent(level)} ${ratioWords(choices)}; differences per ${per} units of time with ${differenceWords[choices.differenceInterval]}.`,
    per,
    comparisons: cells.filter((cell) => cell !== reference).map((cell): IncidenceComparison => ({ group: cell.group, reference: reference.group, ratio: ratioOf(cell, reference, choices), difference: differenceOf(cell, reference, choices) })),
    level, missing: summary.missing,
    warnings: choices.differenceInterval === "wald" ? ["Wald limits cover less often than their level where events are few."] : [],
  });
}

const differenceWords = { score: "score limits and tests (Miettinen and Nurminen)", hybrid: "limits put together from Garwood's, and score tests", wald: "Wald limits and tests", robust: "limits and tests by the sandwich variance over participants" } as const;
const ratioWords = ({ ratioInterval, twoSidedRule }: ComparisonChoices): string =>
  ({
    "exact": `exact conditional limits and exact tests, ${sayRule(twoSidedRule, "two-sided")}`, "mid-p": "mid-P conditional limits and mid-P tests", "score": "score limits and tests given all events",
    "log": "normal limits and tests on the log scale", "robust": "limits and tests on the log scale by the sandwich variance over participants",
  })[ratioInterval];
const none = (reason: string, estimate: number | null = null): RateContrast => ({ estimate, lower: null, upper: null, pValue: null, reason });
const twoTails = (statistic: number): number => Math.min(1, 2 * normalTail(Math.abs(statistic), { tail: "upper" }));

function ratioOf(one: IncidenceCell, other: IncidenceCell, { ratioInterval, twoSidedRule, level, correction }: ComparisonChoices): RateContrast {
  const rates = twoRates(one, other);
  const [x, y] = [one.events, other.events];
  const estimate = y === 0 ? Number.POSITIVE_INFINITY : (x / one.time) * (other.time / y);
  const tail = tailArea(level);
  if (ratioInterval === "log" || ratioInterval === "robust") {
    if (x === 0 || y === 0) return none("A group without events has no variance on the log scale; take exact limits.", x + y === 0 ? null : estimate);
    const [own, its] = ratioInterval === "log" ? [1 / x, 1 / y] : [robustLogVariance(one, correction), robustLogVariance(other, correction)];
    if (own === null || its === null) return none("One participant tells no variance.", estimate);
    const error = Math.sqrt(own + its);
    if (!(error > 0)) return none("There is no variance between participants.", estimate);
    const reach = Math.exp(normalQuantile(tail, { tail: "upper" }) * error);
    return { estimate, lower: estimate / reach, upper: estimate * reach, pValue: twoTails(Math.log(estimate) / error), reason: null };
  }
  if (x + y === 0) return { estimate: null, lower: 0, upper: Number.POSITIVE_INFINITY, pValue: 1, reason: "Neither group has an event: there is no ratio." };
  const share = one.time / (one.time + other.time);
  if (ratioInterval === "score") {
    const z = normalQuantile(tail, { tail: "upper" });
    const [own, its] = [wilsonLimits(x, x + y, z), wilsonLimits(y, x + y, z)];
    const times = other.time / one.time;
    const pValue = twoTails((x - (x + y) * share) / Math.sqrt((x + y) * share * (1 - share)));
    return { estimate, lower: x === 0 ? 0 : (own.lower / its.upper) * times, upper: y === 0 ? Number.POSITIVE_INFINITY : (own.upper / its.lower) * times, pValue, reason: null };
  }
  return { estimate, ...conditionalRateRatioLimits(rates, tail, ratioInterval), pValue: exactPValue(x, binomialLaw(x + y, share), ratioInterval === "mid-p" ? "mid-p" : twoSidedRule, "two-sided"), reason: null };
}

function differenceOf(one: IncidenceCell, other: IncidenceCell, { differenceInterval, level, per, correction }: ComparisonChoices): RateContrast {
  const rates = twoRates(one, other);
  const [rate, its] = [one.events / one.time, other.events / other.time];
  const estimate = (rate - its) * per;
  const z = normalQuantile(tailArea(level), { tail: "upper" });
  const scaled = ({ lower, upper }: Limits, statistic: number): RateContrast => ({ estimate, lower: lower * per, upper: upper * per, pValue: twoTails(statistic), reason: null });
  if (differenceInterval === "score") return scaled(rateDifferenceScoreLimits(rates, z), rateDifferenceScore(rates, 0));
  if (differenceInterval === "hybrid") return scaled(hybridRateDifferenceLimits(rates, tailArea(level)), rateDifferenceScore(rates, 0));
  const [own, others] = differenceInterval === "wald" ? [one.events / one.time ** 2, other.events / other.time ** 2] : [robustRateVariance(one, correction), robustRateVariance(other, correction)];
  if (own === null || others === null) return none("One participant tells no variance.", estimate);
  const error = Math.sqrt(own + others);
  if (!(error > 0)) return none("There is no variance; take score limits.", estimate);
  return scaled({ lower: rate - its - z * error, upper: rate - its + z * error }, (rate - its) / error);
}

function robustRateVariance(cell: IncidenceCell, correction: "none" | "participants"): number | null {
  if (cell.events === 0) return cell.participants < 2 ? null : 0;
  const log = robustLogVariance(cell, correction);
  return log === null ? null : log * (cell.events / cell.time) ** 2;
}

const twoRates = (one: IncidenceCell, other: IncidenceCell): TwoRates => ({ treatedEvents: one.events, treatedTime: one.time, controlEvents: other.events, controlTime: other.time });
