/** Columns and options of one proportion. */
import { choice, level, number } from "../../form/option-fields.ts";
import { sided } from "../limits.ts";

export const proportionIntervals = ["clopper-pearson", "mid-p", "wilson", "wilson-corrected", "jeffreys", "blyth-still-casella", "blaker", "agresti-coull", "wald"] as const;
export type ProportionInterval = (typeof proportionIntervals)[number];

export const proportionIntervalOptions = { interval: choice(proportionIntervals, "clopper-pearson", "kind of interval; wald only because others print it"), level, sided } as const;

export const twoSidedRules = ["minlike", "central", "blaker", "mid-p"] as const;
export type TwoSidedRule = (typeof twoSidedRules)[number];
export const alternatives = ["two-sided", "less", "greater"] as const;
export type Alternative = (typeof alternatives)[number];

export const alternative = choice(alternatives, "two-sided", "what is held against the hypothesis: any difference, less, or greater");
export const twoSidedRule = choice(twoSidedRules, "minlike", "two-sided p-value of an exact test: all outcomes that are no likelier than the one seen, as R has it (minlike); twice the smaller tail (central); the smaller tail and what is no likelier on the other side (blaker); twice the smaller tail with half of the outcome seen (mid-p)");

export const proportionTestOptions = { probability: number(0, 1, 0.5, "the proportion under the hypothesis"), twoSidedRule, alternative, level } as const;
