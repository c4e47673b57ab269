/** A dose level that is closed is neither given nor recommended, whoever asks for it. */
import type { DoseDecision, NextStep, Recommendation } from "./dose-decision.ts";
import type { TrialState } from "./trial-state.ts";

/** The highest open dose level up to `wanted`; 0 where there is none. */
function highestOpen(closed: readonly boolean[], wanted: number): number {
  let dose = wanted;
  while (dose >= 1 && closed[dose - 1] === true) dose -= 1;
  return dose;
}

/** The decision with its dose level replaced by the highest open one below, or a stop, where it is closed. */
export function openStep(decision: DoseDecision): DoseDecision {
  const { next } = decision;
  if (next.kind !== "treat" || decision.closed[next.dose - 1] !== true) return decision;
  const wanted = next.dose;
  const dose = highestOpen(decision.closed, wanted);
  const message = dose === 0 ? "Every dose level up to the wanted one is closed." : `Dose level ${wanted} is closed; ${dose} is the highest open one below it.`;
  const step: NextStep = dose === 0 ? { kind: "stop", why: "no-dose-left" } : { ...next, dose };
  return { ...decision, next: step, reasons: [...decision.reasons, { rule: "closed-dose", message, numbers: { wanted, dose } }] };
}

/**
 * The recommendation with a closed dose level replaced by the highest one below it that is open and was given; none where
 * there is no such level.
 */
export function openRecommendation(recommendation: Recommendation, state: TrialState): Recommendation {
  if (recommendation.kind === "none") return recommendation;
  const wanted = recommendation.kind === "dose" ? recommendation.dose : recommendation.maximumAdministeredDose;
  if (state.closed[wanted - 1] !== true) return recommendation;
  const rule = `${recommendation.rule}; dose level ${wanted} is closed, so the highest open one below it that was given`;
  for (let dose = wanted - 1; dose >= 1; dose--) {
    if (state.closed[dose - 1] !== true && (state.n[dose - 1] ?? 0) > 0) return { kind: "dose", dose, rule };
  }
  return { kind: "none", why: `Dose level ${wanted} is closed, and no open dose level below it was given.`, rule };
}
