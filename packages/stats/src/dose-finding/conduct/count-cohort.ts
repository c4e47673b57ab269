/** Participants counted off into cohorts as the design plans them, and their counts. */
import type { PendingParticipant } from "../core/trial-state.ts";
import type { KnownOutcome } from "../late-onset/timed-state.ts";
import type { ParticipantOutcome } from "./participant-outcome.ts";

export interface CohortCount {
  readonly dose: number;
  /** With known outcome. */
  readonly n: number;
  readonly events: number;
  readonly pending: readonly PendingParticipant[];
  /** When the known outcomes came, for designs that ask; an event whose time was not said counts as at the end of the window. */
  readonly outcomes: readonly KnownOutcome[];
  readonly notEvaluable: number;
  /** First and last participant, counted from 1. */
  readonly from: number;
  readonly to: number;
}

/** Those who count for the size of a cohort: all but the not evaluable, who are replaced. */
export const countedIn = (cohort: CohortCount): number => cohort.n + cohort.pending.length;

/**
 * The cohort that begins with participant `from` (index): groups with the same cohort number stay together, and groups at the
 * same dose level follow until `size` participants count. `size` is `null` where the design planned nobody: one group, or all
 * that follow at the dose level where no cohorts were numbered.
 */
export function takeCohort(outcomes: readonly ParticipantOutcome[], from: number, size: number | null): CohortCount {
  const first = outcomes[from];
  if (first === undefined) throw new RangeError(`There is no participant ${from + 1}.`);
  const wanted = size ?? (first.cohort === null ? Number.POSITIVE_INFINITY : 0);
  let to = from;
  let counted = 0;
  for (;;) {
    const one = outcomes[to];
    if (one === undefined || one.dose !== first.dose || one.backfill === true) break;
    const sameGroup = to > from && one.cohort !== null && one.cohort === outcomes[to - 1]?.cohort;
    if (to > from && !sameGroup && counted >= wanted) break;
    if (one.kind !== "not-evaluable") counted += 1;
    to += 1;
  }
  const members = outcomes.slice(from, to);
  return {
    dose: first.dose,
    n: members.filter(({ kind }) => kind === "none" || kind === "event").length,
    events: members.filter(({ kind }) => kind === "event").length,
    pending: members.filter(({ kind }) => kind === "pending").map(({ dose, followed }) => ({ dose, followed })),
    outcomes: members.filter(({ kind }) => kind === "none" || kind === "event").map(({ dose, kind, eventAt }) => ({ dose, eventAt: kind === "none" ? null : (eventAt ?? 1) })),
    notEvaluable: members.filter(({ kind }) => kind === "not-evaluable").length,
    from: from + 1,
    to,
  };
}
