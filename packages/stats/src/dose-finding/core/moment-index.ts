/** For designs that decide by the counts at the current dose level: what was decided there before, whatever the other dose levels saw. */
import { RowIndex, grown } from "./row-index.ts";
import type { StateIndex } from "./state-index.ts";

export class MomentIndex {
  /** A row: the step that led there, counts at the current dose level, participants in all. */
  private readonly index = new RowIndex(3, 256);
  private starts: Int32Array = new Int32Array(256);
  /** By place: number of the step after 0, 1, … events; -1 while it is not decided. */
  private readonly decided: number[] = [];
  private lastState = -1;
  private lastStart = 0;

  /** The place of the step after `events` in the cohort of a state. */
  placeOf(states: StateIndex, number: number, events: number): number {
    if (number !== this.lastState) {
      this.lastStart = this.startOf(states, number);
      this.lastState = number;
    }
    return this.lastStart + events;
  }

  stepAt(place: number): number {
    return this.decided[place] as number;
  }

  note(place: number, step: number): void {
    this.decided[place] = step;
  }

  private startOf(states: StateIndex, number: number): number {
    const { index } = this;
    const row = index.room();
    const { rows, size } = index;
    rows[row] = states.stepAt(number);
    rows[row + 1] = states.countsAt(number);
    rows[row + 2] = states.totalAt(number);
    const moment = index.keep();
    if (moment === size) {
      if (moment >= this.starts.length) this.starts = grown(this.starts);
      this.starts[moment] = this.decided.length;
      for (let events = states.tagAt(number); events >= 0; events--) this.decided.push(-1);
    }
    return this.starts[moment] as number;
  }
}
