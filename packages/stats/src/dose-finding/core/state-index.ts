/**
 * Numbers for states: equal states get the same one. A state is kept as a row of packed whole numbers and made again
 * when somebody reads it, as millions of them are asked for and few are read.
 */
import { StateWords } from "./state-words.ts";
import type { TrialState } from "./trial-state.ts";

/** Participants and events at a dose level share a word. */
const mostAtDose = 32_767;
const mostEvents = 65_535;
/** The dose level from 1 to 50, below the bits of the higher dose levels that are closed. */
const doseBits = 6;
const doseMask = (1 << doseBits) - 1;

export class StateIndex {
  /** How many different states were numbered; the next new one gets this number. */
  size = 0;
  private readonly start: TrialState;
  private readonly doses: number;
  private readonly width: number;
  private readonly words: StateWords;
  /** No more in a state than every one has: it is made faster without a copy. */
  private readonly plain: boolean;
  /** A row a state: participants and events by dose level, closed, closed and dose, phase, tag. */
  private rows: Int32Array;
  /** Two words a slot, side by side in memory: the state in it, -1 for none, and the hash of its row. */
  private table: Int32Array;

  /**
   * @param start what no state differs in (outcomes that are pending, days) is taken from it.
   * @param beside an index from whose states this one is asked for.
   */
  constructor(start: TrialState, beside?: StateIndex) {
    this.start = start;
    this.doses = start.n.length;
    this.width = this.doses + 4;
    this.plain = Object.keys(start).length === 6;
    this.words = beside?.words ?? new StateWords(this.doses);
    this.rows = new Int32Array(this.width * 1024);
    this.table = new Int32Array(8192).fill(-1);
  }

  /**
   * The number of a state, `size` before the call if it is new. Outcomes that are pending do not count.
   * @param tag a whole number that tells equal states apart.
   */
  numberOf(state: TrialState, tag: number): number {
    const { rows, row } = this.room();
    for (let at = 0; at < this.doses; at++) {
      const n = state.n[at] ?? 0;
      const events = state.events[at] ?? 0;
      requireCounts(n, events);
      rows[row + at] = (n << 16) | events;
    }
    this.writeRest(row, state.closed, state.dose, state.phase, tag);
    return this.numberOfRow(row);
  }

  /** The number of the state after a cohort is followed in a state of another index; its tag is 0. */
  afterCohort(from: StateIndex, number: number, size: number, events: number): number {
    const { rows, row } = this.room();
    const source = from.rows;
    const { width, doses } = this;
    for (let at = 0, there = number * width; at < width; at++, there++) rows[row + at] = source[there] as number;
    const there = row + ((rows[row + doses + 1] as number) & doseMask) - 1;
    const counts = rows[there] as number;
    requireCounts((counts >>> 16) + size, (counts & mostEvents) + events);
    rows[there] = counts + ((size << 16) | events);
    rows[row + width - 1] = 0;
    return this.numberOfRow(row);
  }

  /** The number of the state that a decision makes of a state of another index. */
  afterDecision(from: StateIndex, number: number, closed: readonly boolean[], dose: number, phase: string, tag: number): number {
    const { rows, row } = this.room();
    const source = from.rows;
    for (let at = 0, there = number * this.width; at < this.doses; at++, there++) rows[row + at] = source[there] as number;
    this.writeRest(row, closed, dose, phase, tag);
    return this.numberOfRow(row);
  }

  /** The state with a number. */
  stateAt(number: number): TrialState {
    const { rows, doses, words, start } = this;
    const row = number * this.width;
    const n = start.n.slice();
    const events = start.events.slice();
    for (let at = 0; at < doses; at++) {
      const counts = rows[row + at] as number;
      n[at] = counts >>> 16;
      events[at] = counts & mostEvents;
    }
    const rest = rows[row + doses + 1] as number;
    const closed = words.closed(rows[row + doses] as number, rest >>> doseBits);
    const phase = words.phase(rows[row + doses + 2] as number);
    const { pending } = start;
    return this.plain ? { n, events, closed, dose: rest & doseMask, phase, pending } : { ...start, n, events, closed, dose: rest & doseMask, phase };
  }

  doseAt(number: number): number {
    return (this.rows[number * this.width + this.doses + 1] as number) & doseMask;
  }

  tagAt(number: number): number {
    return this.rows[(number + 1) * this.width - 1] as number;
  }

  /** Where the next row goes. */
  private room(): { readonly rows: Int32Array; readonly row: number } {
    const row = this.size * this.width;
    if (row + this.width > this.rows.length) this.rows = grown(this.rows);
    return { rows: this.rows, row };
  }

  private writeRest(row: number, closed: readonly boolean[], dose: number, phase: string, tag: number): void {
    const { rows, words } = this;
    words.pack(closed);
    const rest = row + this.doses;
    rows[rest] = words.low;
    rows[rest + 1] = (words.high << doseBits) | dose;
    rows[rest + 2] = words.phaseNumber(phase);
    rows[rest + 3] = tag;
  }

  /** Looks up the row behind the last one, and keeps it if it is new. */
  private numberOfRow(row: number): number {
    const { table, rows, width } = this;
    const mask = table.length / 2 - 1;
    const hash = this.hash(row);
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const known = table[2 * slot] as number;
      if (known < 0) {
        table[2 * slot] = this.size;
        table[2 * slot + 1] = hash;
        this.size += 1;
        if (this.size * 4 > table.length) this.spread();
        return this.size - 1;
      }
      if (table[2 * slot + 1] !== hash) continue;
      let same = 0;
      for (const from = known * width; same < width && rows[from + same] === rows[row + same]; ) same += 1;
      if (same === width) return known;
    }
  }

  /** Two chains side by side, each half as long. */
  private hash(row: number): number {
    const { rows, width } = this;
    let one = 0;
    let two = 0;
    let at = row + width - 1;
    for (; at > row; at -= 2) {
      one = Math.imul(one ^ (rows[at] as number), 0x9e37_79b1);
      two = Math.imul(two ^ (rows[at - 1] as number), 0x85eb_ca6b);
      one ^= one >>> 15;
      two ^= two >>> 13;
    }
    if (at === row) one = Math.imul(one ^ (rows[at] as number), 0x9e37_79b1);
    const hash = Math.imul(one ^ (one >>> 16) ^ ((two << 11) | (two >>> 21)), 0xc2b2_ae35);
    return hash ^ (hash >>> 15);
  }

  private spread(): void {
    const before = this.table;
    const table = new Int32Array(before.length * 2).fill(-1);
    const mask = table.length / 2 - 1;
    for (let old = 0; old < before.length; old += 2) {
      if ((before[old] as number) < 0) continue;
      let slot = (before[old + 1] as number) & mask;
      while ((table[2 * slot] as number) >= 0) slot = (slot + 1) & mask;
      table[2 * slot] = before[old] as number;
      table[2 * slot + 1] = before[old + 1] as number;
    }
    this.table = table;
  }
}

function requireCounts(n: number, events: number): void {
  if (n > mostAtDose) throw new RangeError(`More than ${mostAtDose} participants at a dose level.`);
  if (events > n) throw new RangeError(`${events} events among ${n} participants at a dose level.`);
}

/** The same numbers in an array of twice the length; `filler` in the new half. */
export function grown(array: Int32Array, filler = 0): Int32Array {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  if (filler !== 0) larger.fill(filler, array.length);
  return larger;
}
