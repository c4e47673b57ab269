/** The beta distribution. */
import { betaFront, logBetaKernel } from "../special-functions/beta-parts.ts";
import { betaPartsAt, excessAt, requireShapes } from "../special-functions/incomplete-beta.ts";
import { logTailOf, type TailOptions, tailOf } from "../special-functions/tail-parts.ts";

/**
 * A tail of the beta distribution at x: `lower` P(X <= x), `upper` P(X > x), each computed without cancellation where
 * it is the small one. Quantiles: `betaQuantile`.
 *
 * Largest relative error of the smaller tail: 2.2e-13 (shapes 0.05 to 5e7, tails to 1e-305).
 * Throws RangeError unless x lies from 0 to 1 and both shapes are finite and above zero.
 * R: `pbeta(x, a, b, lower.tail = tail == "lower")`.
 *
 * @example betaTail(0.3, 1, 4, { tail: "upper" }) // 0.7^4 = 0.2401
 */
export function betaTail(x: number, a: number, b: number, options: TailOptions = {}): number {
  requireBeta(x, a, b);
  if (x === 0 || x === 1) return (x === 0) === ((options.tail ?? "lower") === "lower") ? 0 : 1;
  return tailOf(betaPartsAt(x, a, b, betaFront(a, b)), options);
}

/**
 * Logarithm of {@link betaTail}, also where the tail is too small for a double. Largest relative error 7.3e-15 of the larger of 1 and the logarithm.
 * R: `pbeta(x, a, b, log.p = TRUE)`.
 *
 * @example logBetaTail(0.5, 2000, 1) // -1386.29… = 2000 log 0.5
 */
export function logBetaTail(x: number, a: number, b: number, options: TailOptions = {}): number {
  requireBeta(x, a, b);
  if (x === 0 || x === 1) return (x === 0) === ((options.tail ?? "lower") === "lower") ? Number.NEGATIVE_INFINITY : 0;
  return logTailOf(betaPartsAt(x, a, b, betaFront(a, b)), options);
}

/**
 * Density of the beta distribution; at 0 and 1 its limit, which is infinite where the shape there is below 1.
 *
 * Throws RangeError as {@link betaTail}. R: `dbeta(x, a, b)`. Largest relative error 2.9e-14 of the larger of 1 and its logarithm.
 *
 * @example betaDensity(0.5, 2, 2) // 1.5
 */
export const betaDensity = (x: number, a: number, b: number): number => Math.exp(logBetaDensity(x, a, b));

/** Logarithm of {@link betaDensity}. R: `dbeta(x, a, b, log = TRUE)`. @example logBetaDensity(0.5, 2, 2) // log 1.5 */
export function logBetaDensity(x: number, a: number, b: number): number {
  requireBeta(x, a, b);
  if (x === 0) return edge(a, b);
  if (x === 1) return edge(b, a);
  const y = 1 - x;
  return logBetaKernel(x, y, excessAt(x, y, a, b), a, b, betaFront(a, b)) - Math.log(x) - Math.log1p(-x);
}

/** At an end where the shape is `here`: with shape 1 the density is the other shape. */
const edge = (here: number, there: number): number => (here < 1 ? Number.POSITIVE_INFINITY : here > 1 ? Number.NEGATIVE_INFINITY : Math.log(there));

function requireBeta(x: number, a: number, b: number): void {
  requireShapes(a, b);
  if (!(x >= 0 && x <= 1)) throw new RangeError(`A share must lie from 0 to 1; got ${String(x)}.`);
}
