/** Numbers for states: equal states get the same one. Packed whole numbers instead of texts, as millions are asked for. */
import type { TrialState } from "./trial-state.ts";

const bitsAWord = 25;
/** Participants and events at a dose level share a word. */
const mostAtDose = 32_767;

export class StateIndex {
  /** How many different states were numbered; the next new one gets this number. */
  size = 0;
  private readonly doses: number;
  private readonly width: number;
  private rows: Int32Array;
  /** Two words a slot, side by side in memory: the state in it, -1 for none, and the hash of its row. */
  private table: Int32Array;
  private lastPhase = "";
  private lastPhaseNumber = -1;
  private readonly phases = new Map<string, number>();

  constructor(doses: number) {
    this.doses = doses;
    this.width = doses + 4;
    this.rows = new Int32Array(this.width * 1024);
    this.table = new Int32Array(8192).fill(-1);
  }

  /**
   * The number of a state, `size` before the call if it is new. Outcomes that are pending do not count.
   * The state is looked up with `closed`, `dose` and `phase` in place of its own, and with a cohort of `size` added at its
   * own dose level: it need not be made for that.
   * @param tag a whole number that tells equal states apart.
   */
  numberOf(state: TrialState, closed: readonly boolean[], dose: number, phase: string, size: number, events: number, tag: number): number {
    const { doses, width } = this;
    const start = this.size * width;
    if (start + width > this.rows.length) this.rows = grown(this.rows);
    const { rows } = this;
    let low = 0;
    let high = 0;
    for (let at = 0; at < doses; at++) {
      rows[start + at] = ((state.n[at] ?? 0) << 16) | (state.events[at] ?? 0);
      if (closed[at] !== true) continue;
      if (at < bitsAWord) low |= 1 << at;
      else high |= 1 << (at - bitsAWord);
    }
    const there = start + state.dose - 1;
    if ((state.n[state.dose - 1] ?? 0) + size > mostAtDose) throw new RangeError(`More than ${mostAtDose} participants at a dose level.`);
    rows[there] = (rows[there] ?? 0) + ((size << 16) | events);
    const rest = start + doses;
    rows[rest] = low;
    rows[rest + 1] = (high << 6) | dose;
    rows[rest + 2] = this.phaseNumber(phase);
    rows[rest + 3] = tag;
    return this.numberOfRow(start);
  }

  /** Looks up the row behind the last one, and keeps it if it is new. */
  private numberOfRow(start: number): number {
    const { table, rows, width } = this;
    const mask = table.length / 2 - 1;
    const hash = this.hash(start);
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const known = table[2 * slot] ?? -1;
      if (known < 0) {
        table[2 * slot] = this.size;
        table[2 * slot + 1] = hash;
        this.size += 1;
        if (this.size * 4 > table.length) this.spread();
        return this.size - 1;
      }
      if (table[2 * slot + 1] !== hash) continue;
      let same = 0;
      for (const from = known * width; same < width && rows[from + same] === rows[start + same]; ) same += 1;
      if (same === width) return known;
    }
  }

  private phaseNumber(phase: string): number {
    if (phase === this.lastPhase && this.lastPhaseNumber >= 0) return this.lastPhaseNumber;
    let known = this.phases.get(phase);
    if (known === undefined) this.phases.set(phase, (known = this.phases.size));
    this.lastPhase = phase;
    return (this.lastPhaseNumber = known);
  }

  private hash(start: number): number {
    const { rows } = this;
    let hash = 0;
    for (let at = start + this.width - 1; at >= start; at--) {
      hash = Math.imul(hash ^ (rows[at] ?? 0), 0x9e37_79b1);
      hash ^= hash >>> 15;
    }
    return hash;
  }

  private spread(): void {
    const before = this.table;
    const table = new Int32Array(before.length * 2).fill(-1);
    const mask = table.length / 2 - 1;
    for (let old = 0; old < before.length; old += 2) {
      if ((before[old] ?? -1) < 0) continue;
      let slot = (before[old + 1] ?? 0) & mask;
      while ((table[2 * slot] ?? -1) >= 0) slot = (slot + 1) & mask;
      table[2 * slot] = before[old] ?? -1;
      table[2 * slot + 1] = before[old + 1] ?? 0;
    }
    this.table = table;
  }
}

/** The same numbers in an array of twice the length. */
export function grown(array: Int32Array): Int32Array {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
