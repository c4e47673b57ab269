/** Behaviour that wraps any design. The one way to do it keeps the law: no wrapper undoes a safety stop, or opens a closed dose. */
import type { DecisionReason, DoseDecision, NextStep, Recommendation } from "./dose-decision.ts";
import type { DoseDesign } from "./dose-design.ts";
import { openRecommendation, openStep } from "./open-dose.ts";
import type { TrialState } from "./trial-state.ts";

export type Behaviour = (design: DoseDesign) => DoseDesign;

export interface Adjustment {
  readonly next: NextStep;
  readonly reason: DecisionReason;
  /** Dose levels to close beside those that are closed. */
  readonly close?: readonly boolean[];
  /** The inner design's phase, where its decision is not followed: usually `state.phase`. */
  readonly phase?: string;
  /** What this behaviour itself must remember until its next turn; needs `mark`. Nothing where left out. */
  readonly memory?: string;
}

/**
 * What a behaviour says to the decision below it; `null` leaves it as it is. `state` is as the inner design sees it;
 * `memory` is what this behaviour noted at its last turn.
 */
export type Adjust = (inner: DoseDecision, state: TrialState, memory: string | null) => Adjustment | null;

export interface WrapOptions {
  /** The short word under which this behaviour keeps its memory in the phase. */
  readonly mark?: string;
  readonly recommend?: (inner: Recommendation, state: TrialState) => Recommendation;
  /** The state with which the inner design is asked, where it is not the state itself: within a cohort, without who is pending. */
  readonly ask?: (state: TrialState, memory: string | null) => TrialState;
  /** Replaces `usesPending` of the design. */
  readonly usesPending?: boolean;
}

/**
 * Wraps a design.
 * @param words what the behaviour adds to the variant's sentence.
 * @param adjust gets the inner decision and says what is to happen instead.
 *
 * The law, held here and not by the behaviours:
 * - The inner design is always asked. Its safety stop is passed on; `adjust` does not see it.
 * - A dose level that is closed in the state, by the inner design or by `adjust` stays closed and is not given: the highest
 *   open one below is taken; where there is none, the trial stops. Nor is it recommended.
 * - While the inner design waits, nobody is treated: `adjust` may stop the trial or wait longer.
 * - Reasons stand in the order from the inside out.
 *
 * Throws RangeError for a cohort below one participant, and for memory without a mark.
 */
export function wrapDesign(design: DoseDesign, words: string, adjust: Adjust, options: WrapOptions = {}): DoseDesign {
  const { mark } = options;
  const wrap = (inner: DoseDecision, state: TrialState, memory: string | null): DoseDecision => {
    if (inner.next.kind === "stop" && inner.next.why === "safety") return withMemory(keepClosed(inner, state.closed), mark, "");
    const adjusted = adjust(inner, state, memory);
    const decision = adjusted === null ? inner : adjustedDecision(inner, adjusted);
    if (adjusted?.memory !== undefined && mark === undefined) throw new RangeError("A behaviour that remembers needs a mark.");
    return withMemory(openStep(keepClosed(decision, state.closed)), mark, adjusted?.memory ?? "");
  };
  return {
    ...design,
    variant: `${design.variant} ${words}`,
    ...(options.usesPending === undefined ? {} : { usesPending: options.usesPending }),
    first: wrap(design.first, design.start, null),
    decide: (state) => {
      const { inner, memory } = splitMemory(state, mark);
      return wrap(design.decide(options.ask === undefined ? inner : options.ask(inner, memory)), inner, memory);
    },
    recommend: (state) => {
      const { inner } = splitMemory(state, mark);
      const below = design.recommend(inner);
      return openRecommendation(options.recommend === undefined ? below : options.recommend(below, inner), inner);
    },
  };
}

function adjustedDecision(inner: DoseDecision, adjusted: Adjustment): DoseDecision {
  const { next } = adjusted;
  if (next.kind === "treat" && !(Number.isInteger(next.size) && next.size >= 1)) throw new RangeError(`A behaviour asked for a cohort of ${String(next.size)}.`);
  const reasons = [...inner.reasons, adjusted.reason];
  const closed = adjusted.close === undefined ? inner.closed : union(inner.closed, adjusted.close);
  if (inner.next.kind === "wait" && next.kind === "treat") {
    const kept = { rule: "kept-waiting", message: "The design below waits; nobody is treated meanwhile.", numbers: {} };
    return { next: inner.next, closed, phase: inner.phase, reasons: [...reasons, kept] };
  }
  return { next, closed, phase: adjusted.phase ?? inner.phase, reasons };
}

const union = (one: readonly boolean[], other: readonly boolean[]): readonly boolean[] => one.map((closed, at) => closed || other[at] === true);

/** What was closed stays closed, even where the inner design no longer says so. */
function keepClosed(decision: DoseDecision, closed: readonly boolean[]): DoseDecision {
  return closed.some((one, at) => one && decision.closed[at] !== true) ? { ...decision, closed: union(decision.closed, closed) } : decision;
}

/** Every marked behaviour writes its own part in front, also an empty one, so that equal behaviours do not read each other's. */
function withMemory(decision: DoseDecision, mark: string | undefined, memory: string): DoseDecision {
  return mark === undefined ? decision : { ...decision, phase: `${mark}{${memory}}${decision.phase}` };
}

function splitMemory(state: TrialState, mark: string | undefined): { readonly inner: TrialState; readonly memory: string | null } {
  if (mark === undefined || !state.phase.startsWith(`${mark}{`)) return { inner: state, memory: null };
  const end = state.phase.indexOf("}");
  const memory = state.phase.slice(mark.length + 1, end);
  return { inner: { ...state, phase: state.phase.slice(end + 1) }, memory: memory === "" ? null : memory };
}
