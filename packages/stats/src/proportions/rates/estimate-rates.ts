/** Rates, their ratios and their differences, with limits and tests, one for each row. */
import type { GivenColumns, MissingRows } from "../../form/columns.ts";
import { choice, type GivenOptions, level as levelField, number, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { normalQuantile, normalTail } from "../../distributions/normal.ts";
import { oneArmTimes, twoArmTimes } from "../../meta-analysis/effect-sizes/study-columns.ts";
import { exactPValue } from "../exact-p-value.ts";
import { type LevelledLimits, openSide, percent, sided as sidedField, tailArea } from "../limits.ts";
import { readCounts } from "../read-counts.ts";
import { sayRule } from "../say-test.ts";
import { twoSidedRule as ruleField } from "../single/proportion-options.ts";
import { binomialLaw } from "../single/test-proportions.ts";
import { byarLimits, conditionalRateRatioLimits, garwoodLimits, hybridRateDifferenceLimits, midPRateLimits, rateDifferenceScore, rateDifferenceScoreLimits, waldRateLimits } from "./rate-limits.ts";

export const rateOptions = { interval: choice(["exact", "mid-p", "byar", "wald"], "exact", "kind of interval: Garwood's exact limits, mid-P, Byar's approximation; wald only because others print it"), level: levelField, sided: sidedField } as const;
export const rateRatioOptions = { interval: choice(["exact", "mid-p"], "exact", "limits from the binomial distribution given all events: exact, or mid-P"), nullValue: number(1e-9, 1e9, 1, "the ratio that is tested"), twoSidedRule: ruleField, level: levelField } as const;
export const rateDifferenceOptions = { interval: choice(["score", "hybrid", "wald"], "score", "kind of interval: score limits; Garwood's limits put together as Newcombe does (hybrid); wald only because others print it"), nullValue: number(-1e9, 1e9, 0, "the difference that the score test is held against"), level: levelField } as const;

export interface RateRow {
  readonly row: number;
  readonly study: string;
  /** `null` where there is none; `reason` says why. */
  readonly estimate: number | null;
  readonly interval: LevelledLimits;
  /** `null` for single rates. */
  readonly pValue: number | null;
  readonly reason: string | null;
}
export interface Rates extends ResultForm {
  readonly measure: "rate" | "rate-ratio" | "rate-difference";
  readonly rows: readonly RateRow[];
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}
const rateNames = { "exact": "exact limits of Garwood", "mid-p": "mid-P limits", "byar": "Byar's limits", "wald": "Wald limits" } as const;

/**
 * Rates of events in person-time, with limits. Assumes a Poisson count. Exact limits cover at least the level.
 * Throws StatisticRefusal `empty`, `out-of-range` (no time), and as `readRows` and `readOptions` do. R: `poisson.test(events, time)`.
 *
 * @example estimateRates({ events: [0], time: [100] }, { sided: "upper" }).rows[0]?.interval.upper // -log(0.05)/100 = 0.02995732
 */
export function estimateRates(columns: GivenColumns<typeof oneArmTimes>, options: GivenOptions<typeof rateOptions> = {}): Rates {
  const { interval, level, sided } = readOptions(rateOptions, options);
  const { rows, missing } = readCounts(oneArmTimes, columns, {});
  const limits = { "exact": garwoodLimits, "mid-p": midPRateLimits, "byar": byarLimits, "wald": waldRateLimits }[interval];
  return resultOf({
    method: `Rates with ${sided === "two-sided" ? "two-sided" : `one-sided (${sided})`} ${percent(level)} confidence limits: ${rateNames[interval]}.`,
    measure: "rate" as const,
    rows: rows.map(({ row, study, counts: { events, time } }) => {
      const { lower, upper } = openSide(limits(events, tailArea(level, sided)), sided, { lower: 0, upper: Number.POSITIVE_INFINITY });
      return { row, study, estimate: events / time, interval: { lower: lower / time, upper: upper / time, level }, pValue: null, reason: null };
    }),
    missing,
    warnings: interval === "wald" ? ["Wald limits cover less often than their level where events are few."] : [],
  });
}

/**
 * Ratios treated / control of two rates: limits and exact test from the binomial distribution of the treated events given all events.
 * No event in either arm: no estimate, limits of 0 and infinity, p = 1. Rules for two sides as `testProportions`.
 * Throws as {@link estimateRates}. R: `poisson.test(c(x, y), c(s, t))`.
 *
 * @example compareRatesByRatio({ treatedEvents: [11], treatedTime: [800], controlEvents: [23], controlTime: [3000] }).rows[0]?.estimate // 1.793478
 */
export function compareRatesByRatio(columns: GivenColumns<typeof twoArmTimes>, options: GivenOptions<typeof rateRatioOptions> = {}): Rates {
  const { interval, nullValue, twoSidedRule, level } = readOptions(rateRatioOptions, options);
  const { rows, missing } = readCounts(twoArmTimes, columns, {});
  return resultOf({
    method: `Ratios of two rates with ${interval === "exact" ? "exact" : "mid-P"} conditional ${percent(level)} confidence limits; exact conditional tests of a ratio of ${nullValue}, ${sayRule(twoSidedRule, "two-sided")}.`,
    measure: "rate-ratio" as const,
    rows: rows.map(({ row, study, counts }) => {
      const { treatedEvents: x, treatedTime: s, controlEvents: y, controlTime: t } = counts;
      if (x + y === 0) return { row, study, estimate: null, interval: { lower: 0, upper: Number.POSITIVE_INFINITY, level }, pValue: 1, reason: "Neither arm has an event: there is no ratio." };
      const share = (s * nullValue) / (s * nullValue + t);
      return { row, study, estimate: (x / s) * (t / y), interval: { ...conditionalRateRatioLimits(counts, tailArea(level), interval), level }, pValue: exactPValue(x, binomialLaw(x + y, share), twoSidedRule, "two-sided"), reason: null };
    }),
    missing,
    warnings: [],
  });
}

/**
 * Differences treated - control of two rates, with limits and the score test against `nullValue`. Throws as {@link estimateRates}.
 * @example compareRatesByDifference({ treatedEvents: [11], treatedTime: [800], controlEvents: [23], controlTime: [3000] }).rows[0]?.estimate // 0.00608333
 */
export function compareRatesByDifference(columns: GivenColumns<typeof twoArmTimes>, options: GivenOptions<typeof rateDifferenceOptions> = {}): Rates {
  const { interval, nullValue, level } = readOptions(rateDifferenceOptions, options);
  const { rows, missing } = readCounts(twoArmTimes, columns, {});
  const z = normalQuantile(tailArea(level), { tail: "upper" });
  return resultOf({
    method: `Differences of two rates with ${percent(level)} ${interval === "score" ? "score limits" : interval === "hybrid" ? "limits put together from Garwood's limits of both" : "Wald limits"}; score tests of a difference of ${nullValue}.`,
    measure: "rate-difference" as const,
    rows: rows.map(({ row, study, counts }) => {
      const estimate = counts.treatedEvents / counts.treatedTime - counts.controlEvents / counts.controlTime;
      const half = z * Math.hypot(Math.sqrt(counts.treatedEvents) / counts.treatedTime, Math.sqrt(counts.controlEvents) / counts.controlTime);
      const limits = interval === "score" ? rateDifferenceScoreLimits(counts, z) : interval === "hybrid" ? hybridRateDifferenceLimits(counts, tailArea(level)) : { lower: estimate - half, upper: estimate + half };
      return { row, study, estimate, interval: { ...limits, level }, pValue: Math.min(1, 2 * normalTail(Math.abs(rateDifferenceScore(counts, nullValue)), { tail: "upper" })), reason: null };
    }),
    missing,
    warnings: interval === "wald" ? ["Wald limits cover less often than their level where events are few."] : [],
  });
}
