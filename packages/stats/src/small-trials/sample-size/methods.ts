/** Plans of sizes, by name. */
import { type AnyMethod, describeMethod } from "../../form/method-description.ts";
import { planTimeToEvent, planTwoRates, ratePlanColumns, ratePlanOptions, timePlanColumns, timePlanOptions } from "./plan-events.ts";
import { planOptions } from "./plan-parts.ts";
import { planProportion, planProportionPrecision, planToSeeAnEvent, precisionPlanColumns, precisionPlanOptions, proportionPlanColumns, seeingPlanColumns, seeingPlanOptions } from "./plan-proportion.ts";
import { planPrecisionInR, planProportionInR, planTimeToEventInR, planTwoMeansInR, planTwoProportionsInR, planTwoRatesInR } from "./plans-in-r.ts";
import { planTwoMeans, twoMeanPlanColumns, twoMeanPlanOptions } from "./plan-two-means.ts";
import { planTwoProportions, twoProportionPlanColumns, twoProportionPlanOptions } from "./plan-two-proportions.ts";

const field = "small-trials";
export const sampleSizeMethods: readonly AnyMethod[] = [
  describeMethod({ name: "plan-two-means", field, title: "Size or power of two arms for a t test, with margins, unequal arms, clusters and drop-out.", columns: twoMeanPlanColumns, options: twoMeanPlanOptions, example: { columns: { difference: [1, 0.5], sd: [1, 1] } }, compute: planTwoMeans, inR: planTwoMeansInR }),
  describeMethod({ name: "plan-two-proportions", field, title: "Size or power of two arms for two proportions: normal, with continuity correction, arcsine, or exact.", columns: twoProportionPlanColumns, options: twoProportionPlanOptions, example: { columns: { treated: [0.75], control: [0.5] } }, compute: planTwoProportions, inR: planTwoProportionsInR }),
  describeMethod({ name: "plan-proportion", field, title: "Size or power of one group for an exact binomial test.", columns: proportionPlanColumns, options: planOptions, example: { columns: { hypothesis: [0.2], expected: [0.4] } }, compute: planProportion, inR: planProportionInR }),
  describeMethod({ name: "plan-proportion-precision", field, title: "Size of one group for the width of the exact interval of a proportion.", columns: precisionPlanColumns, options: precisionPlanOptions, example: { columns: { expected: [0.1], width: [0.2] } }, compute: planProportionPrecision, inR: planPrecisionInR }),
  describeMethod({ name: "plan-to-see-an-event", field, title: "How many must be watched to see at least one event.", columns: seeingPlanColumns, options: seeingPlanOptions, example: { columns: { probability: [0.05, 0.01] } }, compute: planToSeeAnEvent, inR: ({ options, has }) => ({ packages: [], lines: [`size <- ${has("size") ? "d$size" : `ceiling(log(1 - ${options.chance}) / log(1 - d$probability))`}`, `print(data.frame(size, chance = 1 - (1 - d$probability)^size, largest.unseen = 1 - (1 - ${options.chance})^(1 / size)), digits = 10)`] }) }),
  describeMethod({ name: "plan-time-to-event", field, title: "Events and participants for a log-rank test.", columns: timePlanColumns, options: timePlanOptions, example: { columns: { hazardRatio: [0.5], controlProbability: [0.6] } }, compute: planTimeToEvent, inR: planTimeToEventInR }),
  describeMethod({ name: "plan-two-rates", field, title: "Person-time for the comparison of two rates.", columns: ratePlanColumns, options: ratePlanOptions, example: { columns: { treatedRate: [0.5], controlRate: [1] } }, compute: planTwoRates, inR: planTwoRatesInR }),
];
