/** Kaplan-Meier curves. */
import { normalQuantile } from "../distributions/normal.ts";
import type { MissingRows } from "../form/columns.ts";
import { type GivenOptions, type ReadOptions, readOptions } from "../form/option-fields.ts";
import { type ResultForm, resultOf } from "../form/result.ts";
import { type RiskAtTime, riskAtTimes } from "./curve-at-times.ts";
import { curveQuantiles, type TimeQuantile } from "./curve-quantile.ts";
import { restrictedMean } from "./restricted-mean.ts";
import { readSurvivalSummary } from "./read-survival-summary.ts";
import { type CurveColumns, summariseCurves } from "./summarise-curves.ts";
import { type SurvivalSteps, limitLists, limitsAt, survivalSteps } from "./survival-curve.ts";
import { groupCells, levelWords, sumOf, tieWords } from "./survival-groups.ts";
import { limitWords } from "./survival-limits.ts";
import { kaplanMeierOptions } from "./survival-options.ts";
import type { SurvivalCell, SurvivalSummary } from "./survival-summary.ts";

export interface SurvivalAtTime extends Omit<RiskAtTime, "step" | "beyond"> {
  /** `null` after the last time of a group in which somebody is still without the event; `reason` says so. */
  readonly survival: number | null;
  readonly standardError: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly reason: string | null;
}
export interface SurvivalCurve {
  /** `all` where there are no groups. */
  readonly group: string;
  readonly rows: number;
  /** Sums over the curve: of rows, or of their weights. */
  readonly eventTotal: number;
  readonly censoredTotal: number;
  /** Distinct times, of events and of censoring, rising; the lists beneath have one number for each. */
  readonly times: Float64Array;
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
  readonly censored: Float64Array;
  readonly survival: Float64Array;
  /** Of survival. Infinity where survival is 0 (Greenwood): nothing bounds it. */
  readonly standardError: Float64Array;
  /** Pointwise limits; 1 and 1 before the first event, 0 and 1 where survival is 0, as nothing is told there. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Steps from `from` up to, without, `end` have an interval of their own. */
  readonly told: { readonly from: number; readonly end: number; readonly reason: string | null };
  readonly quantiles: readonly TimeQuantile[];
  readonly median: TimeQuantile;
  readonly restrictedMean: { readonly upTo: number; readonly estimate: number | null; readonly standardError: number | null; readonly reason: string | null };
  /** At the times asked for. */
  readonly atTimes: readonly SurvivalAtTime[];
}
export interface KaplanMeier extends ResultForm {
  readonly curves: readonly SurvivalCurve[];
  readonly level: number;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}
export type KaplanMeierOptions = GivenOptions<typeof kaplanMeierOptions>;
type Choices = ReadOptions<typeof kaplanMeierOptions>;

/**
 * Survival over time of each group: the product of 1 - d/n over the times with events.
 *
 * Censoring tells nothing of the time to come. At a time that both share, events come before censoring. With `start`, a row is at
 * risk after it, up to and with its time; the curve is then of those who come that far without the event. Weights count alike rows:
 * Greenwood's variance takes them so, and is not the robust one. Ties are equal times, but for `timeTolerance`.
 * Limits on the `interval` scale: log, plain, log-log, logit, arcsine. Quantiles with limits by Brookmeyer and Crowley.
 *
 * Throws StatisticRefusal `empty`, `start-not-before-end`, `unknown-choice`, and as `readRows` and `readOptions` do. Without any event
 * survival is 1 and quantiles are null with their reason; a warning tells it.
 *
 * Sources: Kaplan and Meier 1958, J Am Stat Assoc 53:457, doi 10.1080/01621459.1958.10501452; Greenwood 1926; Brookmeyer and Crowley
 * 1982, Biometrics 38:29, doi 10.2307/2530286 (all recalled). R: `survfit(Surv(time, event) ~ group)` of survival, to 1e-12.
 *
 * @example estimateKaplanMeier({ time: [9, 13, 13, 18, 23], event: [1, 1, 0, 1, 1] }).curves[0]?.survival // 0.8, 0.6, 0.3, 0
 */
export function estimateKaplanMeier(columns: CurveColumns, options: KaplanMeierOptions = {}): KaplanMeier {
  const choices = readOptions(kaplanMeierOptions, options);
  return curvesOf(summariseCurves(columns), choices);
}

/** The same from a summary, of one data set or of several merged; strata are added up. Refusals as there, and as `readSurvivalSummary`. */
export function kaplanMeierOfSummary(summary: SurvivalSummary, options: KaplanMeierOptions = {}): KaplanMeier {
  return curvesOf(readSurvivalSummary(summary), readOptions(kaplanMeierOptions, options));
}

function curvesOf(summary: SurvivalSummary, choices: Choices): KaplanMeier {
  const cells = groupCells(summary, choices);
  const longest = Math.max(...cells.map((cell) => cell.times.at(-1) ?? 0));
  const curves = cells.map((cell) => curveOf(cell, choices, choices.restrictAt ?? longest));
  const entries = cells.some((cell) => cell.entryTimes.length > 0);
  return resultOf({
    method: `Kaplan-Meier estimate${entries ? " with late entry" : ""}${summary.weighted ? ", rows weighted as counts" : ""}; ${levelWords(choices.level)} pointwise intervals ${limitWords[choices.interval]} with ${choices.variance === "greenwood" ? "Greenwood's" : "Tsiatis'"} variance; quantiles of time with Brookmeyer-Crowley intervals.${tieWords(choices.timeTolerance)}`,
    curves,
    level: choices.level,
    missing: summary.missing,
    warnings: curves.flatMap(warningsOf),
  });
}

function curveOf(cell: SurvivalCell, { interval, variance, quantiles, times, level }: Choices, upTo: number): SurvivalCurve {
  const steps = survivalSteps(cell, interval, variance, normalQuantile((1 - level) / 2, { tail: "upper" }));
  const last = steps.times.at(-1) ?? 0;
  const known = upTo <= last || steps.survival.at(-1) === 0;
  const { survival, standardError } = steps;
  const asked = quantiles ?? [0.25, 0.5, 0.75];
  const told = curveQuantiles(steps, [...asked, 0.5]);
  let lists: ReturnType<typeof limitLists> | null = null;
  const limits = (): ReturnType<typeof limitLists> => (lists ??= limitLists(steps));
  return {
    group: cell.group,
    rows: cell.rows,
    eventTotal: sumOf(steps.events),
    censoredTotal: sumOf(steps.censored),
    times: steps.times,
    atRisk: steps.atRisk,
    events: steps.events,
    censored: steps.censored,
    survival,
    standardError,
    // Made when they are read: the limits of a million rows take as much room as the rows.
    get lower() {
      return limits().lower;
    },
    get upper() {
      return limits().upper;
    },
    told: { from: steps.firstDrop, end: steps.firstZero, reason: steps.firstDrop === steps.times.length ? "Nobody had the event: the survival of 1 has no interval." : steps.firstZero < steps.times.length ? "Where survival is 0 it has no interval." : null },
    quantiles: told.slice(0, -1),
    median: told.at(-1) as TimeQuantile,
    restrictedMean: known ? { upTo, ...restrictedMean(steps, upTo), reason: null } : { upTo, estimate: null, standardError: null, reason: `The curve is not known after ${last}.` },
    atTimes: (times ?? []).map((time) => atTime(cell, steps, time)),
  };
}

function atTime(cell: SurvivalCell, steps: SurvivalSteps, time: number): SurvivalAtTime {
  const [risk] = riskAtTimes(cell, steps, [time]);
  if (risk === undefined) throw new Error("No risk at a time.");
  const { step, beyond, ...counts } = risk;
  if (beyond && steps.survival.at(-1) !== 0) return { ...counts, survival: null, standardError: null, lower: null, upper: null, reason: `The curve is not known after ${String(steps.times.at(-1))}.` };
  if (step === null) return { ...counts, survival: 1, standardError: 0, lower: 1, upper: 1, reason: null };
  const survival = steps.survival[step] ?? 1;
  if (survival === 0) return { ...counts, survival, standardError: null, lower: null, upper: null, reason: "Where survival is 0 it has no interval." };
  const [lower, upper] = limitsAt(steps, step);
  return { ...counts, survival, standardError: steps.standardError[step] ?? 0, lower, upper, reason: null };
}

function warningsOf({ group, eventTotal, atRisk, survival, times, told }: SurvivalCurve): string[] {
  const who = group === "all" ? "" : `Group ${group}: `;
  if (eventTotal === 0) return [`${who}Nobody had the event; survival is 1 throughout, and no quantile can be told.`];
  // Late entry: all of a small early risk set may have the event, and the product stays 0 whoever comes later.
  if (told.end + 1 < survival.length) return [`${who}Survival falls to 0 at time ${String(times[told.end])}, where all ${String(atRisk[told.end])} at risk have the event, though others enter later.`];
  return [];
}
