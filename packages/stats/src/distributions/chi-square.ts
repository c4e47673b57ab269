/** The chi-square distribution: the gamma distribution with shape df / 2 and scale 2. */
import { requireAbove } from "./require-number.ts";
import { gammaDensity, gammaQuantile, gammaTail, logGammaDensity, logGammaTail, type TailOptions } from "./gamma.ts";

/**
 * A tail of the chi-square distribution at x >= 0: `lower` P(X <= x), `upper` P(X > x).
 *
 * @param df degrees of freedom above zero, whole or not.
 *
 * Largest relative error as {@link gammaTail}. Throws RangeError for negative x, and unless df is finite and above zero.
 * R: `pchisq(x, df, lower.tail = tail == "lower")`.
 *
 * @example chiSquareTail(3.841458820694124, 1, { tail: "upper" }) // 0.05
 */
export const chiSquareTail = (x: number, df: number, options: TailOptions = {}): number => gammaTail(x / 2, half(df), only(options));

/** Logarithm of {@link chiSquareTail}, where the tail would underflow, too. R: `pchisq(x, df, log.p = TRUE)`. @example logChiSquareTail(2000, 2, { tail: "upper" }) // -1000 */
export const logChiSquareTail = (x: number, df: number, options: TailOptions = {}): number => logGammaTail(x / 2, half(df), only(options));

/** The x whose tail is p. Errors and accuracy as `gammaQuantile`. R: `qchisq(p, df, lower.tail = tail == "lower")`. @example chiSquareQuantile(0.05, 1, { tail: "upper" }) // 3.841458820694124 */
export const chiSquareQuantile = (p: number, df: number, options: TailOptions = {}): number => 2 * gammaQuantile(p, half(df), only(options));

/** Density at x >= 0. R: `dchisq(x, df)`. @example chiSquareDensity(2, 2) // 1 / (2 e) */
export const chiSquareDensity = (x: number, df: number): number => gammaDensity(x, half(df), { scale: 2 });

/** Logarithm of {@link chiSquareDensity}. R: `dchisq(x, df, log = TRUE)`. @example logChiSquareDensity(2000, 2) // -1000 - log 2 */
export const logChiSquareDensity = (x: number, df: number): number => logGammaDensity(x, half(df), { scale: 2 });

const half = (df: number): number => requireAbove(df, "The degrees of freedom") / 2;
const only = ({ tail = "lower" }: TailOptions): TailOptions => ({ tail });
