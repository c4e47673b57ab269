/** The variance between studies that a model leaves, with its intervals. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import type { MixedEffectsFit } from "../pooling/fit-mixed-effects.ts";
import type { BetweenStudies } from "../pooling/pooled-effect.ts";
import { profileQ, profileTauSquared } from "../pooling/tau-squared-interval.ts";

/** Throws StatisticRefusal `options-conflict` for a profile likelihood of an estimator without a likelihood. */
export function residualVariance(fit: MixedEffectsFit, wanted: "q-profile" | "profile-likelihood" | "both" | "none", level: number): BetweenStudies {
  const { moments, estimation, tauSquared: estimate } = fit;
  const likelihood = estimation?.estimator === "ML" || estimation?.estimator === "REML" ? estimation.estimator : null;
  if (wanted === "profile-likelihood" && likelihood === null) throw new StatisticRefusal("options-conflict", "tauSquaredInterval", "The profile likelihood is for a variance between studies by ML or REML.", 'Choose "q-profile", or tauSquared "REML".');
  return {
    estimate,
    estimator: estimation?.estimator ?? "given",
    standardError: estimation?.standardError ?? null,
    interval: wanted === "q-profile" || wanted === "both" ? profileQ(moments, level) : null,
    profile: likelihood !== null && (wanted === "profile-likelihood" || wanted === "both") ? profileTauSquared(moments, { estimate, kind: likelihood, level }) : null,
    gradient: estimation?.gradient ?? null,
    iterations: estimation?.iterations ?? 0,
    maxima: estimation?.maxima ?? null,
    reason: null,
  };
}
