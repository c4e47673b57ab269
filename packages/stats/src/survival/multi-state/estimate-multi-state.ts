/** Transition probabilities, state occupation and length of stay of any states. */
import { normalQuantile } from "../../distributions/normal.ts";
import type { MissingRows } from "../../form/columns.ts";
import { readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { runSteps } from "../../optimisation/run-steps.ts";
import { levelWords } from "../survival-groups.ts";
import { limitWords, survivalLimits } from "../survival-limits.ts";
import { type MultiStateColumns, type MultiStateOptions, multiStateOptions, type ReadMultiStateOptions } from "./multi-state-options.ts";
import { readStays, type Stay } from "./read-stays.ts";
import { after, type StateCounts, stateCounts } from "./state-counts.ts";
import { backwardValues, type ForwardSteps, forwardSteps } from "./state-steps.ts";
import { jackknifeVariance, modelVariance, type Worth } from "./state-variance.ts";

type Figures = readonly (number | null)[];
export interface StateCurve {
  /** The state at the landmark; `null`: whichever, as they were distributed there (state occupation). */
  readonly from: string | null;
  readonly to: string;
  /** At each of the times of the group; `null` where a time is after the last one of the group. */
  readonly estimate: Figures;
  readonly standardError: Figures;
  /** `null` also where nothing varies: at 0, and where the error is 0. */
  readonly lower: Figures;
  readonly upper: Figures;
}
export interface StateStay {
  readonly from: string | null;
  readonly state: string;
  /** Expected time in it from the landmark to the horizon. */
  readonly estimate: number;
  readonly standardError: number;
}
export interface MultiStateGroup {
  readonly group: string;
  readonly participants: number;
  readonly rows: number;
  readonly transitions: readonly { readonly from: string; readonly to: string; readonly count: number }[];
  /** Stays that ended without a transition, by state. */
  readonly censored: readonly { readonly state: string; readonly count: number }[];
  /** Participants in each state at the landmark, staying beyond. */
  readonly initial: readonly { readonly state: string; readonly count: number }[];
  readonly times: readonly number[];
  /** In each state just before each time. */
  readonly atRisk: readonly { readonly state: string; readonly counts: readonly number[] }[];
  readonly probabilities: readonly StateCurve[];
  readonly lengthOfStay: { readonly upTo: number; readonly stays: readonly StateStay[] | null; readonly reason: string | null };
}
export interface MultiState extends ResultForm {
  readonly states: readonly string[];
  readonly landmark: number;
  readonly groups: readonly MultiStateGroup[];
  readonly level: number;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

const varianceWords = { "greenwood": "Greenwood's type of variance", "aalen": "Aalen's variance", "infinitesimal-jackknife": "the variance of the infinitesimal jackknife over participants" } as const;

/**
 * Transition probabilities P(s, t) between any states by the Aalen-Johansen product, state occupation, and expected length of stay.
 *
 * One row a stay: participant, start, time, from, to. At risk in a state after `start`, up to and with `time`; late entry is a first
 * row that starts later. P(s, t) is the product of I + dA(u) over times u of transitions after s up to t. Probabilities from a given
 * state assume that the past does not matter beyond the state (Markov); `stateAtLandmark` does without.
 *
 * Variances: `greenwood` and `aalen` as mstate's probtrans, with the distribution at the landmark taken as known;
 * `infinitesimal-jackknife` as survival's survfit, over participants, with that distribution estimated. Length of stay: the integral
 * of probabilities up to the horizon (mstate's ELOS, survival's rmean), with an error of the same kind.
 *
 * Refused (StatisticRefusal): `empty`; `no-events` (no transition after the landmark in any group); `start-not-before-end`;
 * `unknown-choice`; `missing-column` (a row without participant); `out-of-range` (rows that overlap, leave a gap or change state
 * without a transition; times before the landmark); `nobody-left` at the landmark.
 *
 * Source (recalled): Aalen and Johansen 1978, Scand J Stat 5:141; Andersen, Borgan, Gill and Keiding 1993, section IV.4; Putter and
 * Spitoni 2018, doi 10.1177/0962280216674497 (landmark). R: survfit and mstate::probtrans written out, to 1e-9.
 *
 * @example estimateMultiState({ participant: ["a", "a", "b"], start: [0, 2, 0], time: [2, 5, 4], from: [1, 2, 1], to: [2, 3, 0] }).states // 1, 2, 3
 */
export function estimateMultiState(columns: MultiStateColumns, options: MultiStateOptions = {}): MultiState {
  return runSteps(multiStateSteps(columns, options));
}

/** The same, telling how far it is. */
export function* multiStateSteps(columns: MultiStateColumns, options: MultiStateOptions = {}): Generator<{ readonly done: number }, MultiState> {
  const settings = readOptions(multiStateOptions, options);
  const { landmark, stateAtLandmark, variance, interval, level, times } = settings;
  const read = readStays(columns, settings);
  const early = times?.find((time) => time < landmark);
  if (early !== undefined) throw new StatisticRefusal("out-of-range", "times", `${early} is before the landmark ${landmark}.`, "Give times from the landmark on.");
  const only = stateAtLandmark === null ? null : read.states.indexOf(stateAtLandmark);
  if (only === -1) throw new StatisticRefusal("unknown-choice", "stateAtLandmark", `There is no state ${JSON.stringify(stateAtLandmark)}.`, `Choose one of ${read.states.join(", ")}.`);
  const chosen = read.groups.map((one) => ({ ...one, stays: only === null ? one.stays : thoseIn(one.stays, only, landmark) }));
  const empty = chosen.find(({ stays }) => !stays.some(({ time }) => time > landmark));
  if (empty !== undefined) throw new StatisticRefusal("nobody-left", stateAtLandmark === null ? "landmark" : "stateAtLandmark", `Nobody of ${empty.group === "all" ? "the rows" : `group ${empty.group}`} is there after ${landmark}.`, "Take an earlier landmark, or another state.");
  if (!chosen.some(({ stays }) => stays.some(({ to, time }) => to >= 0 && time > landmark))) throw new StatisticRefusal("no-events", "to", `There is no transition after ${landmark}.`, "Give rows with transitions.");
  const longest = chosen.reduce((most, { stays }) => stays.reduce((so, { time }) => Math.max(so, time), most), 0);
  const horizon = settings.horizon ?? longest;
  if (horizon < landmark) throw new StatisticRefusal("out-of-range", "horizon", `${horizon} is before the landmark ${landmark}.`, "Give a horizon after it.");
  const groups: MultiStateGroup[] = [];
  for (const [at, one] of chosen.entries()) {
    const steps = groupSteps(one.group, one.participants, one.stays, read.states, settings, horizon);
    for (;;) {
      const step = steps.next();
      if (step.done === true) {
        groups.push(step.value);
        break;
      }
      yield { done: (at + step.value) / chosen.length };
    }
  }
  return resultOf({
    method: `Aalen-Johansen estimate of transition probabilities from ${landmark}${stateAtLandmark === null ? "" : ` of those in ${stateAtLandmark} then (landmark Aalen-Johansen)`}; ${levelWords(level)} pointwise intervals ${limitWords[interval]} with ${varianceWords[variance]}.`,
    states: read.states,
    landmark,
    groups,
    level,
    missing: read.missing,
    warnings: groups.flatMap(({ group, initial }) => (initial.every(({ count }) => count === 0) ? [`${group === "all" ? "" : `Group ${group}: `}Nobody was there at ${landmark}: state occupation cannot be told.`] : [])),
  });
}

/** All stays of those who are in the state at the landmark and stay beyond it. */
function thoseIn(stays: readonly Stay[], state: number, landmark: number): Stay[] {
  const there = new Set(stays.filter(({ start, time, from }) => from === state && start <= landmark && time > landmark).map(({ participant }) => participant));
  return stays.filter(({ participant }) => there.has(participant));
}

interface Told {
  readonly estimate: number;
  readonly variance: number;
}

function* groupSteps(group: string, participants: number, stays: readonly Stay[], states: readonly string[], { variance, landmark, times: asked, interval, level }: ReadMultiStateOptions, horizon: number): Generator<number, MultiStateGroup> {
  const size = states.length;
  const counts = stateCounts(stays, size, landmark);
  const known = counts.initialTotal > 0;
  const rows = new Float64Array((known ? size + 1 : size) * size);
  for (let state = 0; state < size; state++) {
    rows[state * (size + 1)] = 1;
    if (known) rows[size * size + state] = (counts.initial[state] as number) / counts.initialTotal;
  }
  const starts = rows.length / size;
  const forward = forwardSteps(counts, rows, variance === "infinitesimal-jackknife" ? null : variance);
  const last = stays.reduce((most, { time }) => Math.max(most, time), 0);
  // Where all who were left have moved at the last time, nobody is left to follow.
  const closed = stays.every(({ time, to }) => time < last || to >= 0);
  const times = asked ?? [landmark, ...counts.times];
  const told: (readonly Told[] | null)[] = [];
  for (const [at, time] of times.entries()) {
    if (at % 20 === 0) yield at / (times.length + 1);
    told.push(time > last && !closed ? null : atTime(counts, stays, participants, landmark, forward, starts, time, variance));
  }
  const z = normalQuantile((1 - level) / 2, { tail: "upper" });
  const nameOf = (row: number): string | null => (row < size ? (states[row] ?? "") : null);
  const probabilities = Array.from({ length: rows.length }, (_, place): StateCurve => {
    const figures = told.map((one) => (one === null ? null : (one[place] as Told)));
    const limits = figures.map((one) => (one === null ? null : limitsOf(one, interval, z)));
    return { from: nameOf(Math.floor(place / size)), to: states[place % size] ?? "", estimate: figures.map((one) => one?.estimate ?? null), standardError: figures.map((one) => (one === null ? null : Math.sqrt(one.variance))), lower: limits.map((one) => one?.[0] ?? null), upper: limits.map((one) => one?.[1] ?? null) };
  });
  return {
    group,
    participants: new Set(stays.map(({ participant }) => participant)).size,
    rows: stays.length,
    transitions: states.flatMap((from, one) => states.flatMap((to, other) => { const count = stays.filter((stay) => stay.from === one && stay.to === other).length; return count === 0 ? [] : [{ from, to, count }]; })),
    censored: states.map((state, one) => ({ state, count: censoredIn(stays, one) })),
    initial: states.map((state, one) => ({ state, count: counts.initial[one] as number })),
    times,
    atRisk: states.map((state, one) => ({ state, counts: times.map((time) => stays.filter((stay) => stay.from === one && stay.start < time && time <= stay.time).length) })),
    probabilities,
    lengthOfStay: horizon > last && !closed ? { upTo: horizon, stays: null, reason: `Nothing is known after ${last}.` } : { upTo: horizon, stays: staysUpTo(counts, stays, participants, landmark, forward, starts, horizon, variance).map((one, place) => ({ from: nameOf(Math.floor(place / size)), state: states[place % size] ?? "", estimate: one.estimate, standardError: Math.sqrt(one.variance) })), reason: null },
  };
}

/** Stays that ended without a transition and were not gone on with in another row. */
function censoredIn(stays: readonly Stay[], state: number): number {
  return stays.filter((stay, at) => stay.from === state && stay.to < 0 && stays[at + 1]?.participant !== stay.participant).length;
}

function limitsOf({ estimate, variance }: Told, interval: ReadMultiStateOptions["interval"], z: number): readonly [number, number] | null {
  const error = Math.sqrt(variance);
  if (!(error > 0) || !(estimate > 0)) return null;
  return estimate >= 1 ? [Math.max(0, 1 - z * error), 1] : survivalLimits(interval, estimate, error / estimate, z);
}

/** Rounding is no variance. */
const clean = (variance: number, estimate: number): number => (variance < (1e-13 * Math.max(estimate, 1e-3)) ** 2 ? 0 : variance);

function atTime(counts: StateCounts, stays: readonly Stay[], participants: number, landmark: number, { probabilities, variances }: ForwardSteps, starts: number, time: number, variance: ReadMultiStateOptions["variance"]): Told[] {
  const { size, times } = counts;
  const stride = starts * size;
  const step = after(times, time);
  const estimates = probabilities.subarray(step * stride, (step + 1) * stride);
  if (variances !== null) return Array.from(estimates, (estimate, place) => ({ estimate, variance: clean(variances[step * stride + place] as number, estimate) }));
  const { values, end } = backwardValues(counts, time, "probability");
  return jackknifeRows(counts, stays, participants, landmark, { values, end, probabilities, offset: 0, stride }, starts, estimates, variance);
}

/** Estimates of one kind for every start, with the variance of what `worth` says. */
function jackknifeRows(counts: StateCounts, stays: readonly Stay[], participants: number, landmark: number, worth: Worth, starts: number, estimates: Float64Array, variance: ReadMultiStateOptions["variance"]): Told[] {
  const { size } = counts;
  const told: Told[] = [];
  for (let row = 0; row < starts; row++) {
    const mine = { ...worth, offset: row * size };
    const initial = row < size ? null : { worth: estimates.subarray(0, size * size), mean: estimates.subarray(size * size) };
    const found = variance === "infinitesimal-jackknife" ? jackknifeVariance(counts, stays, participants, landmark, mine, initial) : modelVariance(counts, mine, variance);
    for (let state = 0; state < size; state++) {
      const estimate = estimates[row * size + state] as number;
      told.push({ estimate, variance: clean(found[state] as number, estimate) });
    }
  }
  return told;
}

function staysUpTo(counts: StateCounts, stays: readonly Stay[], participants: number, landmark: number, { probabilities }: ForwardSteps, starts: number, horizon: number, variance: ReadMultiStateOptions["variance"]): Told[] {
  const { size, times } = counts;
  const stride = starts * size;
  const { values, end } = backwardValues(counts, horizon, "stay");
  const estimates = new Float64Array(stride);
  for (let step = 0; step <= end; step++) {
    const span = (step < end ? (times[step] as number) : horizon) - (step === 0 ? landmark : (times[step - 1] as number));
    for (let place = 0; place < stride; place++) estimates[place] = (estimates[place] as number) + span * (probabilities[step * stride + place] as number);
  }
  return jackknifeRows(counts, stays, participants, landmark, { values, end, probabilities, offset: 0, stride }, starts, estimates, variance);
}
