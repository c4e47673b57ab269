/** The trial that TITE-BOIN, TITE-keyboard and fractional interval designs share: only their judgement of pending outcomes differs. */
import type { DecisionReason, DoseDecision, NextStep } from "../core/dose-decision.ts";
import { totalOf } from "../core/trial-state.ts";
import { probabilityAbove } from "../interval/closing-rule.ts";
import type { IntervalDesign } from "../interval/interval-design.ts";
import type { IntervalSettings } from "../interval/interval-options.ts";
import { requireState } from "../core/require-state.ts";
import { type LateOnsetDesign, type TimedState, followUpAt, treatedOf } from "./timed-state.ts";
import { waitFor } from "./wait-for-all-outcomes.ts";

/** What is known at the current dose level. */
export interface LateCounts {
  /** Participants treated, those with a pending outcome included. */
  readonly n: number;
  readonly events: number;
  readonly pending: number;
  /** Sum of the followed parts of the window of those pending: the standardised total follow-up time (STFT). */
  readonly followed: number;
  /** The least followed part of the window among them; 1 without any. */
  readonly least: number;
}

export interface LateJudgement {
  readonly move: "escalate" | "stay" | "de-escalate" | "wait";
  readonly rule: string;
  readonly message: string;
  readonly numbers: Readonly<Record<string, number>>;
}

export interface LateRules {
  readonly name: string;
  /** First part of the codes of reasons: `tite-boin`. */
  readonly code: string;
  readonly variant: string;
  readonly edition: string;
  /** Decides when nobody is pending, and recommends. */
  readonly inner: IntervalDesign;
  readonly settings: IntervalSettings;
  readonly judge: (counts: LateCounts, state: TimedState) => LateJudgement;
  /** Down at the lowest open dose level waits for the pending outcomes there instead of staying. */
  readonly waitAtLowest: boolean;
  /** The stricter stop at the lowest dose level speaks only while that one is the current one; at every decision where left out. */
  readonly strictAtCurrentOnly?: boolean;
}

export interface LateIntervalDesign extends LateOnsetDesign {
  readonly judge: (counts: LateCounts, state: TimedState) => LateJudgement;
}

/**
 * Safety is checked at every dose level, since a late event may come where nobody is treated any more; pending
 * participants count as treated without event there, as in the papers. Then the judgement speaks.
 */
export function lateInterval(rules: LateRules): LateIntervalDesign {
  const { inner, settings, code } = rules;
  const reason = (rule: string, message: string, numbers: Readonly<Record<string, number>>): DecisionReason => ({ rule: `${code}-${rule}`, message, numbers });

  const decide = (given: TimedState): DoseDecision => {
    requireState(given, settings.doses);
    const treated = treatedOf(given);
    const { closed, why } = closeTooHigh(given, treated, rules);
    const state = why === null ? given : { ...given, closed };
    const because = why === null ? [] : [why];
    if (closed[0] === true && given.closed[0] !== true) return { next: { kind: "stop", why: "safety" }, closed: closed.map(() => true), phase: "", reasons: [...because, reason("stop-lowest", "The lowest dose level is probably too high: the trial stops.", {})] };
    if (given.pending.length === 0) {
      const decision = inner.decide(state);
      return why === null || decision.reasons.some((one) => one.rule.endsWith("-close")) ? decision : { ...decision, reasons: [why, ...decision.reasons] };
    }
    const total = totalOf(treated);
    if (total >= settings.maximumN) return wait(state, because, reason("last-outcomes", `All ${total} participants are treated; the last outcomes are waited for.`, { total, maximumN: settings.maximumN }));
    if (state.phase !== "") return wait(state, because, reason("titration-waits", "A single participant is pending: the titration goes on when the outcome is known.", {}));
    const { dose } = state;
    const at = dose - 1;
    const step = (next: number, reasons: readonly DecisionReason[]): DoseDecision => ({ next: { kind: "treat", dose: next, size: Math.min(settings.cohortSize, settings.maximumN - total) }, closed, phase: "", reasons: [...because, ...reasons] });
    if (closed[at] === true) {
      const below = openBelow(closed, dose);
      return below > 0 ? step(below, []) : { next: { kind: "stop", why: "no-dose-left" }, closed, phase: "", reasons: because };
    }
    const n = treated[at] ?? 0;
    const here = followUpAt(state, dose);
    const judged = rules.judge({ n, events: state.events[at] ?? 0, ...here }, state);
    const spoken = reason(judged.rule, judged.message, { dose, ...judged.numbers });
    if (judged.move === "wait") return wait(state, because, spoken);
    const below = openBelow(closed, dose);
    if (judged.move === "de-escalate" && below === 0 && rules.waitAtLowest && here.pending > 0) return wait(state, because, spoken, reason("wait-at-lowest", "There is no lower dose level: the pending outcomes are waited for.", { dose }));
    const next = judged.move === "escalate" && dose < settings.doses && closed[dose] !== true ? dose + 1 : judged.move === "de-escalate" && below > 0 ? below : dose;
    if (next === dose && settings.nEarlyStop !== null && n >= settings.nEarlyStop) {
      const stop: NextStep = { kind: "stop", why: "n-at-dose" };
      return { next: stop, closed, phase: "", reasons: [...because, spoken, reason("n-at-dose", `${n} participants at dose level ${dose}, at least ${settings.nEarlyStop}: the trial ends.`, { dose, n, nEarlyStop: settings.nEarlyStop })] };
    }
    return step(next, [spoken]);
  };

  return { ...inner, name: rules.name, variant: rules.variant, edition: rules.edition, looksAt: "all-doses", usesPending: true, decide, judge: rules.judge };
}

function wait(state: TimedState, before: readonly DecisionReason[], ...reasons: readonly DecisionReason[]): DoseDecision {
  return { ...waitFor(state, "", ""), reasons: [...before, ...reasons] };
}

/** Closes the lowest dose level that is probably too high, and all above. */
function closeTooHigh(state: TimedState, treated: readonly number[], { inner, settings, code, strictAtCurrentOnly = false }: LateRules): { readonly closed: readonly boolean[]; readonly why: DecisionReason | null } {
  for (const [at, n] of treated.entries()) {
    if (n === 0 || state.closed[at] === true) continue;
    const events = state.events[at] ?? 0;
    const close = inner.bounds(n, at + 1).close;
    const strict = at === 0 && (!strictAtCurrentOnly || state.dose === 1) && settings.lowestCutoff !== null && n >= 3 && probabilityAbove(settings.target, n, events) > settings.lowestCutoff;
    if ((close === null || events < close) && !strict) continue;
    const dose = at + 1;
    const numbers = { dose, n, events, probability: probabilityAbove(settings.target, n, events), cutoff: strict ? (settings.lowestCutoff ?? settings.cutoff) : settings.cutoff };
    return { closed: state.closed.map((one, index) => one || index >= at), why: { rule: `${code}-close`, message: `${events} of ${n} treated with an event at dose level ${dose}: it and all above are closed.`, numbers } };
  }
  return { closed: state.closed, why: null };
}

function openBelow(closed: readonly boolean[], dose: number): number {
  let next = dose - 1;
  while (next >= 1 && closed[next - 1] === true) next -= 1;
  return next;
}
