/** Limits of the mean of a Poisson count, and of the ratio and the difference of two rates. */
import { gammaQuantile } from "../../distributions/gamma.ts";
import { normalQuantile } from "../../distributions/normal.ts";
import { poissonProbability, poissonTail } from "../../distributions/poisson.ts";
import { findMonotoneRoot } from "../../optimisation/find-monotone-root.ts";
import { findRoot } from "../../optimisation/find-root.ts";
import type { Limits } from "../limits.ts";
import { clopperPearsonLimits, midPLimits } from "../single/exact-limits.ts";

/** Garwood's exact limits of the mean: gamma quantiles. Source: Garwood 1936, doi 10.1093/biomet/28.3-4.437 (recalled). R: `poisson.test`. */
export const garwoodLimits = (k: number, tail: number): Limits => ({
  lower: k === 0 ? 0 : gammaQuantile(tail, k, { tail: "lower" }),
  upper: k === 0 ? -Math.log(tail) : gammaQuantile(tail, k + 1, { tail: "upper" }),
});

/** As Garwood with half of the probability of k in each tail; roots to machine precision. */
export function midPRateLimits(k: number, tail: number): Limits {
  const outer = garwoodLimits(k, tail);
  if (k === 0) return { lower: 0, upper: tail >= 0.5 ? 0 : -Math.log(2 * tail) };
  const lower = findRoot((mean) => poissonTail(k - 1, mean, { tail: "upper" }) - poissonProbability(k, mean) / 2 - tail, outer.lower, outer.upper + 2 * k + 40);
  const upper = findRoot((mean) => poissonTail(k, mean) - poissonProbability(k, mean) / 2 - tail, outer.lower / 2, outer.upper);
  return { lower: lower.found ? lower.root : outer.lower, upper: upper.found ? upper.root : outer.upper };
}

/** Byar's approximation of Garwood's limits. Source: Rothman and Boice 1979, as in Breslow and Day 1987 (recalled). */
export function byarLimits(k: number, tail: number): Limits {
  const z = normalQuantile(tail, { tail: "upper" });
  const cube = (mean: number, side: number): number => mean * Math.max(0, 1 - 1 / (9 * mean) + (side * z) / (3 * Math.sqrt(mean))) ** 3;
  return { lower: k === 0 ? 0 : cube(k, -1), upper: cube(k + 1, 1) };
}

/** k ± z √k, not below 0. */
export function waldRateLimits(k: number, tail: number): Limits {
  const half = normalQuantile(tail, { tail: "upper" }) * Math.sqrt(k);
  return { lower: Math.max(0, k - half), upper: k + half };
}

export interface TwoRates {
  readonly treatedEvents: number;
  readonly treatedTime: number;
  readonly controlEvents: number;
  readonly controlTime: number;
}

/**
 * Limits of the ratio of two rates from the binomial distribution of the treated events given all events: exact, or mid-P.
 * A proportion and its complement are each found on their own, so that ratios far from 1 keep their digits. R: `poisson.test`.
 */
export function conditionalRateRatioLimits({ treatedEvents: x, treatedTime, controlEvents: y, controlTime }: TwoRates, tail: number, kind: "exact" | "mid-p"): Limits {
  const limits = kind === "exact" ? clopperPearsonLimits : midPLimits;
  const own = limits(x, x + y, tail);
  const other = limits(y, x + y, tail);
  const times = controlTime / treatedTime;
  return { lower: x === 0 ? 0 : (own.lower / other.upper) * times, upper: y === 0 ? Number.POSITIVE_INFINITY : (own.upper / other.lower) * times };
}

/** Score statistic of a difference of rates, the variance at the most likely rates under it. Source: Miettinen and Nurminen 1985 (recalled). */
export function rateDifferenceScore({ treatedEvents: x, treatedTime: s, controlEvents: y, controlTime: t }: TwoRates, difference: number): number {
  // The control's rate solves (s + t) r² + b r - y difference = 0.
  const b = (s + t) * difference - (x + y);
  const root = Math.sqrt(b * b + 4 * (s + t) * y * difference);
  const free = b > 0 ? (2 * y * difference) / (b + root) : (root - b) / (2 * (s + t));
  const control = Math.max(0, -difference, free);
  const treated = Math.max(0, control + difference);
  const distance = x / s - y / t - difference;
  const variance = treated / s + control / t;
  if (distance === 0) return 0;
  return variance <= 0 ? Math.sign(distance) * Number.POSITIVE_INFINITY : distance / Math.sqrt(variance);
}

/** Limits of the difference of two rates by the score statistic, to machine precision. */
export function rateDifferenceScoreLimits(rates: TwoRates, z: number): Limits {
  const { treatedEvents: x, treatedTime: s, controlEvents: y, controlTime: t } = rates;
  const middle = x / s - y / t;
  const step = (z * Math.sqrt((x + 1) / s / s + (y + 1) / t / t)) / 2;
  const rootOf = (wanted: number, side: -1 | 1): number => {
    const root = findMonotoneRoot((off) => Math.max(-1e300, Math.min(1e300, rateDifferenceScore(rates, middle + side * off) * side + wanted)), { direction: "falling", start: step, step, lowest: step * 1e-9 });
    return middle + side * (root.found ? root.root : 0);
  };
  return { lower: rootOf(z, -1), upper: rootOf(z, 1) };
}

/** Newcombe's way of putting limits of two rates together (MOVER), from Garwood's limits. Source: Donner and Zou 2012, doi 10.1177/0962280210390539 (recalled). */
export function hybridRateDifferenceLimits({ treatedEvents: x, treatedTime: s, controlEvents: y, controlTime: t }: TwoRates, tail: number): Limits {
  const [p, q, one, two] = [x / s, y / t, garwoodLimits(x, tail), garwoodLimits(y, tail)];
  return { lower: p - q - Math.hypot(p - one.lower / s, two.upper / t - q), upper: p - q + Math.hypot(one.upper / s - p, q - two.lower / t) };
}
