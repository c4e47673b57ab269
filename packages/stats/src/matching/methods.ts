/** Matching and balance, by name. */
import { type AnyMethod, describeMethod } from "../form/method-description.ts";
import { assessBalance, balanceColumns, balanceOptions } from "./assess-balance.ts";
import { coarsenAndMatch, coarsenedColumns, coarsenedOptions } from "./coarsen-and-match.ts";
import { estimateMatchedEffect, matchedEffectColumns, matchedEffectOptions } from "./estimate-matched-effect.ts";
import { matchSteps } from "./match-controls.ts";
import { matchColumns, matchOptions } from "./match-options.ts";

const field = "matching";
const treated = [1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
const covariates = { age: [44, 52, 61, 40, 45, 50, 53, 58, 63, 70], severity: [2, 3, 2, 1, 2, 4, 2, 1, 3, 2], site: ["a", "b", "a", "a", "b", "a", "b", "a", "b", "a"] };

export const matchingMethods: readonly AnyMethod[] = [
  describeMethod({ name: "match-controls", field, title: "Matched controls for the treated: propensity score, Mahalanobis or a score of your own, with exact strata and a caliper.", columns: matchColumns, options: matchOptions, example: { columns: { treated, covariates }, options: { ratio: 2 } }, compute: matchSteps }),
  describeMethod({ name: "coarsened-exact-matching", field, title: "Strata of rows that are alike in bins of every covariate, and weights of the controls in them.", columns: coarsenedColumns, options: coarsenedOptions, example: { columns: { treated, covariates: { age: covariates.age } }, options: { bins: 3 } }, compute: coarsenAndMatch }),
  describeMethod({ name: "balance", field, title: "How alike treated and controls are, before and after matching or weighting.", columns: balanceColumns, options: balanceOptions, example: { columns: { treated, covariates, weight: [1, 1, 1, 0, 1, 0, 1, 1, 0, 0] } }, compute: assessBalance }),
  describeMethod({ name: "matched-effect", field, title: "The effect in matched treated (ATT), with a standard error clustered on matched sets.", columns: matchedEffectColumns, options: matchedEffectOptions, example: { columns: { treated: [1, 0, 1, 0, 1, 0], outcome: [1, 0, 0, 0, 1, 1], matchedSet: [1, 1, 2, 2, 3, 3] } }, compute: estimateMatchedEffect }),
];
