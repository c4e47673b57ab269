/** Events, first events and person-time by period of follow-up. */
import { type MissingRows, readRows } from "../form/columns.ts";
import { readOptions } from "../form/option-fields.ts";
import { type ResultForm, resultOf } from "../form/result.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { type LevelledLimits, percent, tailArea } from "../proportions/limits.ts";
import { garwoodLimits } from "../proportions/rates/rate-limits.ts";
import { clopperPearsonLimits } from "../proportions/single/exact-limits.ts";
import { buildHistories, type Histories, ownValues } from "../survival/recurrent-events/build-histories.ts";
import { everybody, inOrder } from "../survival/survival-summary.ts";
import { type PeriodColumns, periodColumns, type PeriodOptions, periodOptions } from "./incidence-options.ts";

export interface IncidencePeriod {
  /** The period is (from, end]. */
  readonly from: number;
  readonly end: number;
  /** Under observation at its start. */
  readonly participants: number;
  readonly time: number;
  readonly events: number;
  /** Participants with an event in it. */
  readonly withEvent: number;
  /** Participants whose first event is in it. */
  readonly firstEvents: number;
  /** Events per `per` units of time, with exact limits; `null` without time. */
  readonly rate: number | null;
  readonly rateInterval: LevelledLimits | null;
  /** Participants with an event, of those under observation at its start, with exact limits; `null` without any. */
  readonly proportion: number | null;
  readonly proportionInterval: LevelledLimits | null;
  /** Participants with an event up to its end, of all, with exact limits. */
  readonly cumulativeProportion: number;
  readonly cumulativeInterval: LevelledLimits;
}
export interface IncidenceTable extends ResultForm {
  readonly per: number;
  readonly groups: readonly { readonly group: string; readonly participants: number; readonly periods: readonly IncidencePeriod[] }[];
  readonly level: number;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * A table by periods of follow-up: person-time, events and their rate; participants with an event among those under observation at the
 * period's start; participants with an event so far among all who began.
 *
 * Columns: each participant's events and the end of observation, as a list from time 0. An event at the end of a period belongs to it.
 * Proportions take no account of those whose observation ends within the period: with such, the cumulative proportion is too low, and
 * a warning says so; take Kaplan-Meier or Aalen-Johansen curves instead.
 *
 * Throws StatisticRefusal `empty`, `start-not-before-end`, `event-after-end`, `out-of-range` for periods that do not rise, `unknown-choice`,
 * and as `readRows` and `readOptions` do. R: `poisson.test`, `binom.test`, to 1e-9.
 *
 * @example tabulateIncidence({ participant: ["a", "a", "b"], time: [2, 5, 4], event: [1, 0, 0] }, { periods: [3] }).groups[0]?.periods[0]?.time // 6
 */
export function tabulateIncidence(columns: PeriodColumns, options: PeriodOptions = {}): IncidenceTable {
  const { periods, per, order, level } = readOptions(periodOptions, options);
  const ends = periods ?? [];
  for (let at = 1; at < ends.length; at++) if ((ends[at] as number) <= (ends[at - 1] as number)) throw new StatisticRefusal("out-of-range", `periods.${at + 1}`, "The ends of the periods do not rise.", "Give each once, in order.");
  const { columns: read, size, rows, missing } = readRows(periodColumns, columns);
  const histories = buildHistories({ ...read, size, rows, start: null, death: null });
  const own = read.group === null ? null : ownValues(histories, read.group, "group");
  const names = own === null ? [everybody] : inOrder(own);
  if (order !== null && (new Set(order).size !== order.length || order.length !== names.length || order.some((name) => !names.includes(name)))) throw new StatisticRefusal("unknown-choice", "order", "The order does not name each group once.", `Name each once: ${names.join(", ")}.`);
  const longest = histories.stop.reduce((most, one) => Math.max(most, one), 0);
  const cuts = [0, ...ends, ...((ends.at(-1) ?? 0) < longest ? [longest] : [])];
  let lost = false;
  const groups = (order ?? names).map((group) => {
    const people = histories.names.map((_, person) => person).filter((person) => own === null || own[person] === group);
    let before = 0;
    const made = cuts.slice(1).map((end, at): IncidencePeriod => {
      const from = cuts[at] as number;
      const sums = countPeriod(histories, people, from, end);
      before += sums.firstEvents;
      lost ||= sums.left > 0;
      const { lower, upper } = garwoodLimits(sums.events, tailArea(level));
      const factor = per / sums.time;
      return {
        from, end, participants: sums.participants, time: sums.time, events: sums.events, withEvent: sums.withEvent, firstEvents: sums.firstEvents,
        rate: sums.time > 0 ? sums.events * factor : null,
        rateInterval: sums.time > 0 ? { lower: lower * factor, upper: upper * factor, level } : null,
        proportion: sums.participants > 0 ? sums.withEvent / sums.participants : null,
        proportionInterval: sums.participants > 0 ? { ...clopperPearsonLimits(sums.withEvent, sums.participants, tailArea(level)), level } : null,
        cumulativeProportion: before / people.length,
        cumulativeInterval: { ...clopperPearsonLimits(before, people.length, tailArea(level)), level },
      };
    });
    return { group, participants: people.length, periods: made };
  });
  return resultOf({
    method: `Events by period of follow-up: rates per ${per} units of person-time with exact ${percent(level)} limits (Garwood); proportions of participants with an event, in the period and cumulative, with exact limits (Clopper and Pearson).`,
    per, groups, level, missing,
    warnings: [
      ...(lost ? ["Observation of some without an event ended within a period: proportions are lower than risks; Kaplan-Meier or Aalen-Johansen curves take account of it."] : []),
      ...(histories.unclosed > 0 ? [`Observation of ${histories.unclosed} participants is taken to end at their last event, as no row closes their list.`] : []),
    ],
  });
}

function countPeriod({ bounds, stop, events }: Histories, people: readonly number[], from: number, end: number) {
  const sums = { participants: 0, time: 0, events: 0, withEvent: 0, firstEvents: 0, left: 0 };
  for (const person of people) {
    const last = stop[(bounds[person + 1] as number) - 1] as number;
    if (last <= from) continue;
    sums.participants += 1;
    sums.time += Math.min(last, end) - from;
    let [own, earlier] = [0, 0];
    for (let at = bounds[person] as number; at < (bounds[person + 1] as number); at++) {
      const time = stop[at] as number;
      if (time <= from) earlier += events[at] as number;
      else if (time <= end) own += events[at] as number;
    }
    sums.events += own;
    if (own > 0) sums.withEvent += 1;
    if (own > 0 && earlier === 0) sums.firstEvents += 1;
    if (own + earlier === 0 && last < end) sums.left += 1;
  }
  return sums;
}
