/** Times that differ by rounding only, made one. */
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { distinctSorted, sortNumbers } from "./sort-numbers.ts";
import type { SurvivalCell } from "./survival-summary.ts";

/**
 * Cells in which a distinct time no further from the one before it than `tolerance`, or than `tolerance` times the mean of all
 * distinct times (entries among them), has become that one: the rule of R's survival (`timefix`, tolerance 1.49e-8). Chains of near
 * times become one. With 0 only equal times are tied, and the cells are given back.
 */
export function tieTimes(cells: readonly SurvivalCell[], tolerance: number): readonly SurvivalCell[] {
  if (tolerance === 0) return cells;
  const lists = cells.flatMap((cell) => [cell.times, cell.entryTimes]);
  const all = new Float64Array(lists.reduce((sum, list) => sum + list.length, 0));
  let to = 0;
  for (const list of lists) {
    all.set(list, to);
    to += list.length;
  }
  const distinct = distinctSorted(sortNumbers(all));
  const mean = distinct.reduce((sum, one) => sum + one, 0) / distinct.length;
  const near = tolerance * Math.max(1, mean);
  const heads = new Map<number, number>();
  let head = distinct[0] ?? 0;
  for (let at = 1; at < distinct.length; at++) {
    const time = distinct[at] as number;
    if (time - (distinct[at - 1] as number) <= near) heads.set(time, head);
    else head = time;
  }
  return heads.size === 0 ? cells : cells.map((cell) => tieCell(cell, heads));
}

function tieCell(cell: SurvivalCell, heads: ReadonlyMap<number, number>): SurvivalCell {
  const move = (time: number): number => heads.get(time) ?? time;
  const times = distinctSorted(cell.times.map(move));
  const entryTimes = distinctSorted(cell.entryTimes.map(move));
  const added = (from: Float64Array, values: Float64Array, into: Float64Array): Float64Array => {
    const sums = new Float64Array(into.length);
    for (let at = 0, to = 0; at < from.length; at++) {
      if (into[to] !== move(from[at] as number)) to += 1;
      sums[to] = (sums[to] as number) + (values[at] as number);
    }
    return sums;
  };
  const tied: SurvivalCell = {
    ...cell,
    times,
    events: added(cell.times, cell.events, times),
    censored: added(cell.times, cell.censored, times),
    eventRows: cell.eventRows === null ? null : added(cell.times, cell.eventRows, times),
    entryTimes,
    entries: added(cell.entryTimes, cell.entries, entryTimes),
  };
  requireEntered(tied);
  return tied;
}

/** Refuses a tolerance that makes somebody's end equal to their start. */
function requireEntered({ times, events, censored, entryTimes, entries }: SurvivalCell): void {
  if (entryTimes.length === 0) return;
  let entered = 0;
  let left = 0;
  let entry = entryTimes.length - 1;
  for (let at = times.length - 1; at >= 0; at--) {
    for (; entry >= 0 && (entryTimes[entry] as number) >= (times[at] as number); entry--) entered += entries[entry] as number;
    const here = (events[at] as number) + (censored[at] as number);
    left += here;
    if (left - entered < here * (1 - 1e-9)) throw new StatisticRefusal("start-not-before-end", "timeTolerance", "With this tolerance somebody's time ends where it starts.", "Give a smaller tolerance, or 0.");
  }
}
