/** Given these participants of a trial that counts responses: what next, and why? */
import { countedIn, takeCohort } from "../conduct/count-cohort.ts";
import { type Departure, departuresOf, wentOn } from "../conduct/departure.ts";
import { sayDecision } from "../conduct/say-decision.ts";
import type { DoseDecision, Recommendation } from "../core/dose-decision.ts";
import { startTrial } from "../core/trial-state.ts";
import type { EfficacyDesign } from "./boin12.ts";
import { type EfficacyCohortOutcome, type SeenInCohort, cohortOutcomes } from "./cohort-outcomes.ts";
import type { EfficacyState } from "./efficacy-state.ts";
import type { EfficacyOutcome } from "./read-efficacy-outcomes.ts";

export interface EfficacyConduct {
  readonly design: Pick<EfficacyDesign, "name" | "variant" | "edition">;
  readonly decision: DoseDecision;
  readonly sentence: string;
  readonly state: EfficacyState;
  /** Participants whose event or response is not known yet, by dose level. */
  readonly pending: readonly number[];
  readonly departures: readonly Departure[];
  /** What each outcome of the current cohort, the last one or the first to come, leads to; none after a final stop. */
  readonly outcomes: readonly EfficacyCohortOutcome[];
  /** `null` while the trial goes on, or outcomes are pending. */
  readonly recommendation: Recommendation | null;
}

/**
 * The decision of a design that counts responses, by replaying the trial cohort by cohort.
 *
 * The design decides when everyone's event and response are known: while somebody is pending, nobody is treated, and a cohort
 * that is not complete (also because somebody could not be judged) is completed first. What was done otherwise than the
 * design said is told in `departures` and kept as fact. A stop for safety, or because no dose level is left, is final.
 *
 * @param outcomes in the order of treatment; none for the first decision. Cohorts are counted off as the design plans them
 * where they have no numbers.
 *
 * @example conductEfficacyTrial(design, parseCompactEfficacy("1NRN", { doses: 3 })).sentence
 */
export function conductEfficacyTrial(design: EfficacyDesign, outcomes: readonly EfficacyOutcome[]): EfficacyConduct {
  let state = design.start;
  let decision = design.first;
  let missing = 0;
  let number = 0;
  const departures: Departure[] = [];
  let outcomesNow = firstOutcomes(design);
  const pending = state.levels.map(() => 0);
  const { name, variant, edition } = design;
  for (let at = 0; at < outcomes.length; ) {
    const given = takeCohort(outcomes, at, decision.next.kind === "treat" ? decision.next.size : null);
    number += 1;
    const isLast = given.to === outcomes.length;
    departures.push(...departuresOf(decision, given, number, { isLast, asKnownToday: false }));
    missing = isLast && decision.next.kind === "treat" && decision.next.dose === given.dose ? Math.max(0, decision.next.size - countedIn(given)) : 0;
    pending[given.dose - 1] = (pending[given.dose - 1] ?? 0) + given.pending.length;
    const before = { ...state, closed: decision.closed, dose: given.dose };
    const members = outcomes.slice(at, given.to);
    state = addOutcomes(before, members);
    if (isLast) outcomesNow = isFinal(decision) ? [] : cohortOutcomes(design, before, countedIn(given) + missing, countSeen(members));
    if (!isLast && given.pending.length > 0) departures.push(wentOn(number, given.pending.length));
    if (!isFinal(decision) && missing === 0) decision = design.decide(state);
    at = given.to;
  }
  const waiting = pending.reduce((sum, count) => sum + count, 0);
  const next = isFinal(decision) ? decision : missing > 0 ? toComplete(decision, state.dose, missing) : waiting > 0 ? toWait(decision, waiting) : decision;
  const counts = { ...startTrial(design.doses, state.dose), n: state.levels.map(({ n }) => n) };
  const ended = next.next.kind === "stop" && waiting === 0;
  const sentence = sayDecision(next, counts, next.reasons.at(-1) ?? { rule: "none", message: "", numbers: {} });
  return { design: { name, variant, edition }, decision: next, sentence, state, pending, departures, outcomes: outcomesNow, recommendation: ended ? design.recommend({ ...state, closed: next.closed }) : null };
}

const isFinal = ({ next }: DoseDecision): boolean => next.kind === "stop" && (next.why === "safety" || next.why === "no-dose-left");

function firstOutcomes(design: EfficacyDesign): readonly EfficacyCohortOutcome[] {
  const { start, first } = design;
  if (first.next.kind !== "treat") return [];
  return cohortOutcomes(design, { ...start, closed: first.closed, dose: first.next.dose }, first.next.size, countSeen([]));
}

function countSeen(people: readonly EfficacyOutcome[]): SeenInCohort {
  const known = people.filter(({ kind }) => kind === "event" || kind === "none");
  const count = (of: (one: EfficacyOutcome) => boolean) => known.filter(of).length;
  return { n: known.length, events: count(({ kind }) => kind === "event"), responses: count(({ response }) => response), both: count(({ kind, response }) => kind === "event" && response) };
}

function addOutcomes(state: EfficacyState, people: readonly EfficacyOutcome[]): EfficacyState {
  const seen = countSeen(people);
  const levels = state.levels.map((level, at) => (at !== state.dose - 1 ? level : { n: level.n + seen.n, events: level.events + seen.events, responses: level.responses + seen.responses, both: level.both + seen.both }));
  return { ...state, levels };
}

const toComplete = (decision: DoseDecision, dose: number, missing: number): DoseDecision => ({ ...decision, next: { kind: "treat", dose, size: missing }, reasons: [{ rule: "complete-cohort", message: `The cohort at dose level ${dose} is not complete.`, numbers: { dose, missing } }] });
const toWait = (decision: DoseDecision, waiting: number): DoseDecision => ({ ...decision, next: { kind: "wait", days: null }, reasons: [{ rule: "outcomes-pending", message: `Of ${waiting} ${waiting === 1 ? "participant" : "participants"} event or response is not known yet; the design decides when all are.`, numbers: { pending: waiting } }] });
