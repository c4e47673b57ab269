/** Methods for rare events that can be reached by name. */
import { type AnyMethod, describeMethod } from "../../form/method-description.ts";
import { oneArmCounts, oneArmTimes, twoArmCounts, twoArmTimes } from "../effect-sizes/study-columns.ts";
import { boundZeroEvents, zeroEventsColumns, zeroEventsOptions } from "./bound-zero-events.ts";
import { compareZeroHandling, zeroHandlingOptions } from "./compare-zero-handling.ts";
import { betaBinomialColumns, betaBinomialOptions, poolBetaBinomial } from "./pool-beta-binomial.ts";
import { binomialMixedOptions, poissonMixedOptions, poolBinomialMixed } from "./pool-binomial-mixed.ts";
import { mantelHaenszelColumns, mantelHaenszelOptions, poolMantelHaenszel } from "./pool-mantel-haenszel.ts";
import { oneArmOptions, poolProportions, poolRates } from "./pool-one-arm.ts";
import { petoOptions, poolPeto } from "./pool-peto.ts";
import { poolPoissonMixed } from "./pool-poisson-mixed.ts";

const field = "meta-analysis";
const counts = { study: ["one", "two", "three", "four", "five"], treatedEvents: [4, 0, 1, 0, 2], treatedTotal: [20, 15, 30, 25, 40], controlEvents: [8, 2, 0, 0, 5], controlTotal: [20, 16, 28, 24, 41] };
const times = { treatedEvents: [4, 0, 1, 2], treatedTime: [20.5, 15, 30, 40], controlEvents: [8, 2, 0, 5], controlTime: [20, 16.2, 28, 41] };

export const rareEventMethods: readonly AnyMethod[] = [
  describeMethod({ name: "mantel-haenszel", field, title: "Mantel-Haenszel pooled odds ratio, risk ratio, risk difference, rate ratio or rate difference, without correction by default.", columns: mantelHaenszelColumns, options: mantelHaenszelOptions, example: { columns: counts }, compute: poolMantelHaenszel }),
  describeMethod({ name: "peto", field, title: "Peto's one-step pooled odds ratio.", columns: twoArmCounts, options: petoOptions, example: { columns: counts }, compute: poolPeto }),
  describeMethod({ name: "binomial-mixed-model", field, title: "Pooled odds ratio by a logistic mixed model in four forms, the exact conditional one among them.", columns: twoArmCounts, options: binomialMixedOptions, example: { columns: counts }, compute: poolBinomialMixed }),
  describeMethod({ name: "poisson-mixed-model", field, title: "Pooled rate ratio by a Poisson mixed model.", columns: twoArmTimes, options: poissonMixedOptions, example: { columns: times }, compute: poolPoissonMixed }),
  describeMethod({ name: "beta-binomial", field, title: "Pooled effect of two arms, or pooled proportion of one, by a beta-binomial model.", columns: betaBinomialColumns, options: betaBinomialOptions, example: { columns: counts }, compute: poolBetaBinomial }),
  describeMethod({ name: "pool-proportions", field, title: "Pooled proportion of one arm by a logistic mixed model.", columns: oneArmCounts, options: oneArmOptions, example: { columns: { events: [1, 0, 3, 2], total: [20, 15, 30, 40] } }, compute: poolProportions }),
  describeMethod({ name: "pool-rates", field, title: "Pooled rate of one arm by a Poisson mixed model.", columns: oneArmTimes, options: oneArmOptions, example: { columns: { events: [1, 0, 3, 2], time: [20.5, 15, 30, 40] } }, compute: poolRates }),
  describeMethod({ name: "zero-events-bound", field, title: "Exact upper bound of a risk or rate where nobody had the event.", columns: zeroEventsColumns, options: zeroEventsOptions, example: { columns: { events: [0, 0], total: [20, 40] } }, compute: boundZeroEvents }),
  describeMethod({ name: "compare-zero-handling", field, title: "Every method for rare events side by side, with studies without events in and out.", columns: twoArmCounts, options: zeroHandlingOptions, example: { columns: counts }, compute: compareZeroHandling }),
];
