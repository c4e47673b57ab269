/** Counts at each distinct time from rows. */
import { type GivenColumns, type ReadRows, readRows } from "../form/columns.ts";
import { type ResultForm, resultOf } from "../form/result.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { sortByMagnitude } from "./sort-by-magnitude.ts";
import { distinctSorted, placeOf, sortNumbers } from "./sort-numbers.ts";
import { survivalColumns } from "./survival-options.ts";
import { everybody, inOrder, type SurvivalCell, type SurvivalSummary } from "./survival-summary.ts";

export type SurvivalColumns = GivenColumns<typeof survivalColumns>;

/**
 * Counts of events, of censored and of entries at each distinct time, by group and stratum: all that Kaplan-Meier and
 * Nelson-Aalen curves, log-rank tests and restricted means need. Summaries of disjoint data sets are added up by
 * `mergeSurvivalSummaries`, and what is computed from the sum is what all rows together give. No row can be read from it where
 * several share a time; a time that one person alone has still tells that person's time.
 *
 * Columns: `time` from 0, `event` 0 or 1, and `start` (late entry: at risk on (start, time]), `group`, `stratum`, `weight` where there
 * are such. Times are compared exactly. Sorting apart the time taken grows with the rows; whole times are counted without sorting.
 *
 * Throws StatisticRefusal `empty` (no complete row with a weight above 0), `start-not-before-end`, and as `readRows` does.
 *
 * @example summariseSurvival({ time: [5, 8, 8], event: [1, 1, 0] }).cells[0]?.events // 1, 1
 */
export function summariseSurvival(columns: SurvivalColumns): SurvivalSummary & ResultForm {
  const read = readWhole(columns) ?? readRows(survivalColumns, columns);
  const { time, event, start, group, stratum, weight } = read.columns;
  if (start !== null) {
    for (let row = 0; row < read.size; row++) {
      if ((start[row] as number) < (time[row] as number)) continue;
      throw new StatisticRefusal("start-not-before-end", `start.${(read.rows[row] ?? 0) + 1}`, `The row starts at ${start[row]} and ends at ${time[row]}.`, "Give a start before the end, or take the row out.", { row: (read.rows[row] ?? 0) + 1 });
    }
  }
  const { cells: names, codes } = cellsOf(read.size, group, stratum);
  const rows: CellRows = { time, event, start, weight, codes, size: read.size };
  const whole = wholeRange(rows, names.length);
  const tallies = whole === null ? sortedTallies(rows, names.length) : bucketTallies(rows, names.length, whole);
  const cells = names.map((name, at): SurvivalCell => ({ ...name, ...(tallies[at] as Tally), ...entriesOf(rows, at) })).filter((cell) => cell.rows > 0);
  if (cells.length === 0) throw new StatisticRefusal("empty", "time", "No complete row with a weight above 0 is left.", "Give at least one row.");
  const sorted = orderCells(cells);
  return resultOf<SurvivalSummary>({ method: summaryMethod, kind: "survival-summary", edition: 1, cells: sorted, weighted: weight !== null, rows: sorted.reduce((sum, cell) => sum + cell.rows, 0), missing: read.missing });
}

export const summaryMethod = "Counts of events, censored and entries at each distinct time, by group and stratum.";

/** By stratum, then by group. */
export function orderCells(cells: readonly SurvivalCell[]): SurvivalCell[] {
  const [strata, groups] = [inOrder(cells.map((cell) => cell.stratum)), inOrder(cells.map((cell) => cell.group))];
  return strata.flatMap((stratum) => groups.flatMap((group) => cells.filter((cell) => cell.stratum === stratum && cell.group === group)));
}

/**
 * Times and events that are Float64Array, without anything missing, and groups that are texts: taken where they are, in one look at
 * each. `null` for all else, and for anything wrong, so that it is read, and refused, as everywhere.
 */
function readWhole(columns: SurvivalColumns): ReadRows<typeof survivalColumns> | null {
  if (typeof columns !== "object" || columns === null || Object.keys(columns).some((name) => !["time", "event", "group"].includes(name))) return null;
  const { time, event, group } = columns;
  if (!(time instanceof Float64Array && event instanceof Float64Array) || time.length !== event.length) return null;
  for (let row = 0; row < time.length; row++) if (!((time[row] as number) >= 0 && (time[row] as number) < Number.POSITIVE_INFINITY && (event[row] === 0 || event[row] === 1))) return null;
  if (group != null) {
    if (!Array.isArray(group) || group.length !== time.length) return null;
    for (let row = 0; row < group.length; row++) if (typeof group[row] !== "string" || group[row] === "") return null;
  }
  return { size: time.length, columns: { time, event, start: null, group: (group as readonly string[] | null | undefined) ?? null, stratum: null, weight: null }, rows: new Int32Array(0), missing: { rows: 0, byColumn: {} } };
}

interface CellRows {
  readonly time: Float64Array;
  readonly event: Float64Array;
  readonly start: Float64Array | null;
  readonly weight: Float64Array | null;
  /** Cell of each row; `null` where there is one. */
  readonly codes: Uint32Array | null;
  readonly size: number;
}
type Tally = Pick<SurvivalCell, "rows" | "times" | "events" | "censored" | "eventRows">;

function cellsOf(size: number, group: readonly string[] | null, stratum: readonly string[] | null) {
  if (group === null && stratum === null) return { cells: [{ group: everybody, stratum: everybody }], codes: null };
  const groups = namesOf(size, group);
  if (stratum === null) return { cells: groups.names.map((name) => ({ group: name, stratum: everybody })), codes: groups.codes };
  const strata = namesOf(size, stratum);
  const known = new Map<number, number>();
  const cells: { readonly group: string; readonly stratum: string }[] = [];
  const codes = groups.codes;
  for (let row = 0; row < size; row++) {
    const key = (strata.codes[row] as number) * groups.names.length + (codes[row] as number);
    let code = known.get(key);
    if (code === undefined) {
      code = cells.push({ group: groups.names[codes[row] as number] ?? everybody, stratum: strata.names[strata.codes[row] as number] ?? everybody }) - 1;
      known.set(key, code);
    }
    codes[row] = code;
  }
  return { cells, codes };
}

export function namesOf(size: number, texts: readonly string[] | null): { names: string[]; codes: Uint32Array } {
  const codes = new Uint32Array(size);
  if (texts === null) return { names: [everybody], codes };
  const names: string[] = [];
  const known = new Map<string, number>();
  for (let row = 0; row < size; row++) {
    const text = texts[row] as string;
    // Few names are found sooner by looking at each than by hashing.
    let code = -1;
    if (names.length > 8) code = known.get(text) ?? -1;
    else for (let at = 0; at < names.length && code < 0; at++) if (names[at] === text) code = at;
    if (code < 0) {
      code = names.push(text) - 1;
      known.set(text, code);
    }
    codes[row] = code;
  }
  return { names, codes };
}

/** The largest time where all are whole and so small that counting in buckets takes no more room than the rows; else `null`. */
function wholeRange({ time, size }: CellRows, cells: number): number | null {
  const most = (size + 1024) / cells;
  let largest = 0;
  for (let row = 0; row < size; row++) {
    const value = time[row] as number;
    if (value > most || value !== Math.floor(value)) return null;
    if (value > largest) largest = value;
  }
  return largest;
}

function bucketTallies({ time, event, weight, codes, size }: CellRows, cells: number, largest: number): Tally[] {
  const width = largest + 1;
  const [events, censored, eventRows] = [new Float64Array(width * cells), new Float64Array(width * cells), weight === null ? null : new Float64Array(width * cells)];
  const rows = new Uint32Array(cells);
  for (let row = 0; row < size; row++) {
    const one = weight === null ? 1 : (weight[row] as number);
    if (one === 0) continue;
    const cell = codes === null ? 0 : (codes[row] as number);
    const at = cell * width + (time[row] as number);
    rows[cell] = (rows[cell] as number) + 1;
    if (event[row] === 1) {
      events[at] = (events[at] as number) + one;
      if (eventRows !== null) eventRows[at] = (eventRows[at] as number) + 1;
    } else censored[at] = (censored[at] as number) + one;
  }
  return Array.from(rows, (count, cell) => {
    const from = cell * width;
    let there = 0;
    for (let at = from; at < from + width; at++) if ((events[at] as number) + (censored[at] as number) > 0) there += 1;
    const tally = { rows: count, times: new Float64Array(there), events: new Float64Array(there), censored: new Float64Array(there), eventRows: eventRows === null ? null : new Float64Array(there) };
    for (let at = from, to = 0; at < from + width; at++) {
      if ((events[at] as number) + (censored[at] as number) === 0) continue;
      tally.times[to] = at - from;
      tally.events[to] = events[at] as number;
      tally.censored[to] = censored[at] as number;
      if (tally.eventRows !== null && eventRows !== null) tally.eventRows[to] = eventRows[at] as number;
      to += 1;
    }
    return tally;
  });
}

/**
 * Times of each cell, those of the censored with a minus before them, sorted and told through. All cells have their parts of three
 * lists, which are used again: what is sorted becomes the distinct times, and the list beside it the counts of events.
 */
function sortedTallies(rows: CellRows, cells: number): Tally[] {
  const { time, event, weight, codes, size } = rows;
  const ends = new Uint32Array(cells);
  if (codes === null && weight === null) ends[0] = size;
  else for (let row = 0; row < size; row++) if (weight === null || weight[row] !== 0) ends[codes === null ? 0 : (codes[row] as number)] = (ends[codes === null ? 0 : (codes[row] as number)] as number) + 1;
  const counts = ends.slice();
  for (let cell = 0, sum = 0; cell < cells; cell++) {
    ends[cell] = sum;
    sum += counts[cell] as number;
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  const [flagged, beside, censored] = [new Float64Array(total), new Float64Array(total), new Float64Array(total)];
  for (let row = 0; row < size; row++) {
    if (weight !== null && weight[row] === 0) continue;
    const cell = codes === null ? 0 : (codes[row] as number);
    const to = ends[cell] as number;
    ends[cell] = to + 1;
    // Adding 0 takes away the minus that a zero may have: the sign says who is censored. A product, as guessing at branches takes time.
    flagged[to] = ((time[row] as number) + 0) * (2 * (event[row] as number) - 1);
  }
  const tallies = Array.from(counts, (count, cell) => {
    const [from, to] = [(ends[cell] as number) - count, ends[cell] as number];
    return tallyOf(flagged.subarray(from, to), beside.subarray(from, to), censored.subarray(from, to));
  });
  return weight === null ? tallies : weightedTallies(rows, weight, tallies);
}

/** A zero with a minus, too. */
const isNegative = (value: number): boolean => value < 0 || Object.is(value, -0);

function tallyOf(flagged: Float64Array, beside: Float64Array, censored: Float64Array): Tally {
  const rows = flagged.length;
  const { sorted: times, spare: events } = sortByMagnitude(flagged, beside);
  let there = -1;
  let before = -1;
  for (let at = 0; at < rows; at++) {
    const value = times[at] as number;
    const time = Math.abs(value);
    const left = isNegative(value) ? 1 : 0;
    if (time === before) {
      events[there] = (events[there] as number) + 1 - left;
      censored[there] = (censored[there] as number) + left;
      continue;
    }
    before = time;
    there += 1;
    // Never after what was read last.
    times[there] = time;
    events[there] = 1 - left;
    censored[there] = left;
  }
  there += 1;
  // No more room than the distinct times need, where that is much less.
  const fit = (values: Float64Array): Float64Array => (there === rows ? values : there > rows / 2 ? values.subarray(0, there) : values.slice(0, there));
  return { rows, times: fit(times), events: fit(events), censored: fit(censored), eventRows: null };
}

/** The same times with sums of weights in place of counts. */
function weightedTallies({ time, event, codes, size }: CellRows, weight: Float64Array, tallies: readonly Tally[]): Tally[] {
  const made = tallies.map((tally) => ({ ...tally, eventRows: tally.events, events: new Float64Array(tally.times.length), censored: new Float64Array(tally.times.length) }));
  for (let row = 0; row < size; row++) {
    const one = weight[row] as number;
    const tally = made[codes === null ? 0 : (codes[row] as number)];
    if (one === 0 || tally === undefined) continue;
    const at = placeOf(tally.times, time[row] as number);
    const sums = event[row] === 1 ? tally.events : tally.censored;
    sums[at] = (sums[at] as number) + one;
  }
  return made;
}

function entriesOf({ start, weight, codes, size }: CellRows, cell: number): Pick<SurvivalCell, "entryTimes" | "entries"> {
  if (start === null) return { entryTimes: new Float64Array(0), entries: new Float64Array(0) };
  const mine = (row: number): boolean => (codes === null || codes[row] === cell) && (weight === null || weight[row] !== 0);
  let count = 0;
  for (let row = 0; row < size; row++) if (mine(row)) count += 1;
  const sorted = new Float64Array(count);
  for (let row = 0, to = 0; row < size; row++) if (mine(row)) sorted[to++] = (start[row] as number) + 0;
  const entryTimes = distinctSorted(sortNumbers(sorted));
  const entries = new Float64Array(entryTimes.length);
  for (let row = 0; row < size; row++) {
    if (!mine(row)) continue;
    const at = placeOf(entryTimes, start[row] as number);
    entries[at] = (entries[at] as number) + (weight === null ? 1 : (weight[row] as number));
  }
  return { entryTimes, entries };
}
