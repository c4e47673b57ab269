/** The recommended dose level of an interval design, by isotonic regression over the dose levels that were treated and are open. */
import type { Recommendation } from "../core/dose-decision.ts";
import type { TrialState } from "../core/trial-state.ts";
import { isotonicChoice } from "../isotonic/isotonic-choice.ts";
import type { IntervalRules } from "./interval-rules.ts";
import type { SafetyCheck } from "./safety-check.ts";

export function intervalRecommendation(rules: IntervalRules, safety: SafetyCheck): (state: TrialState) => Recommendation {
  const { target, boundMTD } = rules.settings;
  const rule = `isotonic regression, nearest to ${target}${boundMTD ? ", below the de-escalation boundary" : ""}`;
  return ({ n, events, closed: before }) => {
    const all = safety.stopsAtSelection(n[0] ?? 0, events[0] ?? 0);
    const lowestClosed = all ? 0 : n.findIndex((size, at) => safety.closes(size, events[at] ?? 0, at + 1));
    const closed = lowestClosed < 0 ? before : before.map((one, at) => one || at >= lowestClosed);
    const dose = isotonicChoice(n, events, closed, target, boundMTD ? rules.upperRate : null);
    if (dose !== null) return { kind: "dose", dose, rule };
    return { kind: "none", why: whyNone(n, closed), rule };
  };
}

/** Why no dose level can be recommended. */
export function whyNone(n: readonly number[], closed: readonly boolean[]): string {
  if (closed.every(Boolean)) return "Every dose level is closed.";
  if (n.every((size, at) => size === 0 || closed[at] === true)) return "No dose level that is open was treated.";
  return "No estimate lies below the de-escalation boundary.";
}
