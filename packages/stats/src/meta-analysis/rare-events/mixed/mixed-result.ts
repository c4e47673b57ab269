/** Shape of the result of a mixed model, from its fit. */
import { StatisticRefusal } from "../../../form/statistic-refusal.ts";
import type { Measure } from "../../effect-sizes/measures.ts";
import { backTransform } from "../../effect-sizes/back-transform.ts";
import { type NaturalLimits, type RareLimits, type RareTest, naturalOf, waldParts } from "../rare-effect.ts";
import type { MixedFit, ProfileInterval } from "./fit-mixed.ts";

export interface MixedEstimate {
  readonly estimate: number;
  readonly standardError: number | null;
  readonly interval: RareLimits | null;
  readonly intervals: { readonly wald: RareLimits | null; readonly profile: ProfileInterval | null };
  /** Wald's test of no effect; `null` for proportions and rates. */
  readonly test: RareTest | null;
  readonly likelihoodRatio: RareTest | null;
  readonly tauSquared: { readonly estimate: number; readonly interval: ProfileInterval | null; readonly test: MixedFit["tauSquaredTest"] } | null;
  readonly studyVariance: number | null;
  readonly studyLevel: number | null;
  readonly logLikelihood: number;
  readonly gradientNorm: number;
  readonly ratio: NaturalLimits | null;
  readonly difference: NaturalLimits | null;
  readonly proportion: NaturalLimits | null;
  readonly rate: NaturalLimits | null;
}

export function mixedEstimate(fit: MixedFit, measure: Measure, chosen: { readonly model: "common" | "random"; readonly interval: "wald" | "profile"; readonly level: number }): MixedEstimate {
  const { estimate, standardError } = fit;
  const wald = standardError === null ? null : waldParts(measure, estimate, standardError, chosen.level);
  if (chosen.interval === "profile" && fit.profile === null) throw new StatisticRefusal("not-converged", "interval", "There is no profile interval.", 'Choose profile "effect", or the interval "wald".', { gradient: fit.gradientNorm });
  const interval = chosen.interval === "profile" ? fit.profile : (wald?.interval ?? null);
  const level = measure === "proportion-logit" || measure === "rate-log";
  const back = (value: number): number => backTransform(measure, value) ?? 0;
  const natural = interval === null ? null : { estimate: back(estimate), lower: back(interval.lower), upper: back(interval.upper) };
  return {
    estimate, standardError,
    interval: interval === null ? null : { lower: interval.lower, upper: interval.upper, level: chosen.level },
    intervals: { wald: wald?.interval ?? null, profile: fit.profile },
    test: level ? null : (wald?.test ?? null),
    likelihoodRatio: fit.likelihoodRatio,
    tauSquared: chosen.model === "random" ? { estimate: fit.tauSquared, interval: fit.tauSquaredProfile, test: fit.tauSquaredTest } : null,
    studyVariance: fit.studyVariance,
    studyLevel: fit.level,
    logLikelihood: fit.logLikelihood,
    gradientNorm: fit.gradientNorm,
    ...(level || interval === null ? { ratio: null, difference: null } : naturalOf(measure, estimate, interval)),
    proportion: measure === "proportion-logit" ? natural : null,
    rate: measure === "rate-log" ? natural : null,
  };
}
