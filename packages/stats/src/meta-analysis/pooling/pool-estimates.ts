/** Pooling of estimates that have been read: the part that `poolEffects` and `poolStudies` share. */
import { normalQuantile, normalTail } from "../../distributions/normal.ts";
import { studentQuantile, studentTail } from "../../distributions/student-t.ts";
import type { MissingRows } from "../../form/columns.ts";
import type { ReadOptions } from "../../form/option-fields.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { backTransform } from "../effect-sizes/back-transform.ts";
import { harmonicMean } from "../effect-sizes/harmonic-mean.ts";
import { type Measure, measureFacts } from "../effect-sizes/measures.ts";
import { type MixedEffectsFit, fitMixedEffects } from "./fit-mixed-effects.ts";
import { assessHeterogeneity } from "./heterogeneity.ts";
import type { BetweenStudies, Limits, NaturalEffect, PooledEffect } from "./pooled-effect.ts";
import type { poolingModelOptions } from "./pooling-options.ts";
import { sayPooling } from "./say-pooling.ts";
import { profileQ, profileTauSquared } from "./tau-squared-interval.ts";

export type PoolingChoices = ReadOptions<typeof poolingModelOptions>;
export interface StudyEstimates {
  readonly measure: Measure;
  readonly names: readonly string[];
  readonly estimates: Float64Array;
  readonly variances: Float64Array;
  /** Weights of the caller's own, or `null`. */
  readonly weights: Float64Array | null;
  readonly sizes: Float64Array | null;
  readonly missing: MissingRows;
}

/** Below this number of studies the result says that they are few. */
const few = 5;

/** All fields of a pooled effect but `toJSON`. Errors as {@link poolEffects}. */
export function poolEstimates(given: StudyEstimates, chosen: PoolingChoices): Omit<PooledEffect, "toJSON"> {
  const { estimates, variances, weights: own, measure } = given;
  requireScale(given);
  const studies = estimates.length;
  const random = chosen.model === "random";
  const warnings: string[] = [];
  const alone = random && studies === 1 && chosen.tauSquaredValue === null;
  const fit = fitMixedEffects(estimates, variances, null, alone ? { model: "common" } : chosen);
  const kind = intervalKind(chosen, own, studies, warnings);
  if (random && studies < few) warnings.push(`Fewer than ${few} studies: the variance between studies, and with it every interval here, is poorly known.`);
  if (alone) warnings.push("One study: the estimate and its normal interval are that study's own, and say nothing about how effects differ.");
  const { estimate, variance, share } = average(fit, estimates, variances, own);
  const factor = kind === "wald" ? null : fit.residualSum / fit.residualDegrees;
  if (factor === 0 && kind === "hksj") throw new StatisticRefusal("not-identified", "interval", "The estimates agree to the last digit, so that the Hartung-Knapp-Sidik-Jonkman variance is 0.", 'Choose "hksj-modified" or "wald".');
  const standardError = Math.sqrt(variance * (factor === null ? 1 : kind === "hksj" ? factor : Math.max(1, factor)));
  const degreesOfFreedom = kind === "wald" ? null : fit.residualDegrees;
  const reach = quantile((1 - chosen.level) / 2, degreesOfFreedom) * standardError;
  const statistic = estimate / standardError;
  const tail = degreesOfFreedom === null ? normalTail(Math.abs(statistic), { tail: "upper" }) : studentTail(Math.abs(statistic), degreesOfFreedom, { tail: "upper" });
  const interval: Limits = { lower: estimate - reach, upper: estimate + reach, level: chosen.level };
  const tauSquared = random ? betweenStudies(fit, chosen, alone) : null;
  const spread = Math.sqrt(fit.tauSquared + (chosen.predictionVariance === "classical" ? variance : standardError ** 2));
  const { prediction, predictionReason } = predict(estimate, spread, studies, chosen, random, alone);
  const result = {
    measure,
    scale: measureFacts(measure).scale,
    model: chosen.model,
    studies,
    names: given.names,
    estimate,
    standardError,
    interval,
    test: { statistic, distribution: degreesOfFreedom === null ? "normal" : "t", degreesOfFreedom, pValue: Math.min(1, 2 * tail) },
    ...naturalScale(given, estimate, interval, prediction, warnings),
    tauSquared,
    heterogeneity: assessHeterogeneity(fit, alone ? "common" : chosen.model, tauSquared?.interval ?? tauSquared?.profile ?? null),
    prediction,
    predictionReason,
    hksjFactor: factor,
    weights: share,
    missing: given.missing,
    warnings,
  } as const;
  return { method: sayPooling(result, kind, chosen, own !== null), ...result };
}

/** Cubes of weights times squares of estimates must be numbers. */
function requireScale({ estimates, variances, names }: StudyEstimates): void {
  for (let at = 0; at < estimates.length; at++) {
    const [estimate = 0, variance = 0] = [estimates[at], variances[at]];
    if (Math.abs(estimate) <= 1e50 && variance >= 1e-50 && variance <= 1e50) continue;
    throw new StatisticRefusal("out-of-range", "variance", `Study ${names[at] ?? at + 1} has the estimate ${estimate} with the variance ${variance}: beyond 1e50, or a variance below 1e-50.`, "Choose another unit.", { estimate, variance });
  }
}

/** One quantile from the upper tail. */
const quantile = (tail: number, degreesOfFreedom: number | null): number => (degreesOfFreedom === null ? normalQuantile(tail, { tail: "upper" }) : studentQuantile(tail, degreesOfFreedom, { tail: "upper" }));

function intervalKind(chosen: PoolingChoices, own: Float64Array | null, studies: number, warnings: string[]): "wald" | "hksj" | "hksj-modified" {
  const kind = chosen.interval ?? (chosen.model === "random" && own === null ? "hksj-modified" : "wald");
  if (kind !== "wald" && own !== null) throw new StatisticRefusal("options-conflict", "interval", "The Hartung-Knapp-Sidik-Jonkman interval is for inverse-variance weights.", 'Choose "wald", or leave the column of weights out.');
  if (kind === "wald" || studies > 1) return kind;
  if (chosen.interval !== null) warnings.push("One study has no Hartung-Knapp-Sidik-Jonkman interval; the normal one is given.");
  return "wald";
}

/** The pooled estimate, its classical variance, and the share of each study in percent. */
function average(fit: MixedEffectsFit, estimates: Float64Array, variances: Float64Array, own: Float64Array | null): { estimate: number; variance: number; share: Float64Array } {
  const weights = own ?? fit.weights;
  let all = 0;
  for (const weight of weights) all += weight;
  const share = new Float64Array(weights.length);
  for (let at = 0; at < share.length; at++) share[at] = (100 * (weights[at] as number)) / all;
  if (own === null) return { estimate: fit.coefficients[0] as number, variance: fit.covariance.values[0] as number, share };
  let [estimate, variance] = [0, 0];
  for (let at = 0; at < own.length; at++) {
    const part = (own[at] as number) / all;
    estimate += part * (estimates[at] as number);
    variance += part * part * ((variances[at] as number) + fit.tauSquared);
  }
  return { estimate, variance, share };
}

function betweenStudies(fit: MixedEffectsFit, chosen: PoolingChoices, alone: boolean): BetweenStudies {
  const { moments, estimation } = fit;
  if (alone) return { estimate: null, estimator: chosen.tauSquared, standardError: null, interval: null, profile: null, gradient: null, iterations: 0, maxima: null, reason: "One study cannot tell how much effects differ between studies." };
  const wanted = chosen.tauSquaredInterval;
  const likelihood = estimation?.estimator === "ML" || estimation?.estimator === "REML" ? estimation.estimator : null;
  if (wanted === "profile-likelihood" && likelihood === null) throw new StatisticRefusal("options-conflict", "tauSquaredInterval", "The profile likelihood is for a variance between studies by ML or REML.", 'Choose "q-profile", or tauSquared "REML".');
  return {
    estimate: fit.tauSquared,
    estimator: estimation?.estimator ?? "given",
    standardError: estimation?.standardError ?? null,
    interval: wanted === "q-profile" || wanted === "both" ? profileQ(moments, chosen.level) : null,
    profile: likelihood !== null && (wanted === "profile-likelihood" || wanted === "both") ? profileTauSquared(moments, { estimate: fit.tauSquared, kind: likelihood, level: chosen.level }) : null,
    gradient: estimation?.gradient ?? null,
    iterations: estimation?.iterations ?? 0,
    maxima: estimation?.maxima ?? null,
    reason: null,
  };
}

function predict(estimate: number, spread: number, studies: number, { prediction: kind, level }: PoolingChoices, random: boolean, alone: boolean): Pick<PooledEffect, "prediction" | "predictionReason"> {
  const none = (predictionReason: string) => ({ prediction: null, predictionReason });
  if (!random) return none("With one common effect a new study has that effect.");
  if (kind === "none") return none("It was not asked for.");
  if (alone) return none("One study cannot tell how much effects differ between studies.");
  const degreesOfFreedom = kind === "normal" ? null : studies - (kind === "k-2" ? 2 : 1);
  if (degreesOfFreedom !== null && degreesOfFreedom < 1) return none(`A prediction interval with ${kind} degrees of freedom needs at least ${kind === "k-2" ? 3 : 2} studies.`);
  const reach = quantile((1 - level) / 2, degreesOfFreedom) * spread;
  return { prediction: { lower: estimate - reach, upper: estimate + reach, level, distribution: degreesOfFreedom === null ? "normal" : "t", degreesOfFreedom }, predictionReason: null };
}

function naturalScale({ measure, sizes }: StudyEstimates, estimate: number, { lower, upper }: Limits, prediction: PooledEffect["prediction"], warnings: string[]): Pick<PooledEffect, "ratio" | "difference" | "proportion" | "rate"> {
  const none = { ratio: null, difference: null, proportion: null, rate: null };
  const { natural, scale } = measureFacts(measure);
  if (natural === null) return none;
  const double = scale === "double arcsine" || scale === "double square root";
  const size = double && sizes !== null ? harmonicMean(sizes) : null;
  if (double) warnings.push(size === null ? "Freeman-Tukey values cannot be taken back without the sizes of the studies." : `The Freeman-Tukey value was taken back with the harmonic mean of the studies' sizes, ${size.toPrecision(6)}; where sizes differ much it can mislead. A logistic mixed model needs no such step.`);
  const back = (value: number): number | null => backTransform(measure, value, { size });
  const [middle, low, high] = [back(estimate), back(lower), back(upper)];
  if (middle === null || low === null || high === null) return none;
  const made: NaturalEffect = { estimate: middle, lower: low, upper: high, prediction: prediction === null ? null : { lower: back(prediction.lower) ?? low, upper: back(prediction.upper) ?? high } };
  return { ...none, [natural]: made };
}
