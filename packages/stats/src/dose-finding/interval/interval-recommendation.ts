/** The recommended dose level of an interval design, by isotonic regression over the dose levels that were treated and are open. */
import type { Recommendation } from "../core/dose-decision.ts";
import type { TrialState } from "../core/trial-state.ts";
import { isotonicChoice } from "../isotonic/isotonic-choice.ts";
import { whyNone } from "../isotonic/why-none.ts";
import type { IntervalRules } from "./interval-rules.ts";
import { requireState } from "../core/require-state.ts";
import type { SafetyCheck } from "./safety-check.ts";

export function intervalRecommendation(rules: IntervalRules, safety: SafetyCheck): (state: TrialState) => Recommendation {
  const { doses, target, boundMTD } = rules.settings;
  const rule = `isotonic regression, nearest to ${target}${boundMTD ? ", below the de-escalation boundary" : ""}`;
  return (state) => {
    requireState(state, doses);
    const { n, events, closed: before } = state;
    let closed = before;
    if (safety.stopsAtSelection(n[0] ?? 0, events[0] ?? 0)) closed = before.map(() => true);
    for (let at = 0; at < n.length; at++) {
      if (closed[at] === true || !safety.closesAtSelection(n[at] ?? 0, events[at] ?? 0, at + 1)) continue;
      closed = closed.map((one, higher) => one || higher >= at);
      break;
    }
    const dose = isotonicChoice(n, events, closed, target, boundMTD ? rules.upperRate : null);
    if (dose !== null) return { kind: "dose", dose, rule };
    return { kind: "none", why: whyNone(n, closed), rule };
  };
}
