/** The error function, from the tails of the normal distribution. */
import { logNormalTail, normalTail } from "../distributions/normal.ts";
import { requireNumber } from "../distributions/require-number.ts";
import { productError } from "./exact-product.ts";

const rootTwo = Math.SQRT2;
/** √2 less the double next to it. */
const rootTwoRest = -9.667293313452913e-17;
const twoOverRootPi = 1.1283791670955126;

/**
 * erf(x) = 2/√π ∫ from 0 to x of e^-t² dt. Largest relative error 4.5e-16, also where x is small. Throws RangeError for NaN.
 * Source: series NIST DLMF 7.6.2 below 1, complement above. R: `2 * pnorm(x * sqrt(2)) - 1` where x is not small.
 *
 * @example erf(1) // 0.8427007929497149
 */
export function erf(x: number): number {
  requireNumber(x, "x");
  if (Math.abs(x) >= 1) return x > 0 ? 1 - erfc(x) : erfc(-x) - 1;
  const square = 2 * x * x;
  let term = x;
  let sum = x;
  for (let odd = 3; odd < 100; odd += 2) {
    term *= square / odd;
    const next = sum + term;
    if (next === sum) break;
    sum = next;
  }
  return twoOverRootPi * Math.exp(-x * x) * sum;
}

/** 1 - erf(x), without cancellation for large x. Largest relative error 1.6e-15. Throws RangeError for NaN. R: `2 * pnorm(x * sqrt(2), lower.tail = FALSE)`. @example erfc(10) // 2.088487583762545e-45 */
export function erfc(x: number): number {
  requireNumber(x, "x");
  const z = x * rootTwo;
  // What rounding took from z, times the hazard there.
  const rest = Math.abs(x) < 30 ? productError(x, rootTwo) + x * rootTwoRest : 0;
  return 2 * normalTail(z, { tail: "upper" }) * (z > 2 ? 1 - z * rest : 1);
}

/** log erfc(x), also where erfc(x) is too small for a double. Largest relative error 9e-16. @example logErfc(100) // -10005.177524… */
export function logErfc(x: number): number {
  if (requireNumber(x, "x") < 0.5) return Math.log1p(-erf(x));
  return Math.LN2 + logNormalTail(x * rootTwo, { tail: "upper" });
}
