/** The noncentral chi-square distribution, for power. */
import { gammaFront, gammaParts } from "../special-functions/incomplete-gamma.ts";
import { log1mExp } from "../special-functions/log-sums.ts";
import type { TailOptions } from "../special-functions/tail-parts.ts";
import { logChiSquareTail } from "./chi-square.ts";
import { logMixture } from "./poisson-mixture.ts";
import { requireAbove, requireFinite } from "./require-number.ts";

/** Beyond this the sum would have too many terms. */
const largest = 1e10;

/**
 * A tail of the noncentral chi-square distribution at x >= 0: `lower` P(X <= x), `upper` P(X > x).
 *
 * @param df degrees of freedom, finite and above zero.
 * @param noncentrality λ from 0: the sum of the squared means of the normal variables.
 *
 * Largest relative error of the smaller tail: 3.2e-14; documented to 1e-10.
 * Throws RangeError outside these ranges, and for finite x, df or λ above 1e10. Source: Poisson mixture, Johnson, Kotz and Balakrishnan 1995, equation 29.2
 * (recalled). R: `pchisq(x, df, noncentrality, lower.tail = …)`, which loses digits in small upper tails.
 *
 * @example noncentralChiSquareTail(3.841458820694124, 1, 7.849, { tail: "upper" }) // 0.80…: power of a test at 5 %
 */
export const noncentralChiSquareTail = (x: number, df: number, noncentrality: number, options: TailOptions = {}): number => {
  const { log, asked } = smaller(x, df, noncentrality, options);
  return asked ? Math.exp(log) : -Math.expm1(log);
};

/** Logarithm of {@link noncentralChiSquareTail}, also where the tail is too small for a double. @example logNoncentralChiSquareTail(2000, 2, 0, { tail: "upper" }) // -1000 */
export function logNoncentralChiSquareTail(x: number, df: number, noncentrality: number, options: TailOptions = {}): number {
  const { log, asked } = smaller(x, df, noncentrality, options);
  return asked ? log : log1mExp(log);
}

function smaller(x: number, df: number, noncentrality: number, options: TailOptions): { readonly log: number; readonly asked: boolean } {
  requireAbove(df, "The degrees of freedom");
  if (requireFinite(noncentrality, "The noncentrality") < 0) throw new RangeError(`The noncentrality must be 0 or more; got ${String(noncentrality)}.`);
  if (!(x >= 0)) throw new RangeError(`The noncentral chi-square distribution needs a number from 0; got ${String(x)}.`);
  const lower = x < df + noncentrality;
  const asked = lower === ((options.tail ?? "lower") === "lower");
  if (x === 0 || x === Number.POSITIVE_INFINITY) return { log: Number.NEGATIVE_INFINITY, asked };
  if (noncentrality === 0) return { log: logChiSquareTail(x, df, { tail: lower ? "lower" : "upper" }), asked };
  if (Math.max(x, df, noncentrality) > largest) throw new RangeError(`The noncentral chi-square distribution is summed for x, df and noncentrality up to ${String(largest)}; got ${String(x)}, ${String(df)} and ${String(noncentrality)}.`);
  const shape = df / 2;
  const partsAt = (j: number) => gammaParts(x / 2, shape + j, gammaFront(shape + j));
  return { log: logMixture({ partsAt, shape, growth: (j) => x / 2 / (shape + j + 1) }, noncentrality / 2, lower), asked };
}
