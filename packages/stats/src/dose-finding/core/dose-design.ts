/** A design: one function from state to decision, and what it recommends at the end. Everything else is built on it. */
import type { DoseDecision, Recommendation } from "./dose-decision.ts";
import type { TrialState } from "./trial-state.ts";

export interface DoseDesign {
  /** Name of the field: "BOIN", "3+3". */
  readonly name: string;
  /** The options that make it this one, in a sentence fit for a protocol. Stands in every output. */
  readonly variant: string;
  /** "paper", or a package's release whose behaviour is reproduced: "BOIN-2.7.2". */
  readonly edition: string;
  readonly doses: number;
  /** The state before the first participant. */
  readonly start: TrialState;
  /** The first cohort. */
  readonly first: DoseDecision;
  /**
   * After all outcomes of a cohort at `state.dose` are known. Pure: the same state always gives the same decision.
   * A stop with `why: "safety"` is final.
   */
  readonly decide: (state: TrialState) => DoseDecision;
  /** What is recommended when the trial has ended in this state. Pure, and nothing of the state is kept. */
  readonly recommend: (state: TrialState) => Recommendation;
  /**
   * `current-dose`: whether to go up, stay or go down depends on the counts at the current dose level alone, so that
   * a table of n by events says all of it. `all-doses`: it depends on the whole history.
   */
  readonly looksAt: "current-dose" | "all-doses";
  /**
   * `decide` itself, where its next step, what it closes and the phase depend on nothing but the counts at the current dose
   * level, the number of participants in all, the closed dose levels and the phase: the same step is then not worked out
   * again. Left out, or another function than `decide` (a wrapper's): they may depend on the whole state.
   */
  readonly decideByCounts?: (state: TrialState) => DoseDecision;
  /**
   * By dose level: participants without the event whom a decision table counts there while a higher one is current.
   * For a design whose step down depends on whether the lower level was given. Nobody where left out.
   */
  readonly countedBelow?: readonly number[];
  /** The design itself says what to do while outcomes are pending (`state.pending`). Left out: all outcomes are awaited. */
  readonly usesPending?: boolean;
  /** Pending outcomes are judged by when in the window the events came (`outcomes` of a TimedState). False where left out. */
  readonly usesEventTimes?: boolean;
}

/** The state in which the next cohort is treated. Throws RangeError for a decision that treats nobody. */
export function followDecision(state: TrialState, decision: DoseDecision): TrialState {
  if (decision.next.kind !== "treat") throw new RangeError("Nobody is treated after this decision.");
  return { ...state, dose: decision.next.dose, closed: decision.closed, phase: decision.phase };
}

/** The state at the end of the trial. */
export const endIn = (state: TrialState, decision: DoseDecision): TrialState => ({ ...state, closed: decision.closed, phase: decision.phase });
