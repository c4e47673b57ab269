/** From rows to each participant's time under observation, and the events in it. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";

export interface HistoryRows {
  readonly size: number;
  /** The place that each row had in what was given. */
  readonly rows: Int32Array;
  readonly participant: readonly string[];
  readonly time: Float64Array;
  readonly event: Float64Array;
  readonly start: Float64Array | null;
  readonly death: Float64Array | null;
}
/** Spells under observation, (start, stop], one participant after the other, rising; each ends with its events. */
export interface Histories {
  readonly names: readonly string[];
  /** Participant p has the spells from bounds[p] up to bounds[p + 1]. */
  readonly bounds: Int32Array;
  readonly start: Float64Array;
  readonly stop: Float64Array;
  readonly events: Int32Array;
  /** The row, among those that were read, that each spell ends with. */
  readonly row: Int32Array;
  /** Whether each participant's last spell ended by death. */
  readonly died: Uint8Array;
  /** Participants whose list ends with an event: their observation is taken to end there. */
  readonly unclosed: number;
}

/**
 * Participants in the order in which they first come. Throws StatisticRefusal `empty`, `start-not-before-end` (no time under
 * observation), `overlapping-intervals`, and `event-after-end`.
 */
export function buildHistories(given: HistoryRows): Histories {
  if (given.size === 0) throw new StatisticRefusal("empty", "participant", "No row is left.", "Give rows without missing values.");
  const places = new Map<string, number[]>();
  for (let row = 0; row < given.size; row++) {
    const name = given.participant[row] as string;
    const mine = places.get(name);
    if (mine === undefined) places.set(name, [row]);
    else mine.push(row);
  }
  const { time, event, start } = given;
  const bounds = Int32Array.from({ length: places.size + 1 });
  const made = { start: new Float64Array(given.size), stop: new Float64Array(given.size), events: new Int32Array(given.size), row: new Int32Array(given.size) };
  const died = new Uint8Array(places.size);
  let [to, person, unclosed] = [0, 0, 0];
  for (const [name, mine] of places) {
    const sorted = mine.toSorted((one, other) => (start === null ? 0 : (start[one] as number) - (start[other] as number)) || (time[one] as number) - (time[other] as number) || (event[other] as number) - (event[one] as number));
    bounds[person] = to;
    if (start === null) unclosed += readList(given, name, sorted);
    let last = 0;
    for (const [at, row] of sorted.entries()) {
      const from = start === null ? last : (start[row] as number);
      const end = time[row] as number;
      if (start !== null) requireInterval(given, name, row, at === 0 ? null : last);
      last = end;
      const before = to - 1;
      // A list may tell several events of one time, and an end at the time of the last event.
      if (start === null && at > 0 && end === from && before >= (bounds[person] as number)) {
        made.events[before] = (made.events[before] as number) + (event[row] as number);
        continue;
      }
      if (!(from < end)) throw new StatisticRefusal("start-not-before-end", `time.${(given.rows[row] as number) + 1}`, `Participant ${name} has no time under observation before ${end}.`, "Give a time above 0, or take the participant out.", { participant: name });
      made.start[to] = from;
      made.stop[to] = end;
      made.events[to] = event[row] as number;
      made.row[to] = row;
      to += 1;
    }
    died[person] = deathOf(given, name, sorted);
    person += 1;
  }
  bounds[person] = to;
  return { names: [...places.keys()], bounds, start: made.start.subarray(0, to), stop: made.stop.subarray(0, to), events: made.events.subarray(0, to), row: made.row.subarray(0, to), died, unclosed };
}

/** 1 for a list that no row without an event closes. */
function readList({ time, event, rows }: HistoryRows, name: string, sorted: readonly number[]): number {
  const last = sorted.at(-1) as number;
  for (const row of sorted) {
    if (event[row] === 1 || row === last) continue;
    throw new StatisticRefusal("event-after-end", `time.${(rows[last] as number) + 1}`, `Observation of participant ${name} ends at ${time[row]}, and a row follows at ${time[last]}.`, "Close each list with one row without an event, the latest; or give intervals with start.", { participant: name });
  }
  return event[last] === 1 ? 1 : 0;
}

function requireInterval({ start, time, rows }: HistoryRows, name: string, row: number, before: number | null): void {
  const [from, end] = [(start as Float64Array)[row] as number, time[row] as number];
  if (!(from < end)) throw new StatisticRefusal("start-not-before-end", `start.${(rows[row] as number) + 1}`, `The interval of participant ${name} from ${from} to ${end} does not end after its start.`, "Give a start before the time, or take the row out.", { participant: name });
  if (before !== null && from < before) throw new StatisticRefusal("overlapping-intervals", `start.${(rows[row] as number) + 1}`, `The interval of participant ${name} from ${from} starts before the one before it has ended, at ${before}.`, "Let each start where the one before it ends, or later.", { participant: name });
}

function deathOf({ death, time, rows }: HistoryRows, name: string, sorted: readonly number[]): number {
  if (death === null) return 0;
  const last = time[sorted.at(-1) as number] as number;
  let died = 0;
  for (const row of sorted) {
    if (death[row] !== 1) continue;
    if ((time[row] as number) < last) throw new StatisticRefusal("event-after-end", `death.${(rows[row] as number) + 1}`, `Participant ${name} has rows after death.`, "Set death to 1 on the last row only.", { participant: name });
    died = 1;
  }
  return died;
}

/** What each participant has in every row, for a group or a weight. Throws StatisticRefusal `options-conflict` where rows differ. */
export function ownValues<Value>({ bounds, row, names }: Histories, values: ArrayLike<Value>, path: string): Value[] {
  return names.map((name, person) => {
    const own = values[row[bounds[person] as number] as number] as Value;
    for (let at = (bounds[person] as number) + 1; at < (bounds[person + 1] as number); at++) if (values[row[at] as number] !== own) throw new StatisticRefusal("options-conflict", path, `Participant ${name} has rows with different values.`, "Give one value to each participant; what changes over time belongs into fitAndersenGill.", { participant: name });
    return own;
  });
}
