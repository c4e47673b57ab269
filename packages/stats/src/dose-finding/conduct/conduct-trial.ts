/** Given these participants: what next, and why? */
import type { DecisionReason, DoseDecision, Recommendation } from "../core/dose-decision.ts";
import { wrapDesign } from "../core/behaviour.ts";
import { type DoseDesign, endIn } from "../core/dose-design.ts";
import { DesignRefusal } from "../core/design-refusal.ts";
import { requireOptions } from "../core/require-options.ts";
import { type TrialState, addCohort } from "../core/trial-state.ts";
import type { LateOnsetDesign } from "../late-onset/timed-state.ts";
import { type EventLevels, assessEventLevels } from "../zero-events/event-levels.ts";
import { settledDecision } from "./cohort-outlook.ts";
import { countedIn } from "./count-cohort.ts";
import type { Departure } from "./departure.ts";
import type { ParticipantOutcome } from "./participant-outcome.ts";
import { type ReplayStep, isSafetyStop, replayTrial } from "./replay-trial.ts";
import { sayDecision } from "./say-decision.ts";

export interface ConductOptions {
  /** Days since the last participant was treated; needed by designs with waiting times. */
  readonly daysSinceLast?: number;
  /**
   * `await`: a decision needs all outcomes, or those that settle it. `ask-design`: the design is asked while outcomes are
   * pending, as TITE designs are made for. Where left out: what the design says of itself (`usesPending`), else `await`.
   */
  readonly pending?: "await" | "ask-design";
  /** The event in words, for the limits beside each dose level. */
  readonly event?: string;
}

export interface CurrentCohort {
  readonly dose: number;
  /** Participants who were planned; `null` where the design had planned nobody. */
  readonly planned: number | null;
  readonly n: number;
  readonly events: number;
  readonly pending: number;
  /** Who could not be judged. */
  readonly notEvaluable: number;
  /** Who must still be treated to complete the cohort, replacements among them. */
  readonly missing: number;
}

/** What so many events in the current cohort lead to. */
export interface CohortOutcome {
  readonly events: number;
  readonly of: number;
  readonly decision: DoseDecision;
  /** `actual`: this is what was seen. `possible`: it still can be. `past`: it would have been. */
  readonly standing: "actual" | "possible" | "past";
}

export interface ConductResult {
  readonly design: Pick<DoseDesign, "name" | "variant" | "edition">;
  readonly decision: DoseDecision;
  /** The rule that had the last word, with the numbers that it saw. */
  readonly spoke: DecisionReason;
  readonly sentence: string;
  readonly state: TrialState;
  readonly current: CurrentCohort;
  readonly outcomes: readonly CohortOutcome[];
  readonly departures: readonly Departure[];
  /** While the cohort is followed: the dose level for who arrives now, in a design that backfills; `null` where none is open. */
  readonly backfill: number | null;
  readonly steps: readonly ReplayStep[];
  /** What is recommended; `null` while the trial goes on, or outcomes are pending. */
  readonly recommendation: Recommendation | null;
  /** What the counts of each dose level leave open: exact limits, posterior. */
  readonly byDose: EventLevels;
}

/**
 * The decision of a design for the participants so far, by replaying the trial from its start.
 *
 * A cohort that is not complete (also because somebody could not be judged) is completed, and pending outcomes are awaited,
 * unless every outcome that is left gives the same decision, or the design itself uses pending outcomes. What was done
 * otherwise than the design said is told in `departures` and kept as fact.
 *
 * @param followed the design that the trial follows.
 * @param outcomes from parseParticipants or parseCompactOutcomes, in the order of treatment; none for the first decision.
 * Throws DesignRefusal for a dose level that the design does not have, or days that are not a number from 0, or another
 * `pending`; and for an event without its time, where outcomes are pending and the design judges them by those times.
 *
 * @example conductTrial(threePlusThree({ doses: 3 }), parseCompactOutcomes("1NNN 2NTN", { doses: 3 })).sentence
 * // "Treat 3 more at dose level 2. 1 of 3 at dose level 2 had the event: 3 more at the same dose level."
 */
export function conductTrial(followed: DoseDesign, outcomes: readonly ParticipantOutcome[], options: ConductOptions = {}): ConductResult {
  // Facts may lie where no trial that follows the design would be, at a closed dose level for instance: the law of
  // behaviours holds there too, so that such a level is not given again.
  requireOptions(options, ["daysSinceLast", "pending", "event"]);
  const pending = options.pending ?? (followed.usesPending === true ? "ask-design" : "await");
  if (pending !== "await" && pending !== "ask-design") throw new DesignRefusal("unknown-option", "pending", `"${String(pending)}" is not known.`, `Give "await" or "ask-design".`);
  const design: LateOnsetDesign = wrapDesign(followed, "", () => null, { usesPending: pending === "ask-design" });
  for (const [at, { dose }] of outcomes.entries()) if (!(dose >= 1 && dose <= design.doses)) throw new DesignRefusal("no-such-dose", `participants.${at}.dose`, `${dose} is no dose level of this design.`, `Give a dose level from 1 to ${design.doses}.`);
  requireEventTimes(design, outcomes);
  requireBackfill(design, outcomes);
  const { daysSinceLast } = options;
  if (daysSinceLast !== undefined && !(daysSinceLast >= 0 && Number.isFinite(daysSinceLast))) throw new DesignRefusal("not-days", "daysSinceLast", `${String(daysSinceLast)} is no number of days.`, "Give the days since the last participant was treated, from 0.");
  const { steps, departures } = replayTrial(design, outcomes);
  const last = steps.at(-1);
  const current = currentCohort(design, last);
  const state = withClock(last?.after ?? design.start, outcomes.length, daysSinceLast);
  const decision = last === undefined ? design.first : decideNow(design, last, current, state);
  const spoke = decision.reasons.at(-1) ?? { rule: "none", message: "", numbers: {} };
  const ended = decision.next.kind === "stop" && state.pending.length === 0;
  return {
    design: { name: followed.name, variant: followed.variant, edition: followed.edition },
    decision, spoke, state, current, departures, steps,
    backfill: decision.next.kind === "wait" ? (design.backfill?.(state) ?? null) : null,
    sentence: sayDecision(decision, state, spoke),
    outcomes: outcomesOf(design, last, current, decision),
    recommendation: ended ? design.recommend(endIn(state, decision)) : null,
    byDose: assessEventLevels(state.n.map((n, at) => ({ n, events: state.events[at] ?? 0 })), options.event === undefined ? {} : { event: options.event }),
  };
}

/** Without them the fractions of those pending are not known; they are not taken as nothing. */
function requireEventTimes(design: DoseDesign, outcomes: readonly ParticipantOutcome[]): void {
  if (design.usesEventTimes !== true || design.usesPending !== true || !outcomes.some(({ kind }) => kind === "pending")) return;
  const at = outcomes.findIndex(({ kind, eventAt }) => kind === "event" && eventAt === undefined);
  if (at >= 0) throw new DesignRefusal("event-time-missing", `participants.${at}.eventAt`, `Participant ${at + 1} had the event, and when it came is not given; ${design.name} judges pending outcomes by it.`, "Give the part of the window that was over when it came: T.4, or eventAt: 0.4.");
}

/** Beside a cohort somebody is treated only in a design that says so, and never first. */
function requireBackfill(design: LateOnsetDesign, outcomes: readonly ParticipantOutcome[]): void {
  const at = outcomes.findIndex((one) => one.backfill === true);
  if (at >= 0 && (design.backfill === undefined || at === 0)) throw new DesignRefusal("no-backfill", `participants.${at}.backfill`, at === 0 ? "The first participant belongs to a cohort." : `${design.name} does not backfill.`, "Leave `backfill` out: the participant counts in a cohort.");
}

function currentCohort(design: DoseDesign, last: ReplayStep | undefined): CurrentCohort {
  const plan = (last?.planned ?? design.first).next;
  if (last === undefined) return { dose: plan.kind === "treat" ? plan.dose : design.start.dose, planned: plan.kind === "treat" ? plan.size : null, n: 0, events: 0, pending: 0, notEvaluable: 0, missing: plan.kind === "treat" ? plan.size : 0 };
  const { given } = last;
  const planned = plan.kind === "treat" && plan.dose === given.dose ? plan.size : null;
  return { dose: given.dose, planned, n: given.n, events: given.events, pending: given.pending.length, notEvaluable: given.notEvaluable, missing: Math.max(0, (planned ?? 0) - countedIn(given)) };
}

const withClock = (state: TrialState, treated: number, daysSinceLast: number | undefined): TrialState =>
  daysSinceLast === undefined || treated === 0 ? state : { ...state, clock: { sinceLast: daysSinceLast } };

function decideNow(design: DoseDesign, { planned }: ReplayStep, current: CurrentCohort, state: TrialState): DoseDecision {
  if (isSafetyStop(planned)) return { ...planned, reasons: [...planned.reasons, { rule: "safety-stop-final", message: "The trial was stopped for safety; that stop is final.", numbers: planned.reasons.at(-1)?.numbers ?? {} }] };
  const { missing, planned: size } = current;
  const open = state.pending.length;
  if (missing === 0 && (open === 0 || design.usesPending === true)) return askWithDays(design, state);
  const settled = settledDecision(design, state, missing);
  const numbers = { planned: size ?? 0, known: current.n, events: current.events, pending: open, notEvaluable: current.notEvaluable, missing };
  // An incomplete cohort is left as it is only where the design would not go on at this dose level or above.
  const leaves = settled !== null && !(settled.next.kind === "treat" && settled.next.dose >= state.dose);
  if (settled !== null && (missing === 0 || leaves)) return { ...settled, reasons: [...settled.reasons, { rule: "settled-early", message: "Every outcome that is left gives this decision.", numbers }] };
  const kept = { closed: planned.closed, phase: planned.phase };
  if (missing > 0) {
    const replaced = current.notEvaluable > 0 ? ` ${current.notEvaluable} could not be judged and ${current.notEvaluable === 1 ? "is" : "are"} replaced.` : "";
    return { ...kept, next: { kind: "treat", dose: state.dose, size: missing }, reasons: [{ rule: "complete-cohort", message: `The cohort at dose level ${state.dose} has ${(size ?? 0) - missing} of ${size ?? 0} participants who count.${replaced}`, numbers }] };
  }
  return { ...kept, next: { kind: "wait", days: null }, reasons: [{ rule: "outcomes-pending", message: `${open} outcome${open === 1 ? " is" : "s are"} pending, and the decision depends on ${open === 1 ? "it" : "them"}.`, numbers }] };
}

/** A waiting time that may be running is not taken as over because nobody gave the days. */
function askWithDays(design: DoseDesign, state: TrialState): DoseDecision {
  const decision = design.decide(state);
  if (state.clock !== undefined || decision.next.kind !== "treat") return decision;
  const { next } = design.decide({ ...state, clock: { sinceLast: 0 } });
  if (next.kind !== "wait") return decision;
  const reason = { rule: "days-not-given", message: `The design has a waiting time${next.days === null ? "" : ` of ${next.days} days`} after the last participant, and the days since then were not given.`, numbers: next.days === null ? {} : { days: next.days } };
  return { ...decision, next: { kind: "wait", days: null }, reasons: [...decision.reasons, reason] };
}

function outcomesOf(design: DoseDesign, last: ReplayStep | undefined, current: CurrentCohort, decision: DoseDecision): readonly CohortOutcome[] {
  const { n, events, pending, missing } = current;
  const of = n + pending + missing;
  if (of === 0) return [];
  const before: TrialState = last === undefined ? { ...design.start, dose: current.dose, closed: design.first.closed, phase: design.first.phase } : last.before;
  const stopped = last !== undefined && isSafetyStop(last.planned);
  const unknown = pending + missing;
  return Array.from({ length: of + 1 }, (_, count) => ({
    events: count,
    of,
    decision: stopped ? decision : decideWhen(design, addCohort(before, of, count)),
    standing: count < events || count > events + unknown ? "past" : unknown === 0 ? "actual" : "possible",
  }));
}

/** What comes once the current cohort is known. Who is pending from earlier cohorts is awaited, unless it makes no difference. */
function decideWhen(design: DoseDesign, state: TrialState): DoseDecision {
  if (design.usesPending === true || state.pending.length === 0) return design.decide(state);
  const open = state.pending.length;
  return settledDecision(design, state, 0) ?? { closed: state.closed, phase: state.phase, next: { kind: "wait", days: null }, reasons: [{ rule: "outcomes-pending", message: `${open} outcome${open === 1 ? "" : "s"} of earlier cohorts would still be pending, and the decision depends on ${open === 1 ? "it" : "them"}.`, numbers: { pending: open } }] };
}
