/** A cohort treated in parts, with waiting times between them: under stagger and sentinel participants. */
import { type Adjust, type Adjustment, type Behaviour, wrapDesign } from "../core/behaviour.ts";
import type { DoseDecision, NextStep } from "../core/dose-decision.ts";
import type { DoseDesign } from "../core/dose-design.ts";
import type { TrialState } from "../core/trial-state.ts";
import { roomFor } from "./room-for.ts";

export interface Pace {
  readonly mark: string;
  readonly words: string;
  /** Sizes of the parts in which a cohort of this size is treated; they add up to it. */
  readonly parts: (size: number) => readonly number[];
  /** Days to wait after a part within a cohort. */
  readonly daysBetweenParts: number;
  /** Days to wait after the last participant before the next cohort. */
  readonly daysBetweenCohorts: number;
  /** Whether the design is asked at once when a part had an event, and followed where it goes down or stops. */
  readonly askAfterEvent: boolean;
}

/**
 * The design is asked after each part, about the outcomes that are known: it does not wait within a cohort. Its safety stop, its other stops and a dose level that it closes end the cohort at
 * once; otherwise the cohort goes on to its planned size. Without a clock (exact enumeration) every waiting time is over;
 * where outcomes are pending and the days are not known, they are waited for.
 */
export function paceCohort(pace: Pace): Behaviour {
  const adjust = (design: DoseDesign): Adjust => (inner, state, memory) => {
    const cohort = parseCohort(memory);
    const within = cohort !== null && cohort.done < cohort.size;
    if (within && !isOver(inner, state, cohort)) return goOn(inner, state, cohort);
    // Within a cohort the design was asked without who is pending: before it treats others it is asked about everyone.
    if (within && state.pending.length > 0 && inner.next.kind === "treat") return beginAfresh(design, design.decide(state), state);
    return begin(design, inner, state);
  };

  const beginAfresh = (design: DoseDesign, decision: DoseDecision, state: TrialState): Adjustment => {
    const begun = begin(design, decision, state);
    const reason = begun?.reason ?? { rule: `${pace.mark}-cohort-ends`, message: "The cohort ends early: the design is asked about all participants, pending ones included.", numbers: { dose: state.dose, pending: state.pending.length } };
    return { next: decision.next, phase: decision.phase, ...begun, close: decision.closed, reason };
  };

  const begin = (design: DoseDesign, inner: DoseDecision, state: TrialState): Adjustment | null => {
    const fuller = roomFor(design, inner.next, state);
    const next = fuller?.next ?? inner.next;
    if (next.kind !== "treat") return fuller;
    const waiting = waitFor(state, pace.daysBetweenCohorts);
    if (waiting !== null) return { ...waiting, phase: state.phase };
    const first = pace.parts(next.size)[0] ?? next.size;
    if (first >= next.size) return fuller;
    const events = state.events[next.dose - 1] ?? 0;
    const message = `The cohort of ${next.size} at dose level ${next.dose} begins with ${first}.`;
    return { next: { ...next, size: first }, memory: `${first}/${next.size}/${events}`, reason: { rule: pace.mark, message, numbers: { dose: next.dose, size: next.size, first } } };
  };

  const isOver = ({ next, closed }: DoseDecision, state: TrialState, cohort: Cohort): boolean => {
    if (next.kind === "stop" || closed[state.dose - 1] === true) return true;
    const hadEvent = (state.events[state.dose - 1] ?? 0) > cohort.eventsBefore;
    return pace.askAfterEvent && hadEvent && next.kind === "treat" && next.dose < state.dose;
  };

  const goOn = (inner: DoseDecision, state: TrialState, cohort: Cohort): Adjustment => {
    const { done, size, eventsBefore } = cohort;
    const { dose } = state;
    const kept = { phase: state.phase, memory: `${done}/${size}/${eventsBefore}` };
    const numbers = { dose, treated: done, size };
    if (inner.next.kind === "wait") return { ...kept, next: inner.next, reason: { rule: pace.mark, message: `The cohort goes on afterwards: ${done} of ${size} are treated.`, numbers } };
    const waiting = waitFor(state, pace.daysBetweenParts);
    if (waiting !== null) return { ...kept, ...waiting };
    const part = partAfter(pace.parts(size), done);
    const message = `${done} of the cohort of ${size} at dose level ${dose} are treated: the next ${part}.`;
    return { phase: state.phase, memory: `${done + part}/${size}/${eventsBefore}`, next: { kind: "treat", dose, size: part }, reason: { rule: pace.mark, message, numbers: { ...numbers, part } } };
  };

  const waitFor = (state: TrialState, days: number): { readonly next: NextStep; readonly reason: Adjustment["reason"] } | null => {
    if (days <= 0) return null;
    const { clock } = state;
    if (clock === undefined) {
      if (state.pending.length === 0) return null;
      return { next: { kind: "wait", days: null }, reason: { rule: `${pace.mark}-wait`, message: `${days} days must pass after the last participant, and the days are not given: wait until the outcome is known, or give them.`, numbers: { days, pending: state.pending.length } } };
    }
    if (clock.sinceLast === null || clock.sinceLast >= days - 1e-9) return null;
    const left = days - clock.sinceLast;
    return { next: { kind: "wait", days: left }, reason: { rule: `${pace.mark}-wait`, message: `${clock.sinceLast} of ${days} days have passed since the last participant.`, numbers: { days, passed: clock.sinceLast, left } } };
  };

  const ask = (state: TrialState, memory: string | null): TrialState => {
    const cohort = parseCohort(memory);
    return cohort !== null && cohort.done < cohort.size && state.pending.length > 0 ? { ...state, pending: [] } : state;
  };
  return (design) => wrapDesign(design, pace.words, adjust(design), { mark: pace.mark, ask });
}

interface Cohort {
  readonly done: number;
  readonly size: number;
  /** Events at the dose level before the cohort. */
  readonly eventsBefore: number;
}

function parseCohort(memory: string | null): Cohort | null {
  const [done, size, eventsBefore] = (memory ?? "").split("/").map(Number);
  return done === undefined || size === undefined || eventsBefore === undefined ? null : { done, size, eventsBefore };
}

/** The part that begins after `done` participants, or what is left of it. */
function partAfter(parts: readonly number[], done: number): number {
  let until = 0;
  for (const part of parts) {
    until += part;
    if (until > done) return until - done;
  }
  return 1;
}
