/** Pre-specified infusion-associated events, by the rule sets of the protocol. */
import type { Reason, RuleReference } from "../decision/decision.ts";
import { reason } from "../decision/reason.ts";
import type { Instant } from "../infusion/infusion-event.ts";
import type { InfusionState } from "../infusion/infusion-state.ts";
import { stateAt } from "../infusion/state-at.ts";
import type { EventTrigger, InfusionEventRule, InfusionEventRuleSet } from "../protocol/protocol.ts";
import type { Source } from "../protocol/source.ts";
import { eventWindow, recordReachesEnd } from "./event-window.ts";
import type { EventWindow, TriggerVerdict } from "./event-window.ts";
import { hypoxaemia, newIntubation } from "./oxygen-trigger.ts";
import { newRhythm, outcomeSeen, signSeen } from "./seen-triggers.ts";
import { vasopressorCount, vasopressorIncrease } from "./vasopressor-trigger.ts";

export interface InfusionEventFinding {
  readonly ruleSetId: string;
  readonly edition: string;
  /** The rule set stands in for a definition that was not published: said on every display. */
  readonly standIn: boolean;
  readonly ruleId: string;
  readonly title: string;
  /** `open`: not met so far, and the window has not closed. */
  readonly status: "met" | "not-met" | "open" | "not-assessable";
  readonly opensAt: Instant | null;
  readonly closesAt: Instant | null;
  /** When it was met, and by which events. */
  readonly at: Instant | null;
  readonly eventIds: readonly string[];
  readonly reasons: readonly Reason[];
}

/**
 * One finding per rule, at `now`.
 *
 * The window runs from the first start, its end included. A trigger that is met stays met. "Not met" is said only after the window
 * has closed, and only when the record reaches its end: silence is not health. Where something decisive is unknown (FiO2, PEEP,
 * the weight, what a drug was, whether anyone looked), the finding is not assessable and says why; the window may still be open then.
 *
 * Source: the rule set's own (START: Ann Intensive Care 2014, Table 1, and the registry's variants); comparators, limits and windows
 * are the protocol's data.
 *
 * @example assessInfusionEvents(state, ruleSet, now).filter((finding) => finding.status === "met")
 */
export function assessInfusionEvents(state: InfusionState, ruleSet: InfusionEventRuleSet, now: Instant): InfusionEventFinding[] {
  const known = stateAt(state, now);
  const startedAt = known.starts.map((start) => start.at).filter((at) => at <= now).toSorted()[0] ?? null;
  return ruleSet.rules.map((rule) => assessRule(known, ruleSet, rule, startedAt, now));
}

function assessRule(state: InfusionState, ruleSet: InfusionEventRuleSet, rule: InfusionEventRule, startedAt: Instant | null, now: Instant): InfusionEventFinding {
  const reference = { id: `${ruleSet.id}.${rule.id}`, edition: ruleSet.edition };
  const base = { ruleSetId: ruleSet.id, edition: ruleSet.edition, standIn: ruleSet.standIn, ruleId: rule.id, title: rule.title };
  const { title } = rule;
  if (startedAt === null) {
    const because = reason("event-rule-not-started", `infusion-event.${rule.id}`, reference, { title }, rule.window.source);
    return { ...base, status: "not-assessable", opensAt: null, closesAt: null, at: null, eventIds: [], reasons: [because] };
  }
  const window = eventWindow(state, startedAt, rule.window, now);
  const verdict = pull(window, rule.trigger, reference, title);
  const judged = conclude(window, verdict, reference, { title, path: `infusion-event.${rule.id}`, source: sourceOf(rule.trigger) });
  const met = verdict.verdict === "met" ? verdict : null;
  return { ...base, ...judged, opensAt: startedAt, closesAt: window.closesAt, at: met?.at ?? null, eventIds: met?.eventIds ?? [] };
}

/** Turns what a trigger found into a finding; the time of the window decides between `open`, `not-met` and `not-assessable`. */
export function conclude(window: EventWindow, verdict: TriggerVerdict, rule: RuleReference, about: { readonly title: string; readonly path: string; readonly source: Source | null }): Pick<InfusionEventFinding, "status" | "reasons"> {
  const saw = { title: about.title, closesAt: window.closesAt };
  switch (verdict.verdict) {
    case "met":
      return { status: "met", reasons: [reason("event-rule-met", about.path, rule, { ...saw, what: verdict.what, at: verdict.at }, about.source)] };
    case "excluded":
      return { status: "not-met", reasons: [verdict.reason] };
    case "unclear":
      return { status: "not-assessable", reasons: verdict.because };
    case "unlooked":
    case "nothing":
  }
  if (window.now <= window.closesAt) return { status: "open", reasons: [reason("event-rule-open", about.path, rule, saw, about.source)] };
  if (verdict.verdict === "unlooked") return { status: "not-assessable", reasons: verdict.because };
  if (!recordReachesEnd(window)) return { status: "not-assessable", reasons: [reason("event-rule-record-ends", about.path, rule, saw, about.source)] };
  return { status: "not-met", reasons: [reason("event-rule-not-met", about.path, rule, saw, about.source)] };
}

function pull(window: EventWindow, trigger: EventTrigger, rule: RuleReference, title: string): TriggerVerdict {
  switch (trigger.kind) {
    case "vasopressor-increase":
      return vasopressorIncrease(window, trigger, rule, title);
    case "vasopressor-count":
      return vasopressorCount(window, trigger, rule, title);
    case "new-rhythm":
      return newRhythm(window, trigger, rule, title);
    case "cardioversion":
      return outcomeSeen(window, ["cardioversion"]);
    case "hypoxaemia":
      return hypoxaemia(window, trigger, rule, title);
    case "new-intubation":
      return newIntubation(window, trigger, rule, title);
    case "sign":
      return signSeen(window, trigger, rule, title);
    case "outcome":
      return outcomeSeen(window, trigger.outcomes);
    default:
      return trigger satisfies never;
  }
}

function sourceOf(trigger: EventTrigger): Source {
  if (trigger.kind === "vasopressor-increase") return trigger.increase.source;
  return trigger.kind === "hypoxaemia" ? trigger.fio2Increase.source : trigger.source;
}
