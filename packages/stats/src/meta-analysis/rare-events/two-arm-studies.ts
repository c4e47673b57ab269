/** Reading two-arm studies of rare events, and leaving out those that cannot take part, each with its reason. */
import type { GivenColumns, MissingRows } from "../../form/columns.ts";
import { readRows } from "../../form/columns.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import type { ExclusionReason, TwoArms } from "../effect-sizes/correct-cells.ts";
import { twoArmCounts, twoArmTimes } from "../effect-sizes/study-columns.ts";

export type { TwoArms } from "../effect-sizes/correct-cells.ts";
export type LeftOutReason = ExclusionReason | "empty-arm" | "uninformative";
export interface LeftOutStudy {
  /** The row, from 1, in what was given. */
  readonly row: number;
  readonly study: string;
  readonly reason: LeftOutReason;
  readonly says: string;
}
export interface TwoArmStudies extends TwoArms {
  readonly names: readonly string[];
  /** From 1, in what was given. */
  readonly rows: readonly number[];
  readonly missing: MissingRows;
}
export const leftOutWords: Readonly<Record<LeftOutReason, string>> = {
  "double-zero": "no event in any arm",
  "double-full": "everybody in every arm had the event",
  "not-estimable": "no estimate, or no variance above zero, without a correction",
  "empty-arm": "nobody in one of the arms",
  "uninformative": "its numbers allow one outcome only",
};

/** Counts of participants. Throws StatisticRefusal `empty`, `events-above-n` and as `readRows` does. */
export function readTwoArmCounts(columns: GivenColumns<typeof twoArmCounts>): TwoArmStudies {
  const { size, columns: read, rows, missing } = readRows(twoArmCounts, columns);
  requireRows(size, missing);
  for (const [events, total] of [["treatedEvents", "treatedTotal"], ["controlEvents", "controlTotal"]] as const) {
    for (let at = 0; at < size; at++) if ((read[events][at] ?? 0) > (read[total][at] ?? 0)) throw new StatisticRefusal("events-above-n", `${events}.${(rows[at] ?? 0) + 1}`, `${read[events][at]} events among ${read[total][at]} participants.`, "Count participants with the event, not events.", { row: (rows[at] ?? 0) + 1 });
  }
  return { treatedEvents: read.treatedEvents, treatedSize: read.treatedTotal, controlEvents: read.controlEvents, controlSize: read.controlTotal, sizes: "people", names: namesOf(read.study, rows), rows: Array.from(rows, (row) => row + 1), missing };
}

/** Events in person-time. Throws StatisticRefusal `empty` and as `readRows` does. */
export function readTwoArmTimes(columns: GivenColumns<typeof twoArmTimes>): TwoArmStudies {
  const { size, columns: read, rows, missing } = readRows(twoArmTimes, columns);
  requireRows(size, missing);
  return { treatedEvents: read.treatedEvents, treatedSize: read.treatedTime, controlEvents: read.controlEvents, controlSize: read.controlTime, sizes: "time", names: namesOf(read.study, rows), rows: Array.from(rows, (row) => row + 1), missing };
}

export const namesOf = (study: readonly string[] | null, rows: Int32Array): readonly string[] => study ?? Array.from(rows, (row) => String(row + 1));
export function requireRows(size: number, missing: MissingRows): void {
  if (size === 0) throw new StatisticRefusal("empty", "columns", missing.rows > 0 ? "Every row lacks something." : "There is no row.", "Give at least one study with all its numbers.");
}

/** Studies without any event, and those in which everybody of both arms had it. */
export function uninformativeStudies(arms: TwoArms): ReadonlyMap<number, "double-zero" | "double-full"> {
  const found = new Map<number, "double-zero" | "double-full">();
  for (let at = 0; at < arms.treatedEvents.length; at++) {
    if (arms.treatedEvents[at] === 0 && arms.controlEvents[at] === 0) found.set(at, "double-zero");
    else if (arms.sizes === "people" && arms.treatedEvents[at] === arms.treatedSize[at] && arms.controlEvents[at] === arms.controlSize[at]) found.set(at, "double-full");
  }
  return found;
}

/** Studies with nobody in an arm: nothing compares its arms. */
export function emptyArms(arms: TwoArms): ReadonlyMap<number, "empty-arm"> {
  const found = new Map<number, "empty-arm">();
  for (let at = 0; at < arms.treatedEvents.length; at++) if (arms.treatedSize[at] === 0 || arms.controlSize[at] === 0) found.set(at, "empty-arm");
  return found;
}

export interface KeptStudies {
  readonly kept: TwoArmStudies;
  readonly excluded: readonly LeftOutStudy[];
  /** Places, in what was read, of those kept. */
  readonly places: readonly number[];
}
export function keepStudies(studies: TwoArmStudies, out: ReadonlyMap<number, LeftOutReason>): KeptStudies {
  const places = studies.rows.map((_, at) => at).filter((at) => !out.has(at));
  const pick = (values: Float64Array): Float64Array => Float64Array.from(places, (at) => values[at] ?? 0);
  const kept: TwoArmStudies = { treatedEvents: pick(studies.treatedEvents), treatedSize: pick(studies.treatedSize), controlEvents: pick(studies.controlEvents), controlSize: pick(studies.controlSize), sizes: studies.sizes, names: places.map((at) => studies.names[at] ?? ""), rows: places.map((at) => studies.rows[at] ?? 0), missing: studies.missing };
  const excluded = [...out].toSorted(([a], [b]) => a - b).map(([at, reason]) => ({ row: studies.rows[at] ?? 0, study: studies.names[at] ?? "", reason, says: leftOutWords[reason] }));
  return { kept, excluded, places };
}

export const sumOf = (values: Float64Array): number => values.reduce((sum, one) => sum + one, 0);

/** Throws StatisticRefusal `no-events` or `only-events` where nothing at all differs between participants. */
export function requireSomeEvents(arms: TwoArms): void {
  const events = sumOf(arms.treatedEvents) + sumOf(arms.controlEvents);
  if (events === 0) throw new StatisticRefusal("no-events", "columns", "No study has an event in any arm: there is no effect to estimate.", "Give an exact upper bound of the risk (boundZeroEvents) instead of an effect.");
  if (arms.sizes === "people" && events === sumOf(arms.treatedSize) + sumOf(arms.controlSize)) throw new StatisticRefusal("only-events", "columns", "Everybody had the event in every study: there is no effect to estimate.", "Choose another outcome.");
}
