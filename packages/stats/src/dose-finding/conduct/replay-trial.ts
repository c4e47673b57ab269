/** A trial replayed cohort by cohort: what the design would have said at each step, beside what was done. */
import type { DoseDecision } from "../core/dose-decision.ts";
import type { DoseDesign } from "../core/dose-design.ts";
import { type TrialState, addCohort } from "../core/trial-state.ts";
import type { TimedState } from "../late-onset/timed-state.ts";
import { settledDecision } from "./cohort-outlook.ts";
import { type CohortCount, takeCohort } from "./count-cohort.ts";
import { type Departure, departuresOf, wentOn } from "./departure.ts";
import type { ParticipantOutcome } from "./participant-outcome.ts";

export interface ReplayStep {
  /** What the design had said before this cohort. */
  readonly planned: DoseDecision;
  readonly given: CohortCount;
  /** The state in which the cohort was treated, before its outcomes. */
  readonly before: TrialState;
  /** With its outcomes. */
  readonly after: TrialState;
}

export interface Replay {
  readonly steps: readonly ReplayStep[];
  readonly departures: readonly Departure[];
}

export const isSafetyStop = ({ next }: DoseDecision): boolean => next.kind === "stop" && next.why === "safety";

/** As if none who is pending had the event: the reading under which a trial that did not wait went on. */
function withoutEvent(state: TrialState): TrialState {
  return { ...state, n: state.n.map((n, at) => n + state.pending.filter((one) => one.dose === at + 1).length), pending: [] };
}

/**
 * Replays a trial with the outcomes as they are known today. The decision after the last cohort is left to the caller.
 * Where the trial went on while an outcome was pending that could have changed the decision, this is a departure, and the next
 * cohort is compared with what the design would have said without an event in those who are pending.
 * A safety stop is final: what was treated after it is kept as fact, and the design is not asked again.
 */
export function replayTrial(design: DoseDesign, outcomes: readonly ParticipantOutcome[]): Replay {
  const steps: ReplayStep[] = [];
  const departures: Departure[] = [];
  let state: TimedState = design.start;
  let planned = design.first;
  for (let at = 0; at < outcomes.length; ) {
    const given = takeCohort(outcomes, at, planned.next.kind === "treat" ? planned.next.size : null);
    at = given.to;
    const backfill: ParticipantOutcome[] = [];
    for (let beside = outcomes[at]; beside?.backfill === true; beside = outcomes[at]) {
      backfill.push(beside);
      at += 1;
    }
    const isLast = at === outcomes.length;
    departures.push(...departuresOf(planned, given, steps.length + 1, { isLast, asKnownToday: design.usesPending === true && steps.length > 0 }));
    const before: TrialState = { ...state, dose: given.dose, closed: planned.closed, phase: planned.phase };
    const counted = addCohort(before, given.n, given.events);
    state = { ...counted, pending: [...counted.pending, ...given.pending], ...(design.usesEventTimes === true ? { outcomes: [...(state.outcomes ?? []), ...given.outcomes] } : {}) };
    if (outcomes.some((one) => one.backfill === true)) state = addBackfill(state, given, backfill);
    state = { ...state, ...responsesIn(outcomes.slice(0, at), state.n.length) };
    steps.push({ planned, given, before, after: state });
    if (isLast) break;
    const unsettled = design.usesPending !== true && state.pending.length > 0;
    const settled = unsettled && !isSafetyStop(planned) ? settledDecision(design, state, 0) : null;
    if (unsettled && settled === null) departures.push(wentOn(steps.length, state.pending.length));
    planned = isSafetyStop(planned) ? planned : (settled ?? design.decide(unsettled ? withoutEvent(state) : state));
  }
  return { steps, departures };
}

/** Who was treated beside the cohort counts with the outcome, and not for the size of the escalating cohorts. */
function addBackfill(state: TimedState, given: CohortCount, backfill: readonly ParticipantOutcome[]): TimedState {
  const at = (dose: number, kinds: readonly ParticipantOutcome["kind"][]): number => backfill.filter((one) => one.dose === dose && kinds.includes(one.kind)).length;
  return {
    ...state,
    n: state.n.map((count, index) => count + at(index + 1, ["event", "none"])),
    events: state.events.map((count, index) => count + at(index + 1, ["event"])),
    pending: [...state.pending, ...backfill.filter(({ kind }) => kind === "pending").map(({ dose, followed }) => ({ dose, followed, backfill: true }))],
    escalating: state.n.map((_, index) => (state.escalating?.[index] ?? 0) + (index + 1 === given.dose ? given.n + given.pending.length : 0)),
  };
}

function responsesIn(outcomes: readonly ParticipantOutcome[], doses: number): Pick<TimedState, "responses"> {
  if (!outcomes.some((one) => one.response === true)) return {};
  return { responses: Array.from({ length: doses }, (_, index) => outcomes.filter((one) => one.dose === index + 1 && one.response === true).length) };
}
