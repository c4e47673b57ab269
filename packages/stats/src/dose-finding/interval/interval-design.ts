/** The trial that all interval designs share: only their boundaries differ. */
import { requireWhole } from "../core/design-refusal.ts";
import type { DoseDesign } from "../core/dose-design.ts";
import { startTrial } from "../core/trial-state.ts";
import { TITRATION, intervalDecision } from "./interval-decision.ts";
import { intervalRecommendation } from "./interval-recommendation.ts";
import { type IntervalBounds, type IntervalRules, rememberBounds } from "./interval-rules.ts";
import { safetyCheck } from "./safety-check.ts";

export type { IntervalBounds, IntervalRules } from "./interval-rules.ts";

/** A design that also shows its boundaries. */
export interface IntervalDesign extends DoseDesign {
  /** Boundaries after n participants at a dose level (1 where left out). Throws DesignRefusal for n that is not whole, from 0 to 100,000, or a dose level that is none. */
  readonly bounds: (n: number, dose?: number) => IntervalBounds;
}

export function intervalDesign(rules: IntervalRules): IntervalDesign {
  const { doses, cohortSize, maximumN, titration, start } = rules.settings;
  const boundsAt = rememberBounds(rules);
  const safety = safetyCheck(rules, boundsAt);
  const decide = intervalDecision(rules, boundsAt, safety);
  const state = startTrial(doses, start, titration ? TITRATION : "");
  return {
    name: rules.name,
    variant: rules.variant,
    edition: rules.edition,
    doses,
    start: state,
    first: {
      next: { kind: "treat", dose: start, size: Math.min(titration ? 1 : cohortSize, maximumN) },
      closed: state.closed,
      phase: state.phase,
      reasons: [{ rule: `${rules.code}-start`, message: `The trial starts at dose level ${start}.`, numbers: { dose: start } }],
    },
    decide,
    decideByCounts: decide,
    recommend: intervalRecommendation(rules, safety),
    looksAt: titration || rules.byDose === true ? "all-doses" : "current-dose",
    bounds: (n, dose = 1) => boundsAt(requireWhole("n", n, 0, 100_000), requireWhole("dose", dose, 1, doses)),
  };
}
