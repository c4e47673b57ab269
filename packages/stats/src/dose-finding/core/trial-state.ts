/** Where a dose-finding trial stands: all that a decision may look at. */
import { requireWhole } from "./design-refusal.ts";

export interface TrialState {
  /** Participants whose outcome is known, by dose level; index 0 is dose level 1. */
  readonly n: readonly number[];
  /** Of them with the event that limits the dose. */
  readonly events: readonly number[];
  /** Dose levels that are closed for good. */
  readonly closed: readonly boolean[];
  /** The current dose level, counted from 1: where the last cohort was, or where the first one will be. */
  readonly dose: number;
  /** What the design must remember beside the counts, in its own short words; equal words mean equal futures. */
  readonly phase: string;
  /** Participants who are treated and not yet fully followed; none in an exact enumeration. */
  readonly pending: readonly PendingParticipant[];
  /** The days, where the trial is followed in time; absent in an exact enumeration, where every waiting time is over. */
  readonly clock?: TrialClock;
}

export interface TrialClock {
  /** Days since the last participant was treated; `null` before the first. */
  readonly sinceLast: number | null;
}

export interface PendingParticipant {
  readonly dose: number;
  /** Part of the window that is over, from 0 to 1. */
  readonly followed: number;
}

/** A trial before its first participant. Throws DesignRefusal for no doses, or a start outside of them. */
export function startTrial(doses: number, dose = 1, phase = ""): TrialState {
  requireWhole("doses", doses, 1, 50);
  requireWhole("start", dose, 1, doses);
  const none = Array.from({ length: doses }, () => 0);
  return { n: none, events: none, closed: none.map(() => false), dose, phase, pending: [] };
}

/**
 * The state after a cohort at the current dose level is fully followed.
 * @example addCohort(startTrial(3), 3, 1) // n: [3, 0, 0], events: [1, 0, 0]
 */
export function addCohort(state: TrialState, size: number, events: number): TrialState {
  return { ...state, n: plus(state.n, state.dose - 1, size), events: plus(state.events, state.dose - 1, events) };
}

/** A copy with so many more at one place; `with` is slower. */
function plus(counts: readonly number[], at: number, more: number): number[] {
  const copy = counts.slice();
  copy[at] = (copy[at] ?? 0) + more;
  return copy;
}

/** Two states with the same key have the same future. */
export function keyOf(state: TrialState): string {
  const closed = state.closed.map((one) => (one ? "x" : "-")).join("");
  const pending = state.pending.map((one) => `${one.dose}:${one.followed}`).join(",");
  const clock = state.clock === undefined ? "" : `|${String(state.clock.sinceLast)}`;
  return `${state.n.join(",")}|${state.events.join(",")}|${closed}|${state.dose}|${state.phase}|${pending}${clock}`;
}

export function totalOf(counts: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < counts.length; at++) sum += counts[at] ?? 0;
  return sum;
}
