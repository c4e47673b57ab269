/** Who is in each state just before each time of a transition, and who goes where. */
import { distinctSorted, placeOf, sortNumbers } from "../sort-numbers.ts";
import type { Stay } from "./read-stays.ts";

export interface StateCounts {
  readonly size: number;
  /** Distinct times of transitions after the landmark, rising. */
  readonly times: Float64Array;
  /** At place time * size + state. */
  readonly atRisk: Float64Array;
  /** At place (time * size + from) * size + to. */
  readonly moves: Float64Array;
  /** How many leave each state, at place time * size + state. */
  readonly leaving: Float64Array;
  /** Participants by their state at the landmark: there before or at it, and staying beyond. */
  readonly initial: Float64Array;
  readonly initialTotal: number;
  /** Of each stay: the first time at which it is at risk, the first at which it is no more, and that of its transition (none: the number of times). */
  readonly first: Int32Array;
  readonly end: Int32Array;
  readonly jump: Int32Array;
}

export function stateCounts(stays: readonly Stay[], size: number, landmark: number): StateCounts {
  const moving = stays.filter(({ to, time }) => to >= 0 && time > landmark);
  const times = distinctSorted(sortNumbers(Float64Array.from(moving, ({ time }) => time)));
  const [atRisk, moves, initial] = [new Float64Array(times.length * size), new Float64Array(times.length * size * size), new Float64Array(size)];
  const [firsts, ends, jumps] = [new Int32Array(stays.length), new Int32Array(stays.length), new Int32Array(stays.length)];
  for (const [at, { start, time, from, to }] of stays.entries()) {
    if (start <= landmark && time > landmark) initial[from] = (initial[from] as number) + 1;
    const first = after(times, Math.max(start, landmark));
    const end = after(times, time);
    firsts[at] = first;
    ends[at] = end;
    jumps[at] = to < 0 ? times.length : end - 1;
    if (first < end) {
      atRisk[first * size + from] = (atRisk[first * size + from] as number) + 1;
      if (end < times.length) atRisk[end * size + from] = (atRisk[end * size + from] as number) - 1;
    }
  }
  for (let at = size; at < atRisk.length; at++) atRisk[at] = (atRisk[at] as number) + (atRisk[at - size] as number);
  const leaving = new Float64Array(times.length * size);
  for (const { time, from, to } of moving) {
    const state = placeOf(times, time) * size + from;
    leaving[state] = (leaving[state] as number) + 1;
    const place = state * size + to;
    moves[place] = (moves[place] as number) + 1;
  }
  return { size, times, atRisk, moves, leaving, initial, initialTotal: initial.reduce((sum, one) => sum + one, 0), first: firsts, end: ends, jump: jumps };
}

/** The place of the first time after `time`. */
export function after(times: Float64Array, time: number): number {
  const place = placeOf(times, time);
  return times[place] === time ? place + 1 : place;
}
