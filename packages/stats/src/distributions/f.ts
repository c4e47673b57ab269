/** The F distribution. */
import { betaFront, betaParts, logBetaKernel } from "../special-functions/beta-parts.ts";
import { betaQuantileOdds } from "../special-functions/beta-quantile.ts";
import { logTailOf, requireProbability, smallTail, type TailOptions, tailOf } from "../special-functions/tail-parts.ts";
import { requireAbove } from "./require-number.ts";

/**
 * A tail of the F distribution at f >= 0: `lower` P(F <= f), `upper` P(F > f).
 *
 * @param df1 degrees of freedom of the numerator, above zero, whole or not.
 * @param df2 degrees of freedom of the denominator, likewise.
 *
 * Largest relative error of the smaller tail: 2.7e-13 (degrees of freedom 0.1 to 1e8, tails to 1e-305).
 * Throws RangeError for negative f, and unless both degrees of freedom are finite and above zero.
 * Source: I_x(df1/2, df2/2) at x / (1 - x) = df1 f / df2, NIST DLMF 8.17; see `betaTail`. R: `pf(f, df1, df2, lower.tail = …)`.
 *
 * @example fTail(4.102821015304, 2, 10, { tail: "upper" }) // 0.05
 */
export function fTail(f: number, df1: number, df2: number, options: TailOptions = {}): number {
  const place = locate(f, df1, df2);
  if (place.x === 0 || place.y === 0) return (place.x === 0) === ((options.tail ?? "lower") === "lower") ? 0 : 1;
  return tailOf(betaParts(place.x, place.y, place.excess, df1 / 2, df2 / 2, betaFront(df1 / 2, df2 / 2)), options);
}

/** Logarithm of {@link fTail}, where the tail would underflow, too. Largest relative error 7.3e-15 of the larger of 1 and the logarithm. R: `pf(f, df1, df2, log.p = TRUE)`. @example logFTail(1e-200, 4, 4) // -917.94… */
export function logFTail(f: number, df1: number, df2: number, options: TailOptions = {}): number {
  const place = locate(f, df1, df2);
  if (place.x === 0 || place.y === 0) return (place.x === 0) === ((options.tail ?? "lower") === "lower") ? Number.NEGATIVE_INFINITY : 0;
  return logTailOf(betaParts(place.x, place.y, place.excess, df1 / 2, df2 / 2, betaFront(df1 / 2, df2 / 2)), options);
}

/**
 * The f with `P(F <= f) = p`, or with `P(F > f) = p` where `tail` is `upper`. Infinite where the quantile is too large for
 * a double. Largest relative error 1.5e-13. Throws RangeError as {@link fTail}, and for p outside 0 to 1.
 * R: `qf(p, df1, df2, lower.tail = tail == "lower")`.
 *
 * @example fQuantile(0.05, 2, 10, { tail: "upper" }) // 4.102821015304
 */
export function fQuantile(p: number, df1: number, df2: number, options: TailOptions = {}): number {
  requireDegrees(df1, df2);
  requireProbability(p, "fQuantile");
  const tail = options.tail ?? "lower";
  if (p === 0 || p === 1) return (p === 0) === (tail === "lower") ? 0 : Number.POSITIVE_INFINITY;
  const { logP, lower } = smallTail(p, tail);
  return betaQuantileOdds(logP, df1 / 2, df2 / 2, lower) * (df2 / df1);
}

/** Density at f >= 0; at 0 its limit, infinite where df1 < 2. Largest relative error 2.9e-14 of the larger of 1 and its logarithm. R: `df(f, df1, df2)`. @example fDensity(1, 2, 2) // 0.25 */
export const fDensity = (f: number, df1: number, df2: number): number => Math.exp(logFDensity(f, df1, df2));

/** Logarithm of {@link fDensity}. R: `df(f, df1, df2, log = TRUE)`. @example logFDensity(1, 2, 2) // log 0.25 */
export function logFDensity(f: number, df1: number, df2: number): number {
  const { x, y, excess } = locate(f, df1, df2);
  if (x === 0) return df1 < 2 ? Number.POSITIVE_INFINITY : df1 > 2 ? Number.NEGATIVE_INFINITY : 0;
  if (y === 0) return Number.NEGATIVE_INFINITY;
  return logBetaKernel(x, y, excess, df1 / 2, df2 / 2, betaFront(df1 / 2, df2 / 2)) - Math.log(f);
}

/** The shares of both parts, and a y - b x with the digits of 1 - f. */
function locate(f: number, df1: number, df2: number): { readonly x: number; readonly y: number; readonly excess: number } {
  requireDegrees(df1, df2);
  if (!(f >= 0)) throw new RangeError(`F must be a number from 0; got ${String(f)}.`);
  const odds = f * (df1 / df2);
  const y = 1 / (1 + odds);
  const x = odds < 1 ? odds * y : 1 / (1 + 1 / odds);
  return { x, y, excess: odds < 1e300 ? (df1 / 2) * ((1 - f) * y) : -df2 / 2 };
}

function requireDegrees(df1: number, df2: number): void {
  requireAbove(df1, "The degrees of freedom of the numerator");
  requireAbove(df2, "The degrees of freedom of the denominator");
}
