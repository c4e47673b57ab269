/** Who is at risk at each distinct time. */
import type { SurvivalCell } from "./survival-summary.ts";

export interface RiskTable {
  readonly times: Float64Array;
  /** Under observation just before each time. */
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
  readonly censored: Float64Array;
  /** Those at risk without those who have the event: without the digits that a difference would lose. */
  readonly without: Float64Array;
  readonly eventRows: Float64Array | null;
}

/** Counted from the last time to the first. Weights that are not whole leave no crumbs where nobody is left at risk. */
export function riskTable({ times, events, censored, eventRows, entryTimes, entries }: SurvivalCell): RiskTable {
  const [atRisk, without] = [new Float64Array(times.length), new Float64Array(times.length)];
  let entry = entryTimes.length - 1;
  let later = 0;
  let largest = 0;
  for (let at = times.length - 1; at >= 0; at--) {
    const time = times[at] as number;
    for (; entry >= 0 && (entryTimes[entry] as number) >= time; entry--) later -= entries[entry] as number;
    // What is below zero, or next to nothing beside what was there, is rounding.
    if (entries.length > 0 && later < largest * 1e-13) later = 0;
    without[at] = later + (censored[at] as number);
    atRisk[at] = (without[at] as number) + (events[at] as number);
    later = atRisk[at] as number;
    if (later > largest) largest = later;
  }
  return { times, atRisk, events, censored, without, eventRows };
}
