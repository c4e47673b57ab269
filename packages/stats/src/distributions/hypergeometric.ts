/** The hypergeometric distribution: marked ones among those drawn without replacement. */
import { type TailOptions } from "../special-functions/tail-parts.ts";
import { logBinomialProbability } from "./binomial.ts";
import { fallingSum } from "./falling-sum.ts";
import { normalQuantile } from "./normal.ts";
import { requireCount, requireWhole } from "./require-number.ts";
import { wholeQuantile } from "./whole-quantile.ts";

/**
 * P(X = k), X the number of marked ones among `drawn` out of `marked` + `unmarked`.
 *
 * @param k whole number; 0 is returned where it is not possible.
 * @param marked whole number from 0.
 * @param unmarked whole number from 0.
 * @param drawn whole number from 0 to marked + unmarked.
 *
 * Largest relative error: 9.2e-14 (totals to 1e6). Throws RangeError outside these ranges.
 * Source: three binomial probabilities, Loader 2000. R: `dhyper(k, marked, unmarked, drawn)`.
 *
 * @example hypergeometricProbability(1, 2, 2, 2) // 2/3
 */
export const hypergeometricProbability = (k: number, marked: number, unmarked: number, drawn: number): number => Math.exp(logHypergeometricProbability(k, marked, unmarked, drawn));

/** log P(X = k); minus infinity where it is 0. R: `dhyper(k, marked, unmarked, drawn, log = TRUE)`. @example logHypergeometricProbability(1, 2, 2, 2) // log(2/3) */
export function logHypergeometricProbability(k: number, marked: number, unmarked: number, drawn: number): number {
  const { low, high } = support(k, marked, unmarked, drawn);
  if (k < low || k > high) return Number.NEGATIVE_INFINITY;
  if (low === high) return 0;
  const total = marked + unmarked;
  const share = drawn / total;
  return logBinomialProbability(k, marked, share) + logBinomialProbability(drawn - k, unmarked, share) - logBinomialProbability(drawn, total, share);
}

/**
 * A tail: `lower` P(X <= k), `upper` P(X > k). The smaller one is summed from its own terms.
 * Largest relative error: 9.2e-14. Throws RangeError as {@link hypergeometricProbability}. R: `phyper(k, marked, unmarked, drawn, lower.tail = …)`.
 *
 * @example hypergeometricTail(0, 2, 2, 2) // 1/6
 */
export function hypergeometricTail(k: number, marked: number, unmarked: number, drawn: number, options: TailOptions = {}): number {
  const side = logSide(k, marked, unmarked, drawn);
  const small = Math.min(1, Math.exp(side.log));
  return side.lower === ((options.tail ?? "lower") === "lower") ? small : 1 - small;
}

/** Logarithm of {@link hypergeometricTail}, also where the tail is too small for a double. R: `phyper(…, log.p = TRUE)`. @example logHypergeometricTail(0, 2, 2, 2) // log(1/6) */
export function logHypergeometricTail(k: number, marked: number, unmarked: number, drawn: number, options: TailOptions = {}): number {
  const side = logSide(k, marked, unmarked, drawn);
  return side.lower === ((options.tail ?? "lower") === "lower") ? Math.min(0, side.log) : Math.log1p(-Math.min(1, Math.exp(side.log)));
}

/**
 * The smallest k with `P(X <= k) >= p`, or with `P(X > k) <= p` where `tail` is `upper`. A tail that misses p by less than
 * 1e-13 of it counts as reaching it. Throws RangeError as {@link hypergeometricProbability}, and for p outside 0 to 1.
 * R: `qhyper(p, marked, unmarked, drawn, lower.tail = tail == "lower")`.
 *
 * @example hypergeometricQuantile(0.5, 2, 2, 2) // 1
 */
export function hypergeometricQuantile(p: number, marked: number, unmarked: number, drawn: number, options: TailOptions = {}): number {
  const { low, high } = support(0, marked, unmarked, drawn);
  const total = marked + unmarked;
  const mean = total === 0 ? 0 : (drawn * marked) / total;
  const variance = total < 2 ? 0 : (mean * (unmarked / total) * (total - drawn)) / (total - 1);
  const start = mean + Math.sqrt(variance) * (p > 0 && p < 1 ? normalQuantile(p, options) : 0);
  return wholeQuantile(p, (k) => hypergeometricTail(k, marked, unmarked, drawn, options), { low, high, start }, options);
}

/** The logarithm of the tail that lies away from the mean. */
function logSide(k: number, marked: number, unmarked: number, drawn: number): { readonly lower: boolean; readonly log: number } {
  const { low, high } = support(k, marked, unmarked, drawn);
  if (k < low) return { lower: true, log: Number.NEGATIVE_INFINITY };
  if (k >= high) return { lower: false, log: Number.NEGATIVE_INFINITY };
  if (k < (drawn * marked) / (marked + unmarked)) {
    const sum = fallingSum(1, k, (j) => (j / (marked - j + 1)) * ((unmarked - drawn + j) / (drawn - j + 1)), -1);
    return { lower: true, log: logHypergeometricProbability(k, marked, unmarked, drawn) + Math.log(sum) };
  }
  const sum = fallingSum(1, k + 1, (j) => ((marked - j) / (j + 1)) * ((drawn - j) / (unmarked - drawn + j + 1)), 1);
  return { lower: false, log: logHypergeometricProbability(k + 1, marked, unmarked, drawn) + Math.log(sum) };
}

/** The smallest and the largest possible count. */
export function support(k: number, marked: number, unmarked: number, drawn: number): { readonly low: number; readonly high: number } {
  requireWhole(k, "k");
  requireCount(marked, "The number of marked ones");
  requireCount(unmarked, "The number of unmarked ones");
  requireCount(drawn, "The number drawn");
  if (drawn > marked + unmarked) throw new RangeError(`At most all can be drawn; got ${String(drawn)} of ${String(marked + unmarked)}.`);
  return { low: Math.max(0, drawn - unmarked), high: Math.min(marked, drawn) };
}
