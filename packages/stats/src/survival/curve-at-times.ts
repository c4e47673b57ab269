/** A step curve and the numbers at risk, at given times. */
import type { RiskTable } from "./risk-table.ts";
import { placeOf } from "./sort-numbers.ts";
import type { SurvivalCell } from "./survival-summary.ts";

export interface RiskAtTime {
  readonly time: number;
  /** Under observation just before it. */
  readonly atRisk: number;
  /** Events up to it and at it. */
  readonly eventsSoFar: number;
  readonly censoredSoFar: number;
  /** The last step up to it, from 0; `null` before the first. */
  readonly step: number | null;
  /** Whether it is after the last time of the group, so that the curve is not known there. */
  readonly beyond: boolean;
}

export function riskAtTimes(cell: SurvivalCell, table: RiskTable, times: readonly number[]): RiskAtTime[] {
  const { entryTimes, entries } = cell;
  return times.map((time) => {
    const next = placeOf(table.times, time);
    // Those at risk at the next distinct time, less those who come between.
    let atRisk = table.atRisk[next] ?? 0;
    const [end, before] = [table.times[next] ?? time, atRisk];
    for (let at = placeOf(entryTimes, time); at < entryTimes.length && (entryTimes[at] as number) < end; at++) atRisk -= entries[at] as number;
    // Weights that are not whole leave crumbs where nobody has come yet.
    if (atRisk < before * 1e-13) atRisk = 0;
    const last = (table.times[next] === time ? next : next - 1) as number;
    let [eventsSoFar, censoredSoFar] = [0, 0];
    for (let at = 0; at <= last; at++) {
      eventsSoFar += table.events[at] as number;
      censoredSoFar += table.censored[at] as number;
    }
    return { time, atRisk, eventsSoFar, censoredSoFar, step: last >= 0 ? last : null, beyond: next >= table.times.length };
  });
}
