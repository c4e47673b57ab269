/** What both of Wilcoxon's tests share: exact and normal p-values, and limits as order statistics. */
import { normalQuantile, normalTail } from "../../distributions/normal.ts";
import { choice, level as levelField, mayChoose, number } from "../../form/option-fields.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { type Alternative, alternative } from "../../proportions/single/proportion-options.ts";
import { type SumDistribution, tailByDistance, tailsOf } from "./sum-distribution.ts";

export const rankTestOptions = {
  distribution: mayChoose(["exact", "normal", "normal-corrected"], "exact: the conditional distribution of the ranks, ties included; normal, without or with a correction for continuity of a half. Left out: exact where it takes no more than some seconds, else normal-corrected"),
  twoSided: choice(["distance", "doubled"], "distance", "exact two-sided p-value: all outcomes at least as far from the mean (as R's coin), or twice the smaller tail; they differ only where ties make the distribution uneven"),
  hypothesis: number(-Number.MAX_VALUE, Number.MAX_VALUE, 0, "the shift under the hypothesis"),
  alternative,
  level: levelField,
} as const;

export interface RankTest {
  /** Sum of ranks less its least: Mann-Whitney's U, or the sum of positive ranks. */
  readonly statistic: number;
  readonly distribution: "exact" | "normal" | "normal-corrected";
  readonly mean: number;
  readonly variance: number;
  /** Of the normal approximations; `null` for the exact test. */
  readonly z: number | null;
  readonly pValue: number;
  readonly alternative: Alternative;
}
export interface Shift {
  /** Hodges and Lehmann's: a median of differences, or of averages of pairs. */
  readonly estimate: number;
  /** Limits are infinite where so few rows have no finite interval of this level. */
  readonly lower: number;
  readonly upper: number;
  /** Asked for. */
  readonly level: number;
  /** Of the exact interval without ties; `null` for the approximate one. */
  readonly achievedLevel: number | null;
}

/** Sums are of doubled scores: whole numbers. */
export function exactPValue(law: SumDistribution, doubledSum: number, mean: number, side: Alternative, twoSided: "distance" | "doubled"): number {
  const { lower, upper } = tailsOf(law, doubledSum);
  if (side !== "two-sided") return side === "less" ? lower : upper;
  return twoSided === "doubled" ? Math.min(1, 2 * Math.min(lower, upper)) : tailByDistance(law, doubledSum, 4 * mean);
}

/** Refuses `not-identified` where all values are tied. */
export function normalPValue(off: number, variance: number, side: Alternative, corrected: boolean): { readonly z: number; readonly pValue: number } {
  if (!(variance > 0)) throw new StatisticRefusal("not-identified", "outcome", "All values are tied: the sum of ranks has no variance.", "Describe them; there is nothing to test.");
  const correction = !corrected ? 0 : side === "two-sided" ? Math.sign(off) * 0.5 : side === "greater" ? 0.5 : -0.5;
  const z = (off - correction) / Math.sqrt(variance);
  return { z, pValue: side === "two-sided" ? Math.min(1, 2 * normalTail(Math.abs(z), { tail: "upper" })) : normalTail(z, { tail: side === "greater" ? "upper" : "lower" }) };
}

export interface ShiftParts {
  readonly count: number;
  readonly select: (k: number) => number;
  readonly estimate: number;
}

/** The limits by the exact distribution without ties: the q-th number from each end, q the (1 - level)/2 quantile of the statistic. */
export function exactShift({ count, select, estimate }: ShiftParts, { probabilities }: SumDistribution, side: Alternative, level: number): Shift {
  const share = side === "two-sided" ? (1 - level) / 2 : 1 - level;
  // Sums that cannot be stand as zeros before the least.
  const least = probabilities.findIndex((one) => one > 0);
  let [below, sum, place] = [0, 0, least];
  for (; place < probabilities.length; place += 1) {
    sum += probabilities[place] as number;
    // A share that is hit but for rounding counts as hit, as in R's quantiles.
    if (sum >= share * (1 - 64 * Number.EPSILON)) break;
    below = sum;
  }
  const q = place - least;
  const [lower, upper] = q === 0 ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] : [select(q), select(count - q + 1)];
  return { estimate, lower: side === "less" ? Number.NEGATIVE_INFINITY : lower, upper: side === "greater" ? Number.POSITIVE_INFINITY : upper, level, achievedLevel: 1 - (side === "two-sided" ? 2 : 1) * below };
}

/** The limits at which the normal approximation crosses its quantile: again numbers of the list, as the statistic counts those above a shift. */
export function normalShift({ count, select, estimate }: ShiftParts, variance: number, corrected: boolean, side: Alternative, level: number): Shift {
  const reach = normalQuantile(side === "two-sided" ? (1 - level) / 2 : 1 - level, { tail: "upper" }) * Math.sqrt(variance) + (corrected ? 0.5 : 0);
  // The statistic just above the number that stands k-th from the top is k - 1 or less: the limit is the first where it has fallen to the bound.
  const at = (bound: number): number => {
    const fromTop = Math.floor(bound) + 1;
    return fromTop < 1 ? Number.POSITIVE_INFINITY : fromTop > count ? Number.NEGATIVE_INFINITY : select(count - fromTop + 1);
  };
  return { estimate, lower: side === "less" ? Number.NEGATIVE_INFINITY : at(count / 2 + reach), upper: side === "greater" ? Number.POSITIVE_INFINITY : at(count / 2 - reach), level, achievedLevel: null };
}

/** The words for the methods section. */
export const distributionWords = (distribution: RankTest["distribution"], twoSided: string, side: Alternative): string =>
  distribution === "exact" ? `exact conditional distribution with midranks for ties${side === "two-sided" ? `, two-sided by ${twoSided === "distance" ? "distance from the mean" : "twice the smaller tail"}` : `, ${side}`}` : `normal approximation with the variance of tied ranks ${distribution === "normal" ? "without" : "with"} continuity correction, ${side}`;
export const shiftWords = (exact: boolean, ties: boolean, level: number): string => `Hodges-Lehmann estimate with ${Number((level * 100).toPrecision(6))} % interval ${exact ? `by inverting the exact test${ties ? " without ties (conservative here, as there are ties)" : ""}` : "by inverting the normal approximation"}`;
