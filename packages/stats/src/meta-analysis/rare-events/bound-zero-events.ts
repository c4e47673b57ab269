/** Nobody had the event: how high the risk may still be. */
import { type GivenColumns, mayColumn, readRows } from "../../form/columns.ts";
import { type GivenOptions, choice, level, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import type { MissingRows } from "../../form/columns.ts";
import { percent } from "./rare-effect.ts";
import { requireRows, sumOf } from "./two-arm-studies.ts";

export const zeroEventsColumns = {
  study: mayColumn("text", "name of the study"),
  events: mayColumn("count", "events, all 0, where there is one arm"),
  total: mayColumn("count", "participants, where there is one arm"),
  time: mayColumn("positive", "person-time, where there is one arm"),
  treatedEvents: mayColumn("count", "events among the treated, all 0"),
  treatedTotal: mayColumn("count", "participants treated"),
  treatedTime: mayColumn("positive", "person-time of the treated"),
  controlEvents: mayColumn("count", "events among the controls, all 0"),
  controlTotal: mayColumn("count", "participants in the control arm"),
  controlTime: mayColumn("positive", "person-time of the controls"),
} as const;
export const zeroEventsOptions = { sided: choice(["one-sided", "two-sided"], "one-sided", "the bound of a one-sided interval, or the upper end of a two-sided one (whose lower end is 0)"), level } as const;

export interface ZeroEventsArm {
  readonly arm: "only" | "treated" | "controls";
  /** Participants or person-time. */
  readonly size: number;
  /** Of the risk, or of the rate. */
  readonly upper: number;
  /** The same from the largest study alone, which does not assume that risks agree. */
  readonly upperLargestStudy: number;
}
export interface ZeroEventsBound extends ResultForm {
  readonly kind: "risk" | "rate";
  readonly level: number;
  readonly studies: number;
  readonly arms: readonly ZeroEventsArm[];
  /** There is none: nothing can be compared. */
  readonly ratio: null;
  readonly ratioReason: string;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Exact upper bound of a risk, 1 - α^(1/N) (Clopper and Pearson), or of a rate, -log α / T (Garwood), for each arm; no ratio.
 *
 * Assumes that participants of all studies have one risk. Throws StatisticRefusal `empty`, `missing-column`, `options-conflict` (there are
 * events; or total and time at once), `nobody-left` (nobody in an arm).
 * Sources: Clopper and Pearson 1934, doi 10.1093/biomet/26.4.404; Garwood 1936, doi 10.1093/biomet/28.3-4.437 (recalled).
 * R: `binom.test(0, N, conf.level = level, alternative = "less")`, `poisson.test(0, T, alternative = "less")`.
 *
 * @example boundZeroEvents({ events: [0, 0], total: [20, 40] }).arms[0]?.upper // 1 - 0.05^(1/60) = 0.048703…
 */
export function boundZeroEvents(columns: GivenColumns<typeof zeroEventsColumns>, options: GivenOptions<typeof zeroEventsOptions> = {}): ZeroEventsBound {
  const chosen = readOptions(zeroEventsOptions, options);
  const { columns: read, size, missing } = readRows(zeroEventsColumns, columns);
  const alpha = chosen.sided === "one-sided" ? 1 - chosen.level : (1 - chosen.level) / 2;
  const groups = [["only", "events", "total", "time"], ["treated", "treatedEvents", "treatedTotal", "treatedTime"], ["controls", "controlEvents", "controlTotal", "controlTime"]] as const;
  const there = groups.filter(([, events, total, time]) => read[events] !== null || read[total] !== null || read[time] !== null);
  if (there.length === 0) throw new StatisticRefusal("missing-column", "events", "There is no column of events.", "Give events and total, or events and time; or those of two arms.");
  requireRows(size, missing);
  const rate = there.some(([, , , time]) => read[time] !== null);
  const arms = there.map(([arm, eventsName, totalName, timeName]): ZeroEventsArm => {
    const [events, sizes] = [read[eventsName], rate ? read[timeName] : read[totalName]];
    if (events === null) throw new StatisticRefusal("missing-column", eventsName, "The column is missing.", "Give one value for each row, 0.");
    if (rate && read[totalName] !== null) throw new StatisticRefusal("options-conflict", totalName, "There are participants as well as person-time.", "Give one of them.");
    if (sizes === null) throw new StatisticRefusal("missing-column", rate ? timeName : totalName, "The column is missing.", "Give one value for each row.");
    const count = sumOf(events);
    if (count > 0) throw new StatisticRefusal("options-conflict", eventsName, `There ${count === 1 ? "is 1 event" : `are ${count} events`}: this bound is for none.`, "Pool the studies (pool-proportions, pool-rates, mantel-haenszel).", { events: count });
    const whole = sumOf(sizes);
    if (!(whole > 0)) throw new StatisticRefusal("nobody-left", totalName, "There is nobody in this arm.", "Give participants above 0.");
    const bound = (all: number): number => (rate ? -Math.log(alpha) / all : -Math.expm1(Math.log(alpha) / all));
    return { arm, size: whole, upper: bound(whole), upperLargestStudy: bound(sizes.reduce((most, one) => Math.max(most, one), 0)) };
  });
  return resultOf({
    kind: rate ? ("rate" as const) : ("risk" as const),
    level: chosen.level,
    studies: size,
    arms,
    ratio: null,
    ratioReason: "Without any event there is nothing to compare: every ratio agrees with the data.",
    missing,
    warnings: size > 1 ? ["The bound of all studies together assumes that they share one risk; that of the largest study does not."] : [],
    method: `No event in ${size} ${size === 1 ? "study" : "studies"}: exact ${chosen.sided} ${percent(chosen.level)} upper bound of the ${rate ? "rate (Garwood)" : "risk (Clopper and Pearson)"}, participants of all studies taken together; no ratio.`,
  });
}
