/**
 * Numbers for states: equal states get the same one. A state is kept as a row of packed whole numbers and made again
 * when somebody reads it, as millions of them are asked for and few are read.
 */
import { RowIndex } from "./row-index.ts";
import { StepIndex } from "./step-index.ts";
import type { TrialState } from "./trial-state.ts";

/** Participants and events at a dose level share a word. */
const mostAtDose = 32_767;
const mostEvents = 65_535;

export class StateIndex {
  readonly steps: StepIndex;
  private readonly start: TrialState;
  private readonly doses: number;
  /** No more in a state than every one has: it is made faster without a copy. */
  private readonly plain: boolean;
  /** A row a state: participants and events by dose level, number of the step. */
  private readonly index: RowIndex;

  /**
   * @param start what no state differs in (outcomes that are pending, days) is taken from it.
   * @param beside an index from whose states this one is asked for.
   */
  constructor(start: TrialState, beside?: StateIndex) {
    this.start = start;
    this.doses = start.n.length;
    this.plain = Object.keys(start).length === 6;
    this.steps = beside?.steps ?? new StepIndex(this.doses);
    this.index = new RowIndex(this.doses + 1, 4096);
  }

  /** How many different states were numbered; the next new one gets this number. */
  get size(): number {
    return this.index.size;
  }

  /**
   * The number of a state, `size` before the call if it is new. Outcomes that are pending do not count.
   * @param tag a whole number that tells equal states apart.
   */
  numberOf(state: TrialState, tag: number): number {
    const { index, doses } = this;
    const row = index.room();
    const { rows } = index;
    for (let at = 0; at < doses; at++) {
      const n = state.n[at] ?? 0;
      const events = state.events[at] ?? 0;
      requireCounts(n, events);
      rows[row + at] = (n << 16) | events;
    }
    rows[row + doses] = this.steps.numberOf(state.closed, state.dose, state.phase, tag);
    return index.keep();
  }

  /** The number of the state after a cohort is followed in a state of another index, and a step is made (`steps`). */
  afterStep(from: StateIndex, number: number, size: number, events: number, step: number): number {
    const { index, doses } = this;
    const row = index.room();
    const { rows } = index;
    const source = from.index.rows;
    let there = number * (doses + 1);
    const current = row + from.doseAt(number) - 1;
    for (let at = 0; at < doses; at++) rows[row + at] = source[there++] as number;
    const counts = rows[current] as number;
    requireCounts((counts >>> 16) + size, (counts & mostEvents) + events);
    rows[current] = counts + ((size << 16) | events);
    rows[row + doses] = step;
    return index.keep();
  }

  /** The number of the state after a cohort is followed in a state of another index, before any decision; its tag is 0. */
  afterCohort(from: StateIndex, number: number, size: number, events: number): number {
    return this.afterStep(from, number, size, events, this.steps.untagged(from.stepAt(number)));
  }

  /** The number of the state that a step makes of a state of another index. */
  afterDecision(from: StateIndex, number: number, step: number): number {
    return this.afterStep(from, number, 0, 0, step);
  }

  /** The state with a number. `n` and `events`, where given, are written to and stand in it. */
  stateAt(number: number, n: number[] = this.start.n.slice(), events: number[] = this.start.events.slice()): TrialState {
    const { doses, steps, start } = this;
    const { rows } = this.index;
    const row = number * (doses + 1);
    for (let at = 0; at < doses; at++) {
      const counts = rows[row + at] as number;
      n[at] = counts >>> 16;
      events[at] = counts & mostEvents;
    }
    const step = rows[row + doses] as number;
    const closed = steps.closedAt(step);
    const dose = steps.doseAt(step);
    const phase = steps.phaseAt(step);
    return this.plain ? { n, events, closed, dose, phase, pending: start.pending } : { ...start, n, events, closed, dose, phase };
  }

  stepAt(number: number): number {
    return this.index.rows[number * (this.doses + 1) + this.doses] as number;
  }

  doseAt(number: number): number {
    return this.steps.doseAt(this.stepAt(number));
  }

  tagAt(number: number): number {
    return this.steps.tagAt(this.stepAt(number));
  }

  /** Participants and events at the current dose level, in one word. */
  countsAt(number: number): number {
    return this.index.rows[number * (this.doses + 1) + this.doseAt(number) - 1] as number;
  }

  /** Participants at all dose levels. */
  totalAt(number: number): number {
    const { rows } = this.index;
    const row = number * (this.doses + 1);
    let total = 0;
    for (let at = row; at < row + this.doses; at++) total += (rows[at] as number) >>> 16;
    return total;
  }
}

function requireCounts(n: number, events: number): void {
  if (n > mostAtDose) throw new RangeError(`More than ${mostAtDose} participants at a dose level.`);
  if (events > n) throw new RangeError(`${events} events among ${n} participants at a dose level.`);
}
