/** Who is at risk at each distinct time. */
import type { SurvivalCell } from "./survival-summary.ts";

export interface RiskTable {
  readonly times: Float64Array;
  /** Under observation just before each time. */
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
  readonly censored: Float64Array;
  /** Those at risk without those who have the event, where weights are not whole: with the digits that a difference would lose. Else `null`. */
  readonly without: Float64Array | null;
  readonly eventRows: Float64Array | null;
}

/** Counted from the last time to the first. Weights that are not whole leave no crumbs where nobody is left at risk. */
export function riskTable({ times, events, censored, eventRows, entryTimes, entries }: SurvivalCell): RiskTable {
  const atRisk = new Float64Array(times.length);
  const without = areWhole(events) && areWhole(censored) && areWhole(entries) ? null : new Float64Array(times.length);
  let entry = entryTimes.length - 1;
  let later = 0;
  let largest = 0;
  for (let at = times.length - 1; at >= 0; at--) {
    const time = times[at] as number;
    for (; entry >= 0 && (entryTimes[entry] as number) >= time; entry--) later -= entries[entry] as number;
    // What is below zero, or next to nothing beside what was there, is rounding.
    if (entries.length > 0 && later < largest * 1e-13) later = 0;
    later += censored[at] as number;
    if (without !== null) without[at] = later;
    later += events[at] as number;
    atRisk[at] = later;
    if (later > largest) largest = later;
  }
  return { times, atRisk, events, censored, without, eventRows };
}

/** Those at risk at a step who do not have the event there. */
export const leftAt = ({ atRisk, events, without }: RiskTable, at: number): number => (without === null ? (atRisk[at] as number) - (events[at] as number) : (without[at] as number));

/** Whether all are counts. A loop, as a call for each of a million takes its time. */
export function areWhole(list: Float64Array): boolean {
  for (let at = 0; at < list.length; at++) if (list[at] !== Math.floor(list[at] as number)) return false;
  return true;
}
