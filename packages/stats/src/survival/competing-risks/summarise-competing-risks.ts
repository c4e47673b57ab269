/** Counts by time and cause from rows. */
import { readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { orderByTime } from "../cox/order-by-time.ts";
import { distinctSorted, placeOf, sortNumbers } from "../sort-numbers.ts";
import { type CompetingRisksColumns, summaryOptions } from "./competing-risks-options.ts";
import type { CompetingRisksCell, CompetingRisksSummary } from "./competing-risks-summary.ts";
import { type CompetingRows, readCompetingRows } from "./read-competing-rows.ts";

/**
 * Counts of events of each cause, of censored and of entries at each distinct time, by group and stratum: all that cumulative
 * incidence and Gray's test need. Summaries of disjoint data sets are added up by `mergeCompetingRisksSummaries`. A time that one
 * person alone has still tells that person's time.
 *
 * Columns: `time` from 0, `cause` (a name; `0` or `censored` where none), and `start`, `group`, `stratum`, `weight` where there are
 * such. Times are compared exactly.
 *
 * Throws StatisticRefusal `empty` (no complete row with a weight above 0), `start-not-before-end`, and as `readRows` does.
 *
 * @example summariseCompetingRisks({ time: [5, 8, 8], cause: ["relapse", "death", 0] }).causes // death, relapse
 */
export function summariseCompetingRisks(columns: CompetingRisksColumns, options: { readonly censored?: string | undefined } = {}): CompetingRisksSummary & ResultForm {
  return summaryOfRows(readCompetingRows(columns, readOptions(summaryOptions, options).censored));
}

export const summaryMethod = "Counts of events of each cause, censored and entries at each distinct time, by group and stratum.";

export function summaryOfRows(rows: CompetingRows): CompetingRisksSummary & ResultForm {
  const cells = cellOrders(rows).flatMap((order, at) => (order.length === 0 ? [] : [cellOf(rows, order, at)]));
  if (cells.length === 0) throw new StatisticRefusal("empty", "time", "No complete row with a weight above 0 is left.", "Give at least one row.");
  return resultOf<CompetingRisksSummary>({ method: summaryMethod, kind: "competing-risks-summary", edition: 1, causes: rows.causes, cells, weighted: rows.weight !== null, rows: cells.reduce((sum, cell) => sum + cell.rows, 0), missing: rows.missing });
}

/** The rows of each cell in the order of their times; rows of weight 0 are in none. */
export function cellOrders({ time, weight, cells, cellCodes, size }: CompetingRows): Uint32Array[] {
  const counts = new Uint32Array(cells.length);
  for (let row = 0; row < size; row++) if (weight === null || (weight[row] as number) > 0) counts[cellCodes[row] as number] = (counts[cellCodes[row] as number] as number) + 1;
  const lists = Array.from(counts, (count) => new Uint32Array(count));
  counts.fill(0);
  for (let row = 0; row < size; row++) {
    if (weight !== null && !((weight[row] as number) > 0)) continue;
    const cell = cellCodes[row] as number;
    (lists[cell] as Uint32Array)[counts[cell] as number] = row;
    counts[cell] = (counts[cell] as number) + 1;
  }
  return lists.map((list) => orderByTime(list, time));
}

function cellOf(rows: CompetingRows, order: Uint32Array, at: number): CompetingRisksCell {
  const { time, weight, causes, causeCodes } = rows;
  let distinct = 0;
  for (let place = 0; place < order.length; place++) if (place === 0 || time[order[place] as number] !== time[order[place - 1] as number]) distinct += 1;
  const lists = (): Float64Array[] => Array.from({ length: causes.length + 1 }, () => new Float64Array(distinct));
  const times = new Float64Array(distinct);
  const sums = lists();
  const squares = weight === null ? null : lists();
  for (let place = 0, to = -1; place < order.length; place++) {
    const row = order[place] as number;
    if (to < 0 || times[to] !== time[row]) times[++to] = (time[row] as number) + 0;
    const one = weight === null ? 1 : (weight[row] as number);
    const list = sums[causeCodes[row] as number] as Float64Array;
    list[to] = (list[to] as number) + one;
    const squared = squares?.[causeCodes[row] as number];
    if (squared !== undefined) squared[to] = (squared[to] as number) + one * one;
  }
  const [censored = times, ...events] = sums;
  const [censoredSquares = null, ...eventSquares] = squares ?? [];
  return { group: rows.cells[at]?.group ?? "", stratum: rows.cells[at]?.stratum ?? "", rows: order.length, times, events, censored, eventSquares: squares === null ? null : eventSquares, censoredSquares, ...entriesOf(rows, order) };
}

function entriesOf({ start, weight }: CompetingRows, order: Uint32Array): Pick<CompetingRisksCell, "entryTimes" | "entries"> {
  if (start === null) return { entryTimes: new Float64Array(0), entries: new Float64Array(0) };
  const sorted = new Float64Array(order.length);
  for (let place = 0; place < order.length; place++) sorted[place] = (start[order[place] as number] as number) + 0;
  const entryTimes = distinctSorted(sortNumbers(sorted));
  const entries = new Float64Array(entryTimes.length);
  for (const row of order) {
    const to = placeOf(entryTimes, start[row] as number);
    entries[to] = (entries[to] as number) + (weight === null ? 1 : (weight[row] as number));
  }
  return { entryTimes, entries };
}
