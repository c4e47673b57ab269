/** Cumulative incidence of competing events. */
import { normalQuantile } from "../../distributions/normal.ts";
import type { MissingRows } from "../../form/columns.ts";
import { readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { leftAt, type RiskTable } from "../risk-table.ts";
import { placeOf } from "../sort-numbers.ts";
import { levelWords, sumOf } from "../survival-groups.ts";
import { limitWords, survivalLimits } from "../survival-limits.ts";
import { inOrder } from "../survival-summary.ts";
import { type IncidenceColumns, type IncidenceOfSummaryOptions, type IncidenceOptions, incidenceOfSummaryOptions, incidenceOptions, type ReadIncidenceOptions } from "./competing-risks-options.ts";
import type { CompetingRisksCell, CompetingRisksSummary } from "./competing-risks-summary.ts";
import { allCauses, type IncidenceSteps, incidenceSteps, type LateRows } from "./incidence-steps.ts";
import { mergeCompetingCells } from "./merge-competing-risks-summaries.ts";
import { readCompetingRisksSummary } from "./read-competing-risks-summary.ts";
import { readCompetingRows } from "./read-competing-rows.ts";
import { cellOrders, summaryOfRows } from "./summarise-competing-risks.ts";

export interface IncidenceQuantile {
  readonly probability: number;
  /** The first time at which incidence is at least that; `null` where it does not come so far. */
  readonly time: number | null;
  /** The first time at which the upper limit is; and `upper` the first at which the lower limit is. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly reason: string | null;
}
export interface IncidenceAtTime {
  readonly time: number;
  /** Under observation just before it. */
  readonly atRisk: number;
  /** Events of the cause up to it and at it. */
  readonly eventsSoFar: number;
  /** `null` after the last time of a group in which somebody is still without any event. */
  readonly estimate: number | null;
  readonly standardError: number | null;
  /** `null` where nothing bounds it: before the first event, and where nothing varies. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly reason: string | null;
}
export interface IncidenceCurve {
  readonly group: string;
  readonly cause: string;
  readonly rows: number;
  readonly eventTotal: number;
  /** Distinct times of the cause, rising; incidence and its error stay the same between them. */
  readonly times: Float64Array;
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
  readonly estimate: Float64Array;
  readonly standardError: Float64Array;
  /** Pointwise; 0 and 1 where the error is 0 and nothing is told. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly quantiles: readonly IncidenceQuantile[];
  /** Mean time lost to the cause: the area under the curve. */
  readonly lostTime: { readonly upTo: number; readonly estimate: number | null; readonly standardError: number | null; readonly reason: string | null };
  readonly atTimes: readonly IncidenceAtTime[];
}
export interface CumulativeIncidence extends ResultForm {
  readonly causes: readonly string[];
  readonly groups: readonly { readonly group: string; readonly rows: number; readonly censoredTotal: number; readonly longest: number }[];
  /** By cause, then by group. */
  readonly curves: readonly IncidenceCurve[];
  readonly level: number;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

const varianceWords = { "greenwood": "Greenwood's type of variance (delta method)", "aalen": "Aalen's variance with Gray's correction for ties", "infinitesimal-jackknife": "the variance of the infinitesimal jackknife" } as const;

/**
 * Probability of each cause by each time, when the others may come first: the Aalen-Johansen estimate, for each group.
 *
 * F_k(t) is the sum over times u up to t of S(u-) d_k(u)/n(u), S the Kaplan-Meier curve of all causes together. Events come before
 * censoring at a time that both share; censoring tells nothing of the time to come. With `start`, a row is at risk after it.
 *
 * Three variances. `greenwood` (multinomial at each time; Dinse and Larson, Marubini and Valsecchi, mstate's and etm's "greenwood");
 * `aalen` (Poisson, with Gray's factor 1 - (d - 1)/(n - 1) for d tied events: `cmprsk::cuminc`); `infinitesimal-jackknife`
 * (`survival::survfit` of a factor). The first and the third are the same number without late entry and weights. Weights: the first
 * two take a row of weight 3 as three rows, the jackknife as one row that counts three times.
 *
 * Limits are on the scale of F itself (log: F exp(+-z s/F)). Throws StatisticRefusal `empty`, `no-events`, `start-not-before-end`,
 * `unknown-choice`, and as `readRows` and `readOptions` do.
 *
 * Sources (recalled): Aalen and Johansen 1978, Scand J Stat 5:141; Gray 1988, doi 10.1214/aos/1176350951; Dinse and Larson 1986,
 * doi 10.1093/biomet/73.2.379. R: survfit and cuminc, to 1e-9.
 *
 * @example estimateCumulativeIncidence({ time: [1, 2, 3, 4], cause: [1, 2, 1, 0] }).curves[0]?.estimate // 0.25, 0.5
 */
export function estimateCumulativeIncidence(columns: IncidenceColumns, options: IncidenceOptions = {}): CumulativeIncidence {
  const { censored, ...choices } = readOptions(incidenceOptions, options);
  const rows = readCompetingRows(columns, censored);
  const summary = summaryOfRows(rows);
  const orders = rows.start === null || choices.variance !== "infinitesimal-jackknife" ? null : cellOrders(rows);
  return incidenceOf(summary, choices, (group) => (orders === null ? null : { rows, order: orders[rows.cells.findIndex((cell) => cell.group === group)] as Uint32Array }));
}

/**
 * The same from a summary, of one data set or of several merged; strata are added up. Refused besides: `options-conflict` for the
 * infinitesimal jackknife with late entry, as it needs to know who entered when, which counts by time do not tell.
 */
export function cumulativeIncidenceOfSummary(summary: CompetingRisksSummary, options: IncidenceOfSummaryOptions = {}): CumulativeIncidence {
  const choices = readOptions(incidenceOfSummaryOptions, options);
  const read = readCompetingRisksSummary(summary);
  if (choices.variance === "infinitesimal-jackknife" && read.cells.some((cell) => cell.entryTimes.length > 0)) throw new StatisticRefusal("options-conflict", "variance", "With late entry the infinitesimal jackknife needs to know who entered when, which a summary does not tell.", 'Take { variance: "greenwood" }, or give the rows.');
  return incidenceOf(read, choices, () => null);
}

/** The groups in the order asked for. Throws StatisticRefusal `unknown-choice`. */
export function orderedGroups(cells: readonly CompetingRisksCell[], order: readonly string[] | null): readonly string[] {
  const groups = inOrder(cells.map((cell) => cell.group));
  if (order === null) return groups;
  const unknown = order.find((name) => !groups.includes(name));
  if (unknown !== undefined || new Set(order).size !== order.length || order.length !== groups.length) throw new StatisticRefusal("unknown-choice", "order", unknown === undefined ? "The order does not name each group once." : `There is no group ${JSON.stringify(unknown)}.`, `Name each once: ${groups.join(", ")}.`);
  return order;
}

/** Places of the causes asked for. Throws StatisticRefusal `unknown-choice`, `no-events`. */
export function wantedCauses(causes: readonly string[], wanted: readonly string[] | null): readonly number[] {
  if (causes.length === 0) throw new StatisticRefusal("no-events", "cause", "Every row is censored.", "Give rows with events, or name the word of censoring in `censored`.");
  return (wanted ?? causes).map((name, at) => {
    const place = causes.indexOf(name);
    if (place < 0) throw new StatisticRefusal("unknown-choice", `causes.${at + 1}`, `There is no cause ${JSON.stringify(name)}.`, `Choose of ${causes.join(", ")}.`);
    return place;
  });
}

function incidenceOf(summary: CompetingRisksSummary, choices: ReadIncidenceOptions, lateOf: (group: string) => LateRows | null): CumulativeIncidence {
  const { variance, interval, level } = choices;
  const causes = wantedCauses(summary.causes, choices.causes);
  const z = normalQuantile((1 - level) / 2, { tail: "upper" });
  const cells = orderedGroups(summary.cells, choices.order).map((group) => mergeCompetingCells(summary.cells.filter((cell) => cell.group === group)));
  const longest = Math.max(...cells.map((cell) => cell.times.at(-1) ?? 0));
  const tables = cells.map(allCauses);
  const curves = causes.flatMap((cause) =>
    cells.map((cell, at) => curveOf(cell, tables[at] as RiskTable, summary.causes[cause] ?? "", cause, choices, z, choices.restrictAt ?? longest, lateOf(cell.group))),
  );
  const entries = cells.some((cell) => cell.entryTimes.length > 0);
  return resultOf({
    method: `Aalen-Johansen estimate of cumulative incidence${entries ? " with late entry" : ""}${summary.weighted ? ", weighted" : ""}; ${levelWords(level)} pointwise intervals ${limitWords[interval]} with ${varianceWords[variance]}.`,
    causes: causes.map((cause) => summary.causes[cause] ?? ""),
    groups: cells.map((cell) => ({ group: cell.group, rows: cell.rows, censoredTotal: sumOf(cell.censored), longest: cell.times.at(-1) ?? 0 })),
    curves,
    level,
    missing: summary.missing,
    warnings: curves.filter((curve) => curve.eventTotal === 0).map(({ group, cause }) => `${group === "all" ? "" : `Group ${group}: `}Nobody had ${cause}; its incidence is 0 throughout, without an interval.`),
  });
}

function curveOf(cell: CompetingRisksCell, table: RiskTable, name: string, cause: number, { variance, interval, quantiles, times }: ReadIncidenceOptions, z: number, upTo: number, late: LateRows | null): IncidenceCurve {
  const steps = incidenceSteps(cell, table, cause, variance, upTo, late);
  const [lower, upper] = [new Float64Array(steps.times.length), new Float64Array(steps.times.length).fill(1)];
  for (let at = 0; at < lower.length; at++) {
    const [estimate, error] = [steps.estimate[at] as number, steps.standardError[at] as number];
    if (error === 0) continue;
    if (estimate >= 1) lower[at] = Math.max(0, 1 - z * error);
    else [lower[at], upper[at]] = survivalLimits(interval, estimate, error / estimate, z) as [number, number];
  }
  const last = table.times.at(-1) ?? 0;
  const emptied = leftAt(table, table.times.length - 1) === 0;
  const known = upTo <= last || emptied;
  return {
    group: cell.group, cause: name, rows: cell.rows, eventTotal: sumOf(steps.events),
    times: steps.times, atRisk: steps.atRisk, events: steps.events, estimate: steps.estimate, standardError: steps.standardError, lower, upper,
    quantiles: (quantiles ?? [0.1, 0.25, 0.5]).map((probability) => quantileOf(steps, lower, upper, probability)),
    lostTime: known ? { upTo, ...steps.lost, reason: null } : { upTo, estimate: null, standardError: null, reason: `The curve is not known after ${last}.` },
    atTimes: (times ?? []).map((time) => atTime(cell, table, steps, lower, upper, time, emptied)),
  };
}

/** Incidence is a sum, and 0.5 seldom comes out to the last bit. */
const near = Math.sqrt(Number.EPSILON);

function quantileOf({ times, estimate, standardError }: IncidenceSteps, lower: Float64Array, upper: Float64Array, probability: number): IncidenceQuantile {
  const first = (values: Float64Array, told: boolean): number | null => {
    for (let at = 0; at < values.length; at++) if ((values[at] as number) >= probability - near && (!told || (standardError[at] as number) > 0)) return times[at] as number;
    return null;
  };
  const time = first(estimate, false);
  return { probability, time, lower: first(upper, true), upper: first(lower, true), reason: time === null ? `Incidence does not come up to ${probability}: it is ${String(estimate.at(-1) ?? 0)} at last.` : null };
}

function atTime(cell: CompetingRisksCell, table: RiskTable, steps: IncidenceSteps, lower: Float64Array, upper: Float64Array, time: number, emptied: boolean): IncidenceAtTime {
  const next = placeOf(table.times, time);
  let atRisk = table.atRisk[next] ?? 0;
  const end = table.times[next] ?? time;
  for (let at = placeOf(cell.entryTimes, time); at < cell.entryTimes.length && (cell.entryTimes[at] as number) < end; at++) atRisk -= cell.entries[at] as number;
  // Weights that are not whole leave crumbs where nobody has come yet.
  if (atRisk < (table.atRisk[next] ?? 0) * 1e-13) atRisk = 0;
  const place = placeOf(steps.times, time);
  const step = steps.times[place] === time ? place : place - 1;
  let eventsSoFar = 0;
  for (let at = 0; at <= step; at++) eventsSoFar += steps.events[at] as number;
  const counts = { time, atRisk, eventsSoFar };
  if (next >= table.times.length && !emptied) return { ...counts, estimate: null, standardError: null, lower: null, upper: null, reason: `The curve is not known after ${String(table.times.at(-1))}.` };
  if (step < 0) return { ...counts, estimate: 0, standardError: 0, lower: null, upper: null, reason: "Nobody had the cause by then: the incidence of 0 has no interval." };
  const told = (steps.standardError[step] as number) > 0;
  return { ...counts, estimate: steps.estimate[step] as number, standardError: steps.standardError[step] as number, lower: told ? (lower[step] as number) : null, upper: told ? (upper[step] as number) : null, reason: told ? null : "Where nothing varies there is no interval." };
}
