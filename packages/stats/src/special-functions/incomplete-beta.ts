/** The regularized incomplete beta function. */
import { betaFront, betaParts, logBetaKernel } from "./beta-parts.ts";
import { productError } from "./exact-product.ts";
import type { TailParts } from "./tail-parts.ts";

/**
 * `I_x(a, b)`, the distribution function of the beta distribution, and its complement `1 - I_x(a, b)`, each computed
 * without cancellation where it is the small one.
 *
 * @param x share from 0 to 1.
 * @param a first shape, above zero.
 * @param b second shape, above zero.
 *
 * Throws RangeError outside these ranges.
 * Relative error of the smaller of the two values: see {@link betaTail}.
 *
 * Source: {@link betaParts}. R: `pbeta(x, a, b)` and `pbeta(x, a, b, lower.tail = FALSE)`.
 *
 * @example incompleteBeta(0.5, 2, 2) // { lower: 0.5, upper: 0.5 }
 */
export function incompleteBeta(x: number, a: number, b: number): { readonly lower: number; readonly upper: number } {
  requireShapes(a, b);
  if (!(x >= 0 && x <= 1)) throw new RangeError(`incompleteBeta needs a share from 0 to 1; got ${String(x)}.`);
  if (x === 0) return { lower: 0, upper: 1 };
  if (x === 1) return { lower: 1, upper: 0 };
  const parts = betaPartsAt(x, a, b, betaFront(a, b));
  const small = Math.min(1, Math.exp(parts.logKernel) * parts.ratio);
  return parts.lower ? { lower: small, upper: 1 - small } : { lower: 1 - small, upper: small };
}

/** The parts of I_x(a, b) for 0 < x < 1. */
export function betaPartsAt(x: number, a: number, b: number, front: number): TailParts {
  const y = 1 - x;
  return betaParts(x, y, excessAt(x, y, a, b), a, b, front);
}

/** `x^a (1 - x)^b / B(a, b)` for 0 < x < 1: x (1 - x) times the density. */
export function betaKernel(x: number, a: number, b: number): number {
  const y = 1 - x;
  return Math.exp(logBetaKernel(x, y, excessAt(x, y, a, b), a, b, betaFront(a, b)));
}

/** a (1 - x) - b x with what rounding takes from the products and from 1 - x. */
export function excessAt(x: number, y: number, a: number, b: number): number {
  const lost = 1 - y - x;
  return a * y - b * x + (productError(a, y) - productError(b, x) + a * lost);
}

export function requireShapes(a: number, b: number): void {
  if (!(a > 0 && b > 0 && a < 1e150 && b < 1e150)) throw new RangeError(`The beta distribution needs finite shapes above zero; got ${String(a)} and ${String(b)}.`);
}
