/**
 * Fisher's noncentral hypergeometric distribution: the events of one group given the events of both, where the odds ratio
 * between the groups is not 1.
 */
import { type TailOptions } from "../special-functions/tail-parts.ts";
import { fallingSum } from "./falling-sum.ts";
import { support } from "./hypergeometric.ts";
import { requireAbove } from "./require-number.ts";

/** The margins of a 2 × 2 table and the odds ratio. */
export interface FisherTable {
  /** Size of the first group, where the events are counted. */
  readonly marked: number;
  /** Size of the second group. */
  readonly unmarked: number;
  /** Events in both groups together. */
  readonly drawn: number;
  /** Odds of an event in the first group over those in the second, above zero. */
  readonly oddsRatio: number;
}

export interface FisherMoments {
  readonly mode: number;
  readonly mean: number;
  readonly variance: number;
}

/**
 * P(X = k) in proportion to choose(marked, k) choose(unmarked, drawn - k) oddsRatio^k.
 *
 * Summed by recursion from the mode, so that nothing overflows: a few standard deviations of steps, and the steps to k.
 * Largest relative error for totals to 1e6 and odds ratios from 1e-8 to 1e8: 6.6e-14.
 * Throws RangeError unless k is whole, the margins are whole numbers from 0 that fit each other, and the odds ratio is
 * finite and above zero.
 * Source: Liao and Rosen 2001, "Fast and stable algorithms for computing and sampling from the noncentral hypergeometric
 * distribution", doi 10.1198/000313001753272547 (recalled). R: `BiasedUrn::dFNCHypergeo`.
 *
 * @example fisherHypergeometricProbability(1, { marked: 1, unmarked: 1, drawn: 1, oddsRatio: 3 }) // 0.75
 */
export const fisherHypergeometricProbability = (k: number, table: FisherTable): number => Math.exp(logFisherHypergeometricProbability(k, table));

/** log P(X = k); minus infinity where k is not possible. Errors as {@link fisherHypergeometricProbability}. @example logFisherHypergeometricProbability(1, { marked: 1, unmarked: 1, drawn: 1, oddsRatio: 3 }) // log 0.75 */
export function logFisherHypergeometricProbability(k: number, table: FisherTable): number {
  const { low, high } = check(k, table);
  if (k < low || k > high) return Number.NEGATIVE_INFINITY;
  const mode = modeOf(table, low, high);
  return logWeight(mode, k, table) - Math.log(total(mode, table));
}

/**
 * Mode, mean and variance. Largest relative error of mean and variance 2.6e-15. Errors as
 * {@link fisherHypergeometricProbability}. R: `BiasedUrn::meanFNCHypergeo(precision = 1e-15)`, `varFNCHypergeo`.
 *
 * @example fisherHypergeometricMoments({ marked: 1, unmarked: 1, drawn: 1, oddsRatio: 3 }) // { mode: 1, mean: 0.75, variance: 0.1875 }
 */
export function fisherHypergeometricMoments(table: FisherTable): FisherMoments {
  const { low, high } = check(0, table);
  const mode = modeOf(table, low, high);
  const sums = [1, 0, 0];
  for (const step of [1, -1] as const) {
    let weight = 1;
    for (let k = mode; weight > 1e-24; k += step) {
      weight *= step === 1 ? rise(k, table) : fall(k, table);
      const off = k + step - mode;
      sums[0] = (sums[0] ?? 0) + weight;
      sums[1] = (sums[1] ?? 0) + off * weight;
      sums[2] = (sums[2] ?? 0) + off * off * weight;
    }
  }
  const [all = 1, first = 0, second = 0] = sums;
  const off = first / all;
  return { mode, mean: mode + off, variance: second / all - off * off };
}

/**
 * A tail: `lower` P(X <= k), `upper` P(X > k); the one away from the mode is summed from its own terms. Largest relative
 * error 8.0e-14. Errors as {@link fisherHypergeometricProbability}. R: `BiasedUrn::pFNCHypergeo`.
 *
 * @example fisherHypergeometricTail(0, { marked: 1, unmarked: 1, drawn: 1, oddsRatio: 3 }, { tail: "upper" }) // 0.75
 */
export function fisherHypergeometricTail(k: number, table: FisherTable, options: TailOptions = {}): number {
  const side = logSide(k, table);
  const small = Math.min(1, Math.exp(side.log));
  return side.lower === ((options.tail ?? "lower") === "lower") ? small : 1 - small;
}

/** Logarithm of {@link fisherHypergeometricTail}, also where the tail is too small for a double. @example logFisherHypergeometricTail(0, { marked: 1, unmarked: 1, drawn: 1, oddsRatio: 3 }) // log 0.25 */
export function logFisherHypergeometricTail(k: number, table: FisherTable, options: TailOptions = {}): number {
  const side = logSide(k, table);
  return side.lower === ((options.tail ?? "lower") === "lower") ? Math.min(0, side.log) : Math.log1p(-Math.min(1, Math.exp(side.log)));
}

function logSide(k: number, table: FisherTable): { readonly lower: boolean; readonly log: number } {
  const { low, high } = check(k, table);
  if (k < low) return { lower: true, log: Number.NEGATIVE_INFINITY };
  if (k >= high) return { lower: false, log: Number.NEGATIVE_INFINITY };
  const mode = modeOf(table, low, high);
  const lower = k < mode;
  const first = lower ? k : k + 1;
  const sum = lower ? fallingSum(1, first, (j) => fall(j, table), -1) : fallingSum(1, first, (j) => rise(j, table), 1);
  return { lower, log: logWeight(mode, first, table) + Math.log(sum / total(mode, table)) };
}

/** P(X = k + 1) / P(X = k). */
const rise = (k: number, { marked, unmarked, drawn, oddsRatio }: FisherTable): number => ((marked - k) / (k + 1)) * ((drawn - k) / (unmarked - drawn + k + 1)) * oddsRatio;

/** P(X = k - 1) / P(X = k). */
const fall = (k: number, { marked, unmarked, drawn, oddsRatio }: FisherTable): number => ((k / (marked - k + 1)) * ((unmarked - drawn + k) / (drawn - k + 1))) / oddsRatio;

/** The sum of all weights, that of the mode being 1. */
const total = (mode: number, table: FisherTable): number => fallingSum(1, mode, (k) => rise(k, table), 1) + fallingSum(1, mode, (k) => fall(k, table), -1) - 1;

/** log of the weight of k over that of the mode. */
function logWeight(mode: number, k: number, table: FisherTable): number {
  let log = 0;
  let weight = 1;
  for (let at = mode; at !== k; at += k > mode ? 1 : -1) {
    weight *= k > mode ? rise(at, table) : fall(at, table);
    if (weight < 1e-250) {
      log += Math.log(weight);
      weight = 1;
    }
  }
  return log + Math.log(weight);
}

/** The root of rise(k - 1) = 1, and from there to the whole number. */
function modeOf(table: FisherTable, low: number, high: number): number {
  const { marked, unmarked, drawn, oddsRatio } = table;
  const square = oddsRatio - 1;
  const linear = (marked + drawn + 2) * oddsRatio + unmarked - drawn;
  const root = Math.sqrt(Math.max(0, linear * linear - 4 * square * (marked + 1) * (drawn + 1) * oddsRatio));
  const k = linear > 0 ? (2 * (marked + 1) * (drawn + 1) * oddsRatio) / (linear + root) : (linear - root) / (2 * square);
  let mode = Math.min(high, Math.max(low, Math.floor(Number.isFinite(k) ? k : high)));
  while (mode < high && rise(mode, table) > 1) mode += 1;
  while (mode > low && fall(mode, table) > 1) mode -= 1;
  return mode;
}

function check(k: number, { marked, unmarked, drawn, oddsRatio }: FisherTable): { readonly low: number; readonly high: number } {
  requireAbove(oddsRatio, "The odds ratio");
  return support(k, marked, unmarked, drawn);
}
