/** The noncentral F distribution, for power. */
import { betaFront, betaParts } from "../special-functions/beta-parts.ts";
import { log1mExp } from "../special-functions/log-sums.ts";
import type { TailOptions } from "../special-functions/tail-parts.ts";
import { logFTail } from "./f.ts";
import { logMixture } from "./poisson-mixture.ts";
import { requireAbove, requireFinite } from "./require-number.ts";

/** Beyond this the sum would have too many terms. */
const largest = 1e10;

/**
 * A tail of the noncentral F distribution at f >= 0: `lower` P(F <= f), `upper` P(F > f).
 *
 * @param df1 degrees of freedom of the numerator, finite and above zero.
 * @param df2 degrees of freedom of the denominator, finite and above zero.
 * @param noncentrality λ from 0, that of the numerator's chi-square.
 *
 * Largest relative error of the smaller tail: 1.8e-14; documented to 1e-10.
 * Throws RangeError outside these ranges, and for degrees of freedom or λ above 1e10. Source: Poisson mixture of incomplete beta functions, Johnson, Kotz and
 * Balakrishnan 1995, equation 30.10 (recalled). R: `pf(f, df1, df2, noncentrality, lower.tail = …)`.
 *
 * @example noncentralFTail(4, 2, 10, 0) // 0.947…: as fTail(4, 2, 10)
 */
export function noncentralFTail(f: number, df1: number, df2: number, noncentrality: number, options: TailOptions = {}): number {
  const { log, asked } = smaller(f, df1, df2, noncentrality, options);
  return asked ? Math.exp(log) : -Math.expm1(log);
}

/** Logarithm of {@link noncentralFTail}, also where the tail is too small for a double. @example logNoncentralFTail(4, 2, 10, 0) // log 0.947… */
export function logNoncentralFTail(f: number, df1: number, df2: number, noncentrality: number, options: TailOptions = {}): number {
  const { log, asked } = smaller(f, df1, df2, noncentrality, options);
  return asked ? log : log1mExp(log);
}

function smaller(f: number, df1: number, df2: number, noncentrality: number, options: TailOptions): { readonly log: number; readonly asked: boolean } {
  requireAbove(df1, "The degrees of freedom of the numerator");
  requireAbove(df2, "The degrees of freedom of the denominator");
  if (requireFinite(noncentrality, "The noncentrality") < 0) throw new RangeError(`The noncentrality must be 0 or more; got ${String(noncentrality)}.`);
  if (!(f >= 0)) throw new RangeError(`F must be a number from 0; got ${String(f)}.`);
  const lower = f < 1 + noncentrality / df1;
  const asked = lower === ((options.tail ?? "lower") === "lower");
  const odds = f * (df1 / df2);
  if (odds === 0 || odds === Number.POSITIVE_INFINITY) return { log: Number.NEGATIVE_INFINITY, asked };
  if (noncentrality === 0) return { log: logFTail(f, df1, df2, { tail: lower ? "lower" : "upper" }), asked };
  if (Math.max(df1, df2, noncentrality) > largest) throw new RangeError(`The noncentral F distribution is summed for degrees of freedom and noncentrality up to ${String(largest)}; got ${String(df1)}, ${String(df2)} and ${String(noncentrality)}.`);
  const [a, b] = [df1 / 2, df2 / 2];
  const y = 1 / (1 + odds);
  const x = odds < 1 ? odds * y : 1 / (1 + 1 / odds);
  const partsAt = (j: number) => betaParts(x, y, (a * (1 - f) + j) * y, a + j, b, betaFront(a + j, b));
  return { log: logMixture({ partsAt, shape: a, growth: (j) => (x * (a + j + b)) / (a + j + 1) }, noncentrality / 2, lower), asked };
}
