/** Summaries of disjoint data sets, added up. */
import { type ResultForm, resultOf } from "../form/result.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { distinctSorted, placeOf, sortNumbers } from "./sort-numbers.ts";
import { readSurvivalSummary } from "./read-survival-summary.ts";
import { orderCells, summaryMethod } from "./summarise-survival.ts";
import type { SurvivalCell, SurvivalSummary } from "./survival-summary.ts";

/**
 * The summary of all data sets together, from the summary of each: what is computed from it is what the rows of all together give.
 * Groups and strata are matched by name. Summaries may come from JSON, from this edition or an own one.
 *
 * Throws StatisticRefusal `empty` for none, and as `readSurvivalSummary` does.
 *
 * @example mergeSurvivalSummaries([summariseSurvival({ time: [5], event: [1] }), summariseSurvival({ time: [5, 9], event: [1, 0] })]).cells[0]?.events // 2, 0
 */
export function mergeSurvivalSummaries(summaries: readonly SurvivalSummary[]): SurvivalSummary & ResultForm {
  if (!Array.isArray(summaries) || summaries.length === 0) throw new StatisticRefusal("empty", "summaries", "There is no summary.", "Give a list of at least one.");
  const read = (summaries as readonly SurvivalSummary[]).map((summary, at) => readSurvivalSummary(summary, `summaries.${at + 1}`));
  const byName = new Map<string, SurvivalCell[]>();
  for (const cell of read.flatMap((summary) => summary.cells)) {
    const name = JSON.stringify([cell.stratum, cell.group]);
    byName.set(name, [...(byName.get(name) ?? []), cell]);
  }
  const byColumn: Record<string, number> = {};
  for (const { missing } of read) for (const [name, count] of Object.entries(missing.byColumn)) byColumn[name] = (byColumn[name] ?? 0) + count;
  const sum = (of: (summary: SurvivalSummary) => number): number => read.reduce((total, one) => total + of(one), 0);
  return resultOf<SurvivalSummary>({
    method: summaryMethod,
    kind: "survival-summary",
    edition: 1,
    cells: orderCells([...byName.values()].map(mergeCells)),
    weighted: read.some((summary) => summary.weighted),
    rows: sum(({ rows }) => rows),
    missing: { rows: sum(({ missing }) => missing.rows), byColumn },
  });
}

/** Cells added up, whatever their strata; group and stratum are those of the first. */
export function mergeCells(cells: readonly SurvivalCell[]): SurvivalCell {
  const [first] = cells;
  if (first === undefined) throw new Error("No cell to merge.");
  if (cells.length === 1) return first;
  const times = union(cells.map((cell) => cell.times));
  const entryTimes = union(cells.map((cell) => cell.entryTimes));
  const added = (at: Float64Array, parts: readonly (readonly [ArrayLike<number>, ArrayLike<number>])[]): Float64Array => {
    const sums = new Float64Array(at.length);
    for (const [where, values] of parts) {
      for (let from = 0; from < where.length; from++) {
        const to = placeOf(at, where[from] as number);
        sums[to] = (sums[to] as number) + (values[from] as number);
      }
    }
    return sums;
  };
  return {
    group: first.group,
    stratum: first.stratum,
    rows: cells.reduce((sum, cell) => sum + cell.rows, 0),
    times,
    events: added(times, cells.map((cell) => [cell.times, cell.events] as const)),
    censored: added(times, cells.map((cell) => [cell.times, cell.censored] as const)),
    eventRows: cells.every((cell) => cell.eventRows === null) ? null : added(times, cells.map((cell) => [cell.times, cell.eventRows ?? cell.events] as const)),
    entryTimes,
    entries: added(entryTimes, cells.map((cell) => [cell.entryTimes, cell.entries] as const)),
  };
}

function union(lists: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(lists.reduce((sum, list) => sum + list.length, 0));
  let to = 0;
  for (const list of lists) {
    all.set(list, to);
    to += list.length;
  }
  return distinctSorted(sortNumbers(all));
}
