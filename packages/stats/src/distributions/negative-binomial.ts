/** The negative binomial distribution: a Poisson count whose mean varies as a gamma variable, or failures before the size-th success. */
import { betaFront, logBetaKernel } from "../special-functions/beta-parts.ts";
import { excessAt } from "../special-functions/incomplete-beta.ts";
import { logTailOf, type TailOptions, type TailParts, tailOf } from "../special-functions/tail-parts.ts";
import { betaParts } from "../special-functions/beta-parts.ts";
import { normalQuantile } from "./normal.ts";
import { requireAbove, requireWhole } from "./require-number.ts";
import { wholeQuantile } from "./whole-quantile.ts";

/** With `mean`: variance = mean + mean² / size. With `probability` of a success: mean = size (1 - probability) / probability. */
export type NegativeBinomialParameters = { readonly size: number; readonly mean: number } | { readonly size: number; readonly probability: number };

/**
 * P(X = k).
 *
 * @param k whole number; 0 is returned below 0.
 * @param parameters size above zero, whole or not; and a mean above zero, or a probability above 0 and up to 1.
 *
 * Largest relative error: 9.7e-14. Throws RangeError outside these ranges.
 * Source: Loader 2000; Γ(k + size) / (Γ(size) k!) p^size (1 - p)^k as a kernel of the beta distribution.
 * R: `dnbinom(k, size, mu = mean)`, `dnbinom(k, size, probability)`.
 *
 * @example negativeBinomialProbability(0, { size: 1, mean: 1 }) // 0.5
 */
export const negativeBinomialProbability = (k: number, parameters: NegativeBinomialParameters): number => Math.exp(logNegativeBinomialProbability(k, parameters));

/** log P(X = k); minus infinity where it is 0. R: `dnbinom(k, size, mu = mean, log = TRUE)`. @example logNegativeBinomialProbability(0, { size: 1, mean: 1 }) // log 0.5 */
export function logNegativeBinomialProbability(k: number, parameters: NegativeBinomialParameters): number {
  requireWhole(k, "k");
  const { size, x, y, excess } = place(parameters, k);
  if (k < 0) return Number.NEGATIVE_INFINITY;
  if (k === 0) return size * (x > 0.5 ? Math.log1p(-y) : Math.log(x));
  if (y === 0) return Number.NEGATIVE_INFINITY;
  return logBetaKernel(x, y, excess, size, k, betaFront(size, k)) - Math.log(k);
}

/**
 * A tail: `lower` P(X <= k), `upper` P(X > k). Largest relative error of the smaller one: 8.8e-14.
 * Throws RangeError as {@link negativeBinomialProbability}. Source: I_p(size, k + 1), NIST DLMF 8.17.24. R: `pnbinom(k, size, mu = mean, lower.tail = …)`.
 *
 * @example negativeBinomialTail(1, { size: 1, mean: 1 }, { tail: "upper" }) // 0.25
 */
export function negativeBinomialTail(k: number, parameters: NegativeBinomialParameters, options: TailOptions = {}): number {
  const parts = partsAt(k, parameters);
  return parts === undefined ? ((options.tail ?? "lower") === "lower" ? sureBelow(k) : 1 - sureBelow(k)) : tailOf(parts, options);
}

/** Logarithm of {@link negativeBinomialTail}. R: `pnbinom(k, size, mu = mean, log.p = TRUE)`. @example logNegativeBinomialTail(1, { size: 1, mean: 1 }, { tail: "upper" }) // log 0.25 */
export function logNegativeBinomialTail(k: number, parameters: NegativeBinomialParameters, options: TailOptions = {}): number {
  const parts = partsAt(k, parameters);
  return parts === undefined ? Math.log((options.tail ?? "lower") === "lower" ? sureBelow(k) : 1 - sureBelow(k)) : logTailOf(parts, options);
}

/**
 * The smallest k with `P(X <= k) >= p`, or with `P(X > k) <= p` where `tail` is `upper`; infinity where no count is enough.
 * A tail that misses p by less than 1e-13 of it counts as reaching it. Throws RangeError for p outside 0 to 1.
 * R: `qnbinom(p, size, mu = mean, lower.tail = tail == "lower")`.
 *
 * @example negativeBinomialQuantile(0.75, { size: 1, mean: 1 }) // 1
 */
export function negativeBinomialQuantile(p: number, parameters: NegativeBinomialParameters, options: TailOptions = {}): number {
  const { size, x, y } = place(parameters, 1);
  const mean = (size * y) / x;
  const start = mean + Math.sqrt(mean / x) * (p > 0 && p < 1 ? normalQuantile(p, options) : 0);
  return wholeQuantile(p, (k) => negativeBinomialTail(k, parameters, options), { low: 0, high: y === 0 ? 0 : Number.POSITIVE_INFINITY, start }, options);
}

const sureBelow = (k: number): number => (k < 0 ? 0 : 1);

function partsAt(k: number, parameters: NegativeBinomialParameters): TailParts | undefined {
  requireWhole(k, "k");
  const { size, x, y, excess } = place(parameters, k + 1);
  return k < 0 || y === 0 ? undefined : betaParts(x, y, excess, size, k + 1, betaFront(size, k + 1));
}

/** The probability of a success, of a failure, and size y - k x without cancellation. */
function place(parameters: NegativeBinomialParameters, k: number): { readonly size: number; readonly x: number; readonly y: number; readonly excess: number } {
  const size = requireAbove(parameters.size, "The size of the negative binomial distribution");
  if ("mean" in parameters) {
    const mean = requireAbove(parameters.mean, "The mean of the negative binomial distribution");
    if ("probability" in parameters) throw new RangeError("Name a mean or a probability, not both.");
    return { size, x: size / (size + mean), y: mean / (size + mean), excess: (size * (mean - k)) / (size + mean) };
  }
  const x = parameters.probability;
  if (!(x > 0 && x <= 1)) throw new RangeError(`The probability of a success must lie above 0 and up to 1; got ${String(x)}.`);
  return { size, x, y: 1 - x, excess: excessAt(x, 1 - x, size, k) };
}
