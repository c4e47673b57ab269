/** Options of the difference and the ratio of two proportions. */
import { choice, level, number } from "../../form/option-fields.ts";

export const differenceIntervals = ["newcombe", "newcombe-corrected", "miettinen-nurminen", "mee", "agresti-caffo", "wald", "wald-corrected"] as const;
export type DifferenceInterval = (typeof differenceIntervals)[number];
export const differenceOptions = {
  interval: choice(differenceIntervals, "newcombe", "kind of interval: Newcombe's hybrid of Wilson's limits, with or without continuity correction; score limits with the factor N/(N - 1) (miettinen-nurminen) or without (mee); wald only because others print it"),
  nullValue: number(-1, 1, 0, "the difference that the score test is held against"),
  level,
} as const;

export const ratioIntervals = ["miettinen-nurminen", "koopman", "katz-log"] as const;
export type RatioInterval = (typeof ratioIntervals)[number];
export const ratioOptions = {
  interval: choice(ratioIntervals, "miettinen-nurminen", "kind of interval: score limits with the factor N/(N - 1) (miettinen-nurminen) or without (koopman); katz-log: Wald on the log scale"),
  nullValue: number(1e-9, 1e9, 1, "the ratio that the score test is held against"),
  level,
} as const;
