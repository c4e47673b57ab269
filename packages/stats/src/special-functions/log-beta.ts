/** Natural logarithm of the beta function. */
import { stirlingError } from "./log-gamma.ts";

const halfLogTwoPi = 0.9189385332046728;

/**
 * `log B(a, b)`, B(a, b) = Γ(a) Γ(b) / Γ(a + b), without cancellation where one shape is far larger than the other.
 * Absolute error below 1e-14 plus 4e-16 of |log B|. Throws RangeError unless both are finite and above zero.
 * Source: NIST DLMF 5.12.1 and 5.11.1. R: `lbeta(a, b)`.
 *
 * @example logBeta(2, 3) // log(1/12)
 */
export function logBeta(a: number, b: number): number {
  if (!(a > 0 && b > 0 && Number.isFinite(a + b))) throw new RangeError(`logBeta needs finite numbers above zero; got ${String(a)} and ${String(b)}.`);
  const n = a + b;
  return halfLogTwoPi + 0.5 * (Math.log(n / a) - Math.log(b)) + stirlingError(a) + stirlingError(b) - stirlingError(n) - a * Math.log1p(b / a) - b * Math.log1p(a / b);
}
