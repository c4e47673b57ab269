/** The beta distribution. */
import { betaKernel, incompleteBeta } from "../special-functions/incomplete-beta.ts";

/**
 * A tail of the beta distribution at x: `lower` P(X <= x), `upper` P(X > x), each computed without cancellation where
 * it is the small one (relative error below 1e-13). Quantiles: `betaQuantile`.
 *
 * Throws RangeError unless x lies from 0 to 1 and both shapes are finite and above zero.
 * R: `pbeta(x, a, b, lower.tail = tail == "lower")`.
 *
 * @example betaTail(0.3, 1, 4, { tail: "upper" }) // 0.7^4 = 0.2401
 */
export function betaTail(x: number, a: number, b: number, options: { readonly tail?: "lower" | "upper" } = {}): number {
  return incompleteBeta(x, a, b)[options.tail ?? "lower"];
}

/**
 * Density of the beta distribution; at 0 and 1 its limit, which is infinite where the shape there is below 1.
 *
 * Throws RangeError as {@link betaTail}. R: `dbeta(x, a, b)`, to 1e-13 relative.
 *
 * @example betaDensity(0.5, 2, 2) // 1.5
 */
export function betaDensity(x: number, a: number, b: number): number {
  if (!(a > 0 && b > 0 && Number.isFinite(a) && Number.isFinite(b))) throw new RangeError(`The beta distribution needs finite shapes above zero; got ${String(a)} and ${String(b)}.`);
  if (!(x >= 0 && x <= 1)) throw new RangeError(`A share must lie from 0 to 1; got ${String(x)}.`);
  if (x === 0) return a < 1 ? Number.POSITIVE_INFINITY : a > 1 ? 0 : b;
  if (x === 1) return b < 1 ? Number.POSITIVE_INFINITY : b > 1 ? 0 : a;
  return betaKernel(x, a, b) / x / (1 - x);
}
