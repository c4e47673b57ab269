/** Andersen and Gill's, Prentice, Williams and Peterson's, and Wei, Lin and Weissfeld's models: Cox regression of events that recur. */
import { readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { runSteps } from "../../optimisation/run-steps.ts";
import type { CoxColumns } from "../cox/cox-options.ts";
import { type CoxRegression, coxSteps } from "../cox/fit-cox.ts";
import type { RecurrentCoxColumns } from "./history-columns.ts";
import { type AndersenGillOptions, andersenGillOptions, type CoxChoices, type PrenticeOptions, prenticeOptions, type WeiLinWeissfeldOptions, weiLinWeissfeldOptions } from "./recurrent-cox-options.ts";
import { coxColumnsOf, type CoxRow, readRecurrent, type RecurrentRows, spellRows, tellingRows } from "./recurrent-cox-rows.ts";

export interface RecurrentCox extends CoxRegression {
  readonly participants: number;
  /** Rows and events of each order: the first event, the second, …; empty with Andersen and Gill's model, which knows no orders. */
  readonly orders: readonly { readonly order: number; readonly rows: number; readonly events: number }[];
}
type Steps = Generator<{ readonly done: number }, RecurrentCox & ResultForm>;

/**
 * Andersen and Gill's model: the rate of events, whatever happened before, by Cox regression of all spells under observation, with
 * the robust variance over participants. Its coefficients are ratios of rates.
 *
 * Columns: participant, time, event, covariates and, where wanted, start, weight, stratum. Rows are intervals, in which covariates may
 * change, or without `start` a list of events closed by one row without an event.
 *
 * Throws StatisticRefusal `overlapping-intervals`, `event-after-end`, `start-not-before-end` (no time under observation),
 * `options-conflict` (two events of a participant at one time), and as `fitCox` does.
 *
 * Source: Andersen and Gill 1982, doi 10.1214/aos/1176345976; Lin, Wei, Yang and Ying 2000, doi 10.1111/1467-9868.00259 (recalled).
 * R: `coxph(Surv(start, stop, event) ~ x, cluster = id)`, to 1e-8.
 *
 * @example fitAndersenGill({ participant: ["a", "a", "b", "b", "c", "d"], time: [2, 5, 3, 6, 4, 6], event: [1, 0, 1, 0, 0, 0], covariates: { x: [1, 1, 0, 0, 1, 0] } }).coefficients[0]?.ratio
 */
export function fitAndersenGill(columns: RecurrentCoxColumns, options: AndersenGillOptions = {}): RecurrentCox {
  return runSteps(andersenGillSteps(columns, options));
}
export function* andersenGillSteps(columns: RecurrentCoxColumns, options: AndersenGillOptions = {}): Steps {
  const choices = readOptions(andersenGillOptions, options);
  const given = readRecurrent(columns);
  return yield* fitted("Andersen and Gill's model of the rate of recurrent events: ", given, coxColumnsOf(spellRows(given.histories), given, { layered: false, byOrder: false, withStart: true }), choices, []);
}

/**
 * Prentice, Williams and Peterson's conditional models: only those who had the event before are at risk of the next, with a baseline
 * hazard for each order; on the scale of total time, or of the gap since the event before. Columns and refusals as `fitAndersenGill`;
 * on the gap scale a gap in observation is refused with `options-conflict`, as time since the event would be unknown.
 *
 * Source: Prentice, Williams and Peterson 1981, doi 10.1093/biomet/68.2.373 (recalled).
 * R: `coxph(Surv(start, stop, event) ~ x + strata(order), cluster = id)`, and `Surv(stop - start, event)` for gaps, to 1e-8.
 *
 * @example fitPrenticeWilliamsPeterson({ participant: ["a", "a", "b", "b", "c", "d"], time: [2, 5, 3, 6, 4, 6], event: [1, 0, 1, 0, 0, 0], covariates: { x: [1, 1, 0, 0, 1, 0] } }, { timeScale: "gap" }).orders
 */
export function fitPrenticeWilliamsPeterson(columns: RecurrentCoxColumns, options: PrenticeOptions = {}): RecurrentCox {
  return runSteps(prenticeSteps(columns, options));
}
export function* prenticeSteps(columns: RecurrentCoxColumns, options: PrenticeOptions = {}): Steps {
  const { timeScale, effects, largestOrder, ...choices } = readOptions(prenticeOptions, options);
  const given = readRecurrent(columns);
  const all = spellRows(given.histories);
  const { rows, orders } = tellingRows(timeScale === "gap" ? gapRows(all) : all, largestOrder);
  requireEvents(rows);
  return yield* fitted(`Prentice, Williams and Peterson's conditional model of recurrent events on the scale of ${timeScale === "gap" ? "gaps between events" : "total time"}, a stratum for each order of events${effects === "by-order" ? ", with coefficients for each" : ""}: `, given, coxColumnsOf(rows, given, { layered: true, byOrder: effects === "by-order", withStart: true }), choices, orders);
}

/**
 * Wei, Lin and Weissfeld's marginal model: each participant is at risk of the first, second, … event from the beginning of follow-up,
 * with a baseline hazard for each order, and by default coefficients for each. Covariates are those of a participant's first row.
 * Rows and refusals as `fitAndersenGill`; gaps in observation are refused with `options-conflict`.
 *
 * Source: Wei, Lin and Weissfeld 1989, doi 10.1080/01621459.1989.10478873 (recalled).
 * R: `coxph(Surv(stop, event) ~ x:strata(order), cluster = id)` as in survival's bladder data, to 1e-8.
 *
 * @example fitWeiLinWeissfeld({ participant: ["a", "a", "b", "b", "c", "d"], time: [2, 5, 3, 6, 4, 6], event: [1, 0, 1, 0, 0, 0], covariates: { x: [1, 1, 0, 0, 1, 0] } }).orders
 */
export function fitWeiLinWeissfeld(columns: RecurrentCoxColumns, options: WeiLinWeissfeldOptions = {}): RecurrentCox {
  return runSteps(weiLinWeissfeldSteps(columns, options));
}
export function* weiLinWeissfeldSteps(columns: RecurrentCoxColumns, options: WeiLinWeissfeldOptions = {}): Steps {
  const { effects, largestOrder, ...choices } = readOptions(weiLinWeissfeldOptions, options);
  const given = readRecurrent(columns);
  const { rows, orders } = tellingRows(marginalRows(spellRows(given.histories), largestOrder), largestOrder);
  requireEvents(rows);
  return yield* fitted(`Wei, Lin and Weissfeld's marginal model of recurrent events, a stratum for each order of events${effects === "by-order" ? ", with coefficients for each" : ""}: `, given, coxColumnsOf(rows, given, { layered: true, byOrder: effects === "by-order", withStart: rows.some(({ start }) => start > 0) }), choices, orders);
}

function* fitted(words: string, given: RecurrentRows, columns: CoxColumns, choices: CoxChoices, orders: RecurrentCox["orders"]): Steps {
  const fit = yield* coxSteps(columns, { ...choices, variance: "robust" });
  const { toJSON: _toJSON, ...fields } = fit;
  return resultOf({ ...fields, method: `${words}${fit.method}`, participants: given.histories.names.length, orders, missing: given.missing, warnings: [...given.warnings, ...fit.warnings] });
}

function requireEvents(rows: readonly CoxRow[]): void {
  if (rows.length === 0) throw new StatisticRefusal("no-events", "event", "No row has the event.", "Give rows with it.");
}

/** Time since the event before; within a gap, an interval starts where covariates change. */
function gapRows(rows: readonly CoxRow[]): CoxRow[] {
  let origin = 0;
  return rows.map((row, at) => {
    const before = rows[at - 1];
    const same = before?.participant === row.participant;
    if (!same || before.event === 1) origin = row.start;
    if (same && before.time < row.start) throw refuseGap(row);
    return { ...row, start: row.start - origin, time: row.time - origin };
  });
}

/** For each participant one row for each order: from the beginning to that event, or to the end of observation. */
function marginalRows(rows: readonly CoxRow[], largestOrder: number): CoxRow[] {
  const people = new Map<string, CoxRow[]>();
  for (const row of rows) people.set(row.participant, [...(people.get(row.participant) ?? []), row]);
  const largest = Math.min(largestOrder, rows.reduce((most, { order, event }) => (event === 1 ? Math.max(most, order) : most), 0));
  return [...people.values()].flatMap((mine) => {
    for (const [at, row] of mine.entries()) if (at > 0 && (mine[at - 1] as CoxRow).time < row.start) throw refuseGap(row);
    const [first, last] = [mine[0] as CoxRow, mine.at(-1) as CoxRow];
    const events = mine.filter(({ event }) => event === 1);
    return Array.from({ length: largest }, (_, at): CoxRow => ({ ...first, time: (events[at] ?? last).time, event: events[at] === undefined ? 0 : 1, order: at + 1 }));
  });
}

const refuseGap = ({ participant, start }: CoxRow): StatisticRefusal => new StatisticRefusal("options-conflict", "start", `Participant ${participant} was not under observation just before ${start}: events may be missing, and with them the order of the next.`, "Take fitAndersenGill, which needs no orders, or close the gap.", { participant });
