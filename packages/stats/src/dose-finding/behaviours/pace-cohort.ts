/** A cohort treated in parts, with waiting times between them: under stagger and sentinel participants. */
import { type Adjust, type Adjustment, type Behaviour, wrapDesign } from "../core/behaviour.ts";
import type { DoseDecision, NextStep } from "../core/dose-decision.ts";
import type { TrialState } from "../core/trial-state.ts";

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
  const adjust: Adjust = (inner, state, memory) => {
    const cohort = parseCohort(memory);
    if (cohort !== null && cohort.done < cohort.size && !isOver(inner, state, cohort)) return goOn(inner, state, cohort);
    if (inner.next.kind !== "treat") return null;
    const waiting = waitFor(state, pace.daysBetweenCohorts);
    if (waiting !== null) return { ...waiting, phase: state.phase };
    const first = pace.parts(inner.next.size)[0] ?? inner.next.size;
    if (first >= inner.next.size) return null;
    const events = state.events[inner.next.dose - 1] ?? 0;
    const message = `The cohort of ${inner.next.size} at dose level ${inner.next.dose} begins with ${first}.`;
    return { next: { ...inner.next, size: first }, memory: `${first}/${inner.next.size}/${events}`, reason: { rule: pace.mark, message, numbers: { dose: inner.next.dose, size: inner.next.size, first } } };
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
    if (clock.sinceLast === null || clock.sinceLast >= days) return null;
    const left = days - clock.sinceLast;
    return { next: { kind: "wait", days: left }, reason: { rule: `${pace.mark}-wait`, message: `${clock.sinceLast} of ${days} days have passed since the last participant.`, numbers: { days, passed: clock.sinceLast, left } } };
  };

  const ask = (state: TrialState, memory: string | null): TrialState => {
    const cohort = parseCohort(memory);
    return cohort !== null && cohort.done < cohort.size && state.pending.length > 0 ? { ...state, pending: [] } : state;
  };
  return (design) => wrapDesign(design, pace.words, adjust, { mark: pace.mark, ask });
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
