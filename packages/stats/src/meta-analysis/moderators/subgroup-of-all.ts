/** A subgroup's effect with the inference of the one model of all studies. */
import type { ReadOptions } from "../../form/option-fields.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { backTransform } from "../effect-sizes/back-transform.ts";
import { measureFacts } from "../effect-sizes/measures.ts";
import type { MixedEffectsFit } from "../pooling/fit-mixed-effects.ts";
import type { NaturalEffect } from "../pooling/pooled-effect.ts";
import type { Subgroup } from "./compare-subgroups.ts";
import { criticalValue, testValue } from "./linear-inference.ts";
import type { subgroupOptions } from "./subgroup-options.ts";

/** Replaces standard error, interval, test and prediction by those with Knapp and Hartung's factor and k - g degrees of freedom of all studies. */
export function subgroupOfAll(own: Subgroup, fit: MixedEffectsFit, place: number, chosen: ReadOptions<typeof subgroupOptions>): Subgroup {
  const kind = chosen.interval ?? "hksj-modified";
  const factor = kind === "wald" ? null : fit.residualSum / fit.residualDegrees;
  if (factor === 0 && kind === "hksj") throw new StatisticRefusal("not-identified", "interval", "The estimates of each subgroup agree to the last digit, so that the Hartung-Knapp-Sidik-Jonkman variance is 0.", 'Choose "hksj-modified" or "wald".');
  const estimate = fit.coefficients[place] as number;
  const variance = fit.covariance.values[place * (fit.covariance.columns + 1)] as number;
  const standardError = Math.sqrt(variance * (factor === null ? 1 : kind === "hksj" ? factor : Math.max(1, factor)));
  const { interval, test } = testValue(estimate, standardError, factor === null ? null : fit.residualDegrees, chosen.level);
  const degreesOfFreedom = chosen.prediction === "normal" ? null : fit.residualDegrees - (chosen.prediction === "k-2" ? 1 : 0);
  const reason = chosen.prediction === "none" ? "It was not asked for." : degreesOfFreedom !== null && degreesOfFreedom < 1 ? "A prediction interval needs more studies." : null;
  const reach = reason === null ? criticalValue(chosen.level, degreesOfFreedom) * Math.sqrt(standardError ** 2 + fit.tauSquared) : 0;
  const prediction = reason === null ? { lower: estimate - reach, upper: estimate + reach, level: chosen.level, distribution: degreesOfFreedom === null ? ("normal" as const) : ("t" as const), degreesOfFreedom } : null;
  const natural = measureFacts(chosen.measure).natural;
  const back = (value: number): number | null => backTransform(chosen.measure, value);
  const [middle, low, high] = [back(estimate), back(interval.lower), back(interval.upper)];
  const made: NaturalEffect | null = natural === null || middle === null || low === null || high === null ? null : { estimate: middle, lower: low, upper: high, prediction: prediction === null ? null : { lower: back(prediction.lower) ?? low, upper: back(prediction.upper) ?? high } };
  return { ...own, estimate, standardError, interval, test, ...(natural === null ? {} : { [natural]: made }), prediction, predictionReason: reason, hksjFactor: factor, warnings: [] };
}
