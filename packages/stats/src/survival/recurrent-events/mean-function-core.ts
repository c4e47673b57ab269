/** The mean number of events over time of one group, and its variances, in one pass. */
import { orderByTime } from "../cox/order-by-time.ts";
import { distinctSorted, sortNumbers } from "../sort-numbers.ts";
import type { Histories } from "./build-histories.ts";

export interface MeanFunctionSteps {
  /** Distinct times of events (and of deaths, where they count). */
  readonly times: Float64Array;
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
  readonly deaths: Float64Array;
  readonly mean: Float64Array;
  /** Sum over participants of their squared influences. */
  readonly robustVariance: Float64Array;
  /** Sum of events over squared numbers at risk; not with deaths. */
  readonly poissonVariance: Float64Array;
}

interface State {
  readonly weight: number;
  p: number;
  q: number;
  seenP: number;
  seenQ: number;
  spells: number;
}

/**
 * Σ S(s-) dN(s)/Y(s), S the Kaplan-Meier curve of death, 1 where deaths do not count. A participant's influence on it changes, at each
 * time at which somebody has an event or dies, for all at risk by the same amount times their weight: so the sums of squares over all
 * participants are kept from sums over those at risk, and only those with an event are touched one by one. Influences are
 * A + C - mean B with A from events, B from deaths, C from deaths times the mean at death.
 */
export function meanFunctionSteps(histories: Histories, people: readonly number[], weights: readonly number[] | null, terminal: boolean): MeanFunctionSteps {
  const { bounds, start, stop, events: counts, died } = histories;
  const owner = new Int32Array(start.length).fill(-1);
  let size = 0;
  for (const person of people) for (let at = bounds[person] as number; at < (bounds[person + 1] as number); at++, size++) owner[at] = person;
  const spells = new Uint32Array(size);
  for (let at = 0, to = 0; at < owner.length; at++) if ((owner[at] as number) >= 0) spells[to++] = at;
  const dies = (spell: number): number => (terminal && died[owner[spell] as number] === 1 && spell + 1 === bounds[(owner[spell] as number) + 1] ? 1 : 0);
  const byStart = orderByTime(spells.slice(), start);
  const byStop = orderByTime(spells, stop);
  const happening = byStop.filter((spell) => (counts[spell] as number) > 0 || dies(spell) > 0);
  const times = distinctSorted(sortNumbers(Float64Array.from(happening, (spell) => stop[spell] as number)));
  const list = () => new Float64Array(times.length);
  const made = { times, atRisk: list(), events: list(), deaths: list(), mean: list(), robustVariance: list(), poissonVariance: list() };
  // Each participant's A + C and B as of when the falls of all at risk were `seen`.
  const state = Array<State>(died.length);
  for (const person of people) state[person] = { weight: weights?.[person] ?? 1, p: 0, q: 0, seenP: 0, seenQ: 0, spells: 0 };
  const stateOf = (spell: number): State => state[owner[spell] as number] as State;
  let [fallenP, fallenQ, risk, riskP, riskQ, riskSquare, count] = [0, 0, 0, 0, 0, 0, 0];
  let [squareP, product, squareQ, mean, survival, poisson] = [0, 0, 0, 0, 1, 0];
  let [entering, leaving, acting] = [0, 0, 0];
  const settle = (one: State): void => {
    if (one.spells > 0) {
      one.p -= one.weight * (fallenP - one.seenP);
      one.q -= one.weight * (fallenQ - one.seenQ);
    }
    one.seenP = fallenP;
    one.seenQ = fallenQ;
  };
  const join = (spell: number, side: 1 | -1): void => {
    const one = stateOf(spell);
    settle(one);
    one.spells += side;
    count += side;
    risk += side * one.weight;
    riskP += side * one.weight * one.p;
    riskQ += side * one.weight * one.q;
    riskSquare += side * one.weight ** 2;
    if (count === 0) [risk, riskP, riskQ, riskSquare] = [0, 0, 0, 0];
  };
  for (let at = 0; at < times.length; at++) {
    const now = times[at] as number;
    for (; entering < byStart.length && (start[byStart[entering] as number] as number) < now; entering++) join(byStart[entering] as number, 1);
    for (; leaving < byStop.length && (stop[byStop[leaving] as number] as number) < now; leaving++) join(byStop[leaving] as number, -1);
    let [events, deaths] = [0, 0];
    const first = acting;
    for (; acting < happening.length && stop[happening[acting] as number] === now; acting++) {
      const spell = happening[acting] as number;
      events += stateOf(spell).weight * (counts[spell] as number);
      deaths += stateOf(spell).weight * dies(spell);
    }
    mean += (survival * events) / risk;
    poisson += events / risk / risk;
    const fallP = (survival * (events / risk) + mean * (deaths / risk)) / risk;
    const fallQ = deaths / risk / risk;
    squareP += fallP * (fallP * riskSquare - 2 * riskP);
    product += fallP * fallQ * riskSquare - fallP * riskQ - fallQ * riskP;
    squareQ += fallQ * (fallQ * riskSquare - 2 * riskQ);
    riskP -= fallP * riskSquare;
    riskQ -= fallQ * riskSquare;
    fallenP += fallP;
    fallenQ += fallQ;
    for (let act = first; act < acting; act++) {
      const spell = happening[act] as number;
      const one = stateOf(spell);
      settle(one);
      const riseP = (one.weight * (survival * (counts[spell] as number) + mean * dies(spell))) / risk;
      const riseQ = (one.weight * dies(spell)) / risk;
      squareP += riseP * (riseP + 2 * one.p);
      product += one.p * riseQ + one.q * riseP + riseP * riseQ;
      squareQ += riseQ * (riseQ + 2 * one.q);
      one.p += riseP;
      one.q += riseQ;
      riskP += one.weight * riseP;
      riskQ += one.weight * riseQ;
    }
    made.atRisk[at] = risk;
    made.events[at] = events;
    made.deaths[at] = deaths;
    made.mean[at] = mean;
    made.poissonVariance[at] = poisson;
    made.robustVariance[at] = Math.max(0, squareP + mean * (mean * squareQ - 2 * product));
    survival *= 1 - deaths / risk;
  }
  return made;
}
