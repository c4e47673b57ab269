/** A trial state at a moment in time: what is known, who is still being followed, and for how long. */
import type { DoseDecision } from "../core/dose-decision.ts";
import type { DoseDesign } from "../core/dose-design.ts";
import type { PendingParticipant, TrialState } from "../core/trial-state.ts";

export interface TimedPending extends PendingParticipant {
  /** Treated beside the escalating cohorts, at a dose level below the current one. */
  readonly backfill?: boolean;
}

export interface TimedState extends TrialState {
  readonly pending: readonly TimedPending[];
  /** Of those whose outcome is known: the part of the window that was over when the event came; `null` without event. */
  readonly outcomes?: readonly KnownOutcome[];
  /** Participants of the escalating cohorts, pending ones included, by dose level; everybody where left out. */
  readonly escalating?: readonly number[];
  /** Participants with a response that is already known, by dose level; for designs that ask for activity. */
  readonly responses?: readonly number[];
}

export interface KnownOutcome {
  readonly dose: number;
  readonly eventAt: number | null;
}

/** A design that can decide while outcomes are pending. It may answer `wait`. */
export interface LateOnsetDesign extends DoseDesign {
  readonly decide: (state: TimedState) => DoseDecision;
  /** The dose level for a participant who arrives while the escalating cohort is complete; `null` where none is open. */
  readonly backfill?: (state: TimedState) => number | null;
}

/** Participants at a dose level who are still being followed, and the sum of their followed parts of the window. */
export function followUpAt(state: TrialState, dose: number): { readonly pending: number; readonly followed: number; readonly least: number } {
  let pending = 0;
  let followed = 0;
  let least = 1;
  for (const one of state.pending) {
    if (one.dose !== dose) continue;
    pending += 1;
    followed += one.followed;
    least = Math.min(least, one.followed);
  }
  return { pending, followed, least };
}

/** Participants treated at each dose level, those with a pending outcome included. */
export function treatedOf(state: TrialState): number[] {
  const treated = [...state.n];
  for (const { dose } of state.pending) treated[dose - 1] = (treated[dose - 1] ?? 0) + 1;
  return treated;
}
