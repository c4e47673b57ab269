/** Summaries of disjoint data sets, added up. */
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { distinctSorted, placeOf, sortNumbers } from "../sort-numbers.ts";
import { inOrder } from "../survival-summary.ts";
import type { CompetingRisksCell, CompetingRisksSummary } from "./competing-risks-summary.ts";
import { readCompetingRisksSummary } from "./read-competing-risks-summary.ts";
import { summaryMethod } from "./summarise-competing-risks.ts";

/**
 * The summary of all data sets together, from the summary of each. Groups, strata and causes are matched by name; a cause that a
 * data set does not know nobody had there. Summaries may come from JSON.
 *
 * Throws StatisticRefusal `empty` for none, and as `readCompetingRisksSummary` does.
 *
 * @example mergeCompetingRisksSummaries([summariseCompetingRisks({ time: [5], cause: [1] }), summariseCompetingRisks({ time: [5], cause: [2] })]).causes // 1, 2
 */
export function mergeCompetingRisksSummaries(summaries: readonly CompetingRisksSummary[]): CompetingRisksSummary & ResultForm {
  if (!Array.isArray(summaries) || summaries.length === 0) throw new StatisticRefusal("empty", "summaries", "There is no summary.", "Give a list of at least one.");
  const read = (summaries as readonly CompetingRisksSummary[]).map((summary, at) => readCompetingRisksSummary(summary, `summaries.${at + 1}`));
  const causes = inOrder(read.flatMap((summary) => summary.causes));
  const weighted = read.some((summary) => summary.weighted);
  const parts = read.flatMap((summary) => summary.cells.map((cell) => withCauses(cell, summary.causes, causes, weighted)));
  const groups = inOrder(parts.map((cell) => cell.group));
  const cells = inOrder(parts.map((cell) => cell.stratum)).flatMap((stratum) =>
    groups.flatMap((group) => {
      const mine = parts.filter((cell) => cell.group === group && cell.stratum === stratum);
      return mine.length === 0 ? [] : [mergeCompetingCells(mine)];
    }),
  );
  const byColumn: Record<string, number> = {};
  for (const { missing } of read) for (const [name, count] of Object.entries(missing.byColumn)) byColumn[name] = (byColumn[name] ?? 0) + count;
  return resultOf<CompetingRisksSummary>({ method: summaryMethod, kind: "competing-risks-summary", edition: 1, causes, cells, weighted, rows: cells.reduce((sum, cell) => sum + cell.rows, 0), missing: { rows: read.reduce((sum, { missing }) => sum + missing.rows, 0), byColumn } });
}

function withCauses(cell: CompetingRisksCell, own: readonly string[], causes: readonly string[], weighted: boolean): CompetingRisksCell {
  const placed = (lists: readonly Float64Array[]): Float64Array[] => causes.map((cause) => lists[own.indexOf(cause)] ?? new Float64Array(cell.times.length));
  const events = placed(cell.events);
  if (!weighted) return { ...cell, events };
  // Weights of 1 are their own squares.
  return { ...cell, events, eventSquares: placed(cell.eventSquares ?? cell.events), censoredSquares: cell.censoredSquares ?? cell.censored };
}

/** Cells with the same causes added up, whatever their strata; group and stratum are those of the first. */
export function mergeCompetingCells(cells: readonly CompetingRisksCell[]): CompetingRisksCell {
  const [first] = cells;
  if (first === undefined) throw new Error("No cell to merge.");
  if (cells.length === 1) return first;
  const times = union(cells.map((cell) => cell.times));
  const entryTimes = union(cells.map((cell) => cell.entryTimes));
  const added = (at: Float64Array, where: (cell: CompetingRisksCell) => Float64Array, of: (cell: CompetingRisksCell) => Float64Array): Float64Array => {
    const sums = new Float64Array(at.length);
    for (const cell of cells) {
      const [from, values] = [where(cell), of(cell)];
      for (let place = 0; place < from.length; place++) {
        const to = placeOf(at, from[place] as number);
        sums[to] = (sums[to] as number) + (values[place] as number);
      }
    }
    return sums;
  };
  const timesOf = (cell: CompetingRisksCell): Float64Array => cell.times;
  const squared = first.eventSquares !== null;
  return {
    group: first.group,
    stratum: first.stratum,
    rows: cells.reduce((sum, cell) => sum + cell.rows, 0),
    times,
    events: first.events.map((_, cause) => added(times, timesOf, (cell) => cell.events[cause] as Float64Array)),
    censored: added(times, timesOf, (cell) => cell.censored),
    eventSquares: squared ? first.events.map((_, cause) => added(times, timesOf, (cell) => (cell.eventSquares ?? cell.events)[cause] as Float64Array)) : null,
    censoredSquares: squared ? added(times, timesOf, (cell) => cell.censoredSquares ?? cell.censored) : null,
    entryTimes,
    entries: added(entryTimes, (cell) => cell.entryTimes, (cell) => cell.entries),
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
