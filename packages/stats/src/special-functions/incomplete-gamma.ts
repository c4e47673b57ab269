/** The regularized incomplete gamma functions, in parts. */
import { deviance } from "./deviance.ts";
import { expm1Minus } from "./log1p-minus.ts";
import { stirlingError } from "./log-gamma.ts";
import { tailIntegral } from "./tail-integral.ts";
import type { TailParts } from "./tail-parts.ts";

const mostTerms = 100_000;
const integralFrom = 300;
const halfLogTwoPi = 0.9189385332046728;

/** The part of the kernel that depends on the shape alone. */
export const gammaFront = (shape: number): number => 0.5 * Math.log(shape) - stirlingError(shape) - halfLogTwoPi;

/**
 * P(shape, x) or Q(shape, x), whichever lies away from the bulk, as kernel × ratio for 0 < x < infinity. The kernel is
 * `x^shape e^-x / Γ(shape)` in saddle point form (Loader 2000). Ratio: series DLMF 8.7.1 and continued fraction 8.9.2;
 * from shape 300 on, the integral of the density by log x itself (Gauss-Legendre).
 */
export function gammaParts(x: number, shape: number, front: number): TailParts {
  const logKernel = front - deviance(shape, x);
  const slope = shape - x;
  const lower = x < shape + 1;
  if (shape >= integralFrom) {
    const fall = lower ? (w: number) => slope * w + x * expm1Minus(-w) : (w: number) => -slope * w + x * expm1Minus(w);
    if (slope >= 0 === lower) return { lower, logKernel, slope, ratio: tailIntegral(fall, Math.abs(slope), x) };
    return { lower: false, logKernel, slope, ratio: tailIntegral((w) => -slope * w + x * expm1Minus(w), Math.abs(slope), x) };
  }
  return { lower, logKernel, slope, ratio: lower ? series(x, shape) / shape : continuedFraction(x, shape) };
}

function series(x: number, shape: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < mostTerms; k++) {
    term *= x / (shape + k);
    const next = sum + term;
    if (next === sum) return sum;
    sum = next;
  }
  throw new RangeError(`The incomplete gamma function did not settle for x = ${String(x)}, shape = ${String(shape)}.`);
}

/** DLMF 8.9.2 in its contracted form, by the modified Lentz method. */
function continuedFraction(x: number, shape: number): number {
  let below = x + 1 - shape;
  let c = 1e300;
  let d = 1 / below;
  let value = d;
  for (let k = 1; k < mostTerms; k++) {
    const factor = -k * (k - shape);
    below += 2;
    d = 1 / away(factor * d + below);
    c = away(below + factor / c);
    const step = d * c;
    value *= step;
    if (Math.abs(step - 1) < 3e-16) return value;
  }
  throw new RangeError(`The incomplete gamma function did not settle for x = ${String(x)}, shape = ${String(shape)}.`);
}

const away = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value);
