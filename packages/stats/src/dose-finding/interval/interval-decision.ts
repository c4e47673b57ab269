/** The decision of an interval design after a cohort: safety first, then the boundaries. */
import type { DecisionReason, DoseDecision, StopKind } from "../core/dose-decision.ts";
import { type TrialState, totalOf } from "../core/trial-state.ts";
import { probabilityAbove } from "./closing-rule.ts";
import type { BoundsAt, IntervalRules } from "./interval-rules.ts";
import { requireState } from "../core/require-state.ts";
import type { SafetyCheck } from "./safety-check.ts";

/** The phase in which single participants are treated. */
export const TITRATION = "titration";

/** What the steps of one decision share. */
interface Moment {
  readonly rules: IntervalRules;
  readonly state: TrialState;
  readonly n: number;
  readonly events: number;
  /** Participants who may still be treated. */
  readonly left: number;
}

export function intervalDecision(rules: IntervalRules, boundsAt: BoundsAt, safety: SafetyCheck): (state: TrialState) => DoseDecision {
  const { doses, maximumN, nEarlyStop } = rules.settings;
  const said = new Map<number, readonly DecisionReason[]>();
  const atTheEnd = new Map<number, readonly DecisionReason[]>();
  return (state) => {
    requireState(state, doses);
    const { dose } = state;
    const n = state.n[dose - 1] ?? 0;
    const events = state.events[dose - 1] ?? 0;
    const moment: Moment = { rules, state, n, events, left: Math.max(0, maximumN - totalOf(state.n)) };
    if (state.phase === TITRATION && moment.left > 0 && n <= 1) return titrate(moment);
    if (rules.stopAtOnce === true && nEarlyStop !== null && n >= nEarlyStop) return stop(moment, "n-at-dose", [enoughAtDose(moment, nEarlyStop)]);
    if (!(moment.left === 0 && rules.uncheckedEnd === true)) {
      if (safety.closes(n, events, dose)) return closeDose(moment, boundsAt(n, dose).close ?? n);
      if (dose === 1 && safety.stopsAtLowest(n, events)) return stopAtLowest(moment, strictNumbers(moment));
    }
    return followBounds(moment, boundsAt, moment.left === 0 ? atTheEnd : said);
  };
}

function titrate(moment: Moment): DoseDecision {
  const { rules, state, n, events } = moment;
  const { dose, closed } = state;
  const numbers = { dose, n, events };
  if (events === 0 && dose < rules.settings.doses && closed[dose] !== true) {
    return treat(moment, dose + 1, 1, reasonOf(rules, "titrate", `No event in the single participant at dose level ${dose}: one participant at dose level ${dose + 1}.`, numbers), { phase: TITRATION });
  }
  const why = events > 0 ? "The first event ends the titration" : "The titration came to the highest open dose level";
  return treat(moment, dose, rules.settings.cohortSize - n, reasonOf(rules, "titration-ends", `${why}: the cohort at dose level ${dose} is filled to ${rules.settings.cohortSize}.`, numbers));
}

function closeDose(moment: Moment, closeFrom: number): DoseDecision {
  const { rules, state, n, events } = moment;
  const { dose } = state;
  const closed = state.closed.map((one, at) => one || at >= dose - 1);
  const down = openBelow(closed, dose);
  if (down === 0) return stopAtLowest(moment, { closeFrom });
  const why = reasonOf(rules, "close", `${events} of ${n} with an event at dose level ${dose}, closed from ${closeFrom}: it and all above are closed.`, { dose, n, events, closeFrom });
  return moment.left === 0 ? stop(moment, "maximum-n", [why, fullTrial(moment)], closed) : treat(moment, down, rules.settings.cohortSize, why, { closed });
}

/** What the stricter stop at the lowest dose level saw. */
function strictNumbers({ rules: { settings }, n, events }: Moment): Readonly<Record<string, number>> {
  return { probability: probabilityAbove(settings.target, n, events), cutoff: settings.lowestCutoff ?? settings.cutoff };
}

function stopAtLowest(moment: Moment, saw: Readonly<Record<string, number>>): DoseDecision {
  const { rules, state, n, events } = moment;
  const { dose } = state;
  const why = reasonOf(rules, "stop-lowest", `${events} of ${n} with an event at dose level ${dose}: too many, and no lower dose level is open. The trial stops.`, { dose, n, events, ...saw });
  return stop(moment, "safety", [why], state.closed.map(() => true));
}

/** @param said what was said before: an enumeration comes to the same counts thousands of times. */
function followBounds(moment: Moment, boundsAt: BoundsAt, said: Map<number, readonly DecisionReason[]>): DoseDecision {
  const { rules, state, n, events, left } = moment;
  const { dose, closed } = state;
  const { escalate, deescalate } = boundsAt(n, dose);
  const wanted = events <= escalate ? dose + 1 : events >= deescalate ? dose - 1 : dose;
  const next = nextOpen(rules, state, wanted);
  const key = ((dose * 1024 + n) * 1024 + events) * 64 + next;
  let why = said.get(key);
  if (why === undefined) {
    const numbers = { dose, n, events, escalateUpTo: escalate, deescalateFrom: deescalate };
    const moves = reasonOf(rules, ruleFor(dose, wanted, next), wordsFor(dose, wanted, next, numbers), numbers);
    said.set(key, (why = left === 0 ? [moves, fullTrial(moment)] : [moves]));
  }
  if (left === 0) return stop(moment, "maximum-n", why);
  if (next === 0) return stop(moment, "no-dose-left", why);
  const { nEarlyStop, cohortSize } = rules.settings;
  if (nEarlyStop !== null && n >= nEarlyStop && next === dose) return stop(moment, "n-at-dose", [...why, enoughAtDose(moment, nEarlyStop)]);
  return { next: { kind: "treat", dose: next, size: Math.min(cohortSize, left) }, closed, phase: "", reasons: why };
}

/** Up only to the next dose level and if it is open; down to the next open one; 0 where none is left. */
function nextOpen(rules: IntervalRules, { dose, closed }: TrialState, wanted: number): number {
  if (closed[dose - 1] === true) return openBelow(closed, dose);
  if (wanted > dose) return dose < rules.settings.doses && closed[dose] !== true ? wanted : dose;
  return wanted < dose ? openBelow(closed, dose) || dose : dose;
}

/** The highest open dose level below; 0 where there is none. */
function openBelow(closed: readonly boolean[], dose: number): number {
  let next = dose - 1;
  while (next >= 1 && closed[next - 1] === true) next -= 1;
  return next;
}

function ruleFor(dose: number, wanted: number, next: number): string {
  if (next !== dose) return next > dose ? "escalate" : "de-escalate";
  return wanted > dose ? "stay-at-top" : wanted < dose ? "stay-at-bottom" : "stay";
}

function wordsFor(dose: number, wanted: number, next: number, bounds: { readonly n: number; readonly events: number; readonly escalateUpTo: number; readonly deescalateFrom: number }): string {
  const up = bounds.escalateUpTo < 0 ? "no count goes up" : `up with at most ${bounds.escalateUpTo}`;
  const down = bounds.deescalateFrom > bounds.n ? "no count goes down" : `down with ${bounds.deescalateFrom} or more`;
  const stays = next !== dose ? "" : wanted > dose ? " No higher dose level is open: stay." : wanted < dose ? " No lower dose level is open: stay." : " Stay.";
  return `${bounds.events} of ${bounds.n} with an event at dose level ${dose}: ${up}, ${down}.${stays}`;
}

const reasonOf = (rules: IntervalRules, rule: string, message: string, numbers: Readonly<Record<string, number>>): DecisionReason => ({ rule: `${rules.code}-${rule}`, message, numbers });

function treat(moment: Moment, dose: number, size: number, why: DecisionReason, change: { readonly closed?: readonly boolean[]; readonly phase?: string } = {}): DoseDecision {
  return { next: { kind: "treat", dose, size: Math.min(size, moment.left) }, closed: change.closed ?? moment.state.closed, phase: change.phase ?? "", reasons: [why] };
}

const stop = (moment: Moment, why: StopKind, reasons: readonly DecisionReason[], closed = moment.state.closed): DoseDecision => ({ next: { kind: "stop", why }, closed, phase: "", reasons });

function fullTrial({ rules, state }: Moment): DecisionReason {
  const { maximumN } = rules.settings;
  const total = totalOf(state.n);
  return { rule: "stop-maximum-n", message: `${total} participants were treated: the trial has its maximum of ${maximumN}.`, numbers: { total, maximumN } };
}

const enoughAtDose = ({ rules, state, n }: Moment, nEarlyStop: number): DecisionReason =>
  reasonOf(rules, "n-at-dose", `${n} participants at dose level ${state.dose}, at least ${nEarlyStop}: the trial ends.`, { dose: state.dose, n, nEarlyStop });
