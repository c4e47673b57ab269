/** Student's t distribution. */
import { betaQuantileOdds } from "../special-functions/beta-quantile.ts";
import { betaFront, betaParts } from "../special-functions/beta-parts.ts";
import { logBeta } from "../special-functions/log-beta.ts";
import { logTailOf, requireProbability, type TailOptions, type TailParts } from "../special-functions/tail-parts.ts";
import { logNormalTail, normalDensity, normalQuantile, normalTail } from "./normal.ts";
import { requireNumber } from "./require-number.ts";

const logRootTwoPi = 0.9189385332046728;
/** From here on the normal distribution is closer than rounding. */
const normalFrom = 1e20;
const powerFrom = 1e75;

/**
 * A tail of Student's t distribution: `lower` P(T <= t), `upper` P(T > t).
 *
 * @param df degrees of freedom above zero, whole or not; infinity gives the normal distribution.
 *
 * Largest relative error: 1.8e-13 (degrees of freedom 0.1 to 1e8, tails to 1e-305).
 * Throws RangeError for NaN, and unless df is above zero.
 * Source: ½ I_x(df/2, ½) at x = df / (df + t²), NIST DLMF 8.17; see `betaTail`. R: `pt(t, df, lower.tail = tail == "lower")`.
 *
 * @example studentTail(2.228138851964939, 10, { tail: "upper" }) // 0.025
 */
export function studentTail(t: number, df: number, options: TailOptions = {}): number {
  requireStudent(t, df);
  if (df >= normalFrom) return normalTail(t, options);
  const half = Math.exp(logHalfTail(Math.abs(t), df));
  return isFar(t, options) ? half : 1 - half;
}

/**
 * Logarithm of {@link studentTail}, also where the tail is too small for a double. Largest relative error 6.4e-15 of the larger of 1 and the logarithm.
 * R: `pt(t, df, log.p = TRUE)`.
 *
 * @example logStudentTail(1e300, 2, { tail: "upper" }) // -1382.24… = -600 log 10 - log 2
 */
export function logStudentTail(t: number, df: number, options: TailOptions = {}): number {
  requireStudent(t, df);
  if (df >= normalFrom) return logNormalTail(t, options);
  const half = logHalfTail(Math.abs(t), df);
  return isFar(t, options) ? half : Math.log1p(-Math.exp(half));
}

/**
 * The t with `P(T <= t) = p`, or with `P(T > t) = p` where `tail` is `upper`. Infinite for p of 0 and 1, and where the
 * quantile is too large for a double. Largest relative error 3.5e-14.
 *
 * Throws RangeError unless p lies from 0 to 1 and df is above zero. R: `qt(p, df, lower.tail = tail == "lower")`.
 *
 * @example studentQuantile(0.025, 10, { tail: "upper" }) // 2.228138851964939
 */
export function studentQuantile(p: number, df: number, options: TailOptions = {}): number {
  requireStudent(0, df);
  requireProbability(p, "studentQuantile");
  if (df >= normalFrom) return normalQuantile(p, options);
  const small = Math.min(p, 1 - p);
  const sign = p <= 0.5 === ((options.tail ?? "lower") === "upper") ? 1 : -1;
  if (small === 0.5) return 0;
  if (small === 0) return sign * Number.POSITIVE_INFINITY;
  return sign * away(small, df);
}

/** Density at t. Largest relative error 3.9e-15 of the larger of 1 and its logarithm. R: `dt(t, df)`. @example studentDensity(0, 1) // 1/π */
export function studentDensity(t: number, df: number): number {
  return df >= normalFrom ? normalDensity(t) : Math.exp(logStudentDensity(t, df));
}

/** Logarithm of {@link studentDensity}. R: `dt(t, df, log = TRUE)`. @example logStudentDensity(1e200, 1) // -922.17… */
export function logStudentDensity(t: number, df: number): number {
  requireStudent(t, df);
  if (df >= normalFrom) return -(t * t) / 2 - logRootTwoPi;
  const size = Math.abs(t) / Math.sqrt(df);
  return -0.5 * Math.log(df) - logBeta(df / 2, 0.5) - ((df + 1) / 2) * (size > powerFrom ? 2 * Math.log(size) : Math.log1p((t * t) / df));
}

/** log P(T > t) for t >= 0. */
function logHalfTail(t: number, df: number): number {
  if (t === 0) return -Math.LN2;
  const size = t / Math.sqrt(df);
  // Beyond this the first term of the series is exact: x^(df/2) / (df B(df/2, 1/2)).
  if (size > powerFrom) return t === Number.POSITIVE_INFINITY ? Number.NEGATIVE_INFINITY : -df * Math.log(size) - Math.log(df) - logBeta(df / 2, 0.5);
  if (size < 1e-150) return -Math.LN2;
  return Math.min(-Math.LN2, logTailOf(partsAt((t * t) / df, t * t, df), { tail: "lower" }) - Math.LN2);
}

/** I_x(df/2, 1/2) at x = 1 / (1 + odds), odds = t² / df. */
function partsAt(odds: number, square: number, df: number): TailParts {
  const a = df / 2;
  const x = 1 / (1 + odds);
  const excess = 0.5 * (square - 1) * x;
  return betaParts(x, odds < 1 ? odds * x : 1 / (1 + 1 / odds), excess, a, 0.5, betaFront(a, 0.5));
}

/** The t above 0 with P(T > t) = p < 1/2. */
function away(p: number, df: number): number {
  const logBoth = Math.log(2 * p);
  // Where t² / df is too small or large for a double, the first terms of the series are exact.
  if (df < 20) {
    const logSize = -(logBoth + Math.log(df / 2) + logBeta(df / 2, 0.5)) / df;
    if (logSize > 80) return Math.exp(logSize + 0.5 * Math.log(df));
  }
  const middle = 1 - 2 * p;
  const odds = p <= 0.25 ? 1 / betaQuantileOdds(logBoth, df / 2, 0.5, true) : betaQuantileOdds(Math.log(middle), 0.5, df / 2, true);
  return Math.sqrt(odds) * Math.sqrt(df);
}

/** Whether the asked tail is the one that lies away from 0. */
const isFar = (t: number, options: TailOptions): boolean => t >= 0 === ((options.tail ?? "lower") === "upper");

function requireStudent(t: number, df: number): void {
  requireNumber(t, "t");
  if (!(df > 0)) throw new RangeError(`The degrees of freedom must be above zero; got ${String(df)}.`);
}
