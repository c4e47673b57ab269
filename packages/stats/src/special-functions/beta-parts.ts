/** The incomplete beta function in parts, at a point given by both shares and by its distance from the mean. */
import { expm1Minus, log1pMinus } from "./log1p-minus.ts";
import { stirlingError } from "./log-gamma.ts";
import { tailIntegral } from "./tail-integral.ts";
import type { TailParts } from "./tail-parts.ts";

const mostTerms = 100_000;
const integralFrom = 1500;
const logTwoPi = 1.8378770664093453;

/** The part of the kernel that depends on the shapes alone. */
export const betaFront = (a: number, b: number): number => stirlingError(a + b) - stirlingError(a) - stirlingError(b) + 0.5 * (Math.log((a / (a + b)) * b) - logTwoPi);

/** log of `x^a y^b / B(a, b)`, where y = 1 - x and excess = a y - b x: Loader's saddle point form, so that nothing large cancels. */
export function logBetaKernel(x: number, y: number, excess: number, a: number, b: number, front: number): number {
  return front + a * fromMean(-excess / a, x, a, a + b) + b * fromMean(excess / b, y, b, a + b);
}

/** log(1 + r) - r where 1 + r = n x / a. */
const fromMean = (r: number, x: number, a: number, n: number): number => (r > -0.6 ? log1pMinus(r) : Math.log(x * (n / a)) - r);

/**
 * I_x(a, b) or its complement, whichever lies away from the bulk, as kernel × ratio for 0 < x < 1.
 *
 * @param excess a y - b x, exactly: it is what the tail depends on where the shapes are large.
 *
 * Ratio: continued fraction of DiDonato and Morris 1992, doi 10.1145/131766.131776, equation 9 (recalled); where both
 * shapes are 1,500 or more, the integral of the density by log odds (Gauss-Legendre).
 */
export function betaParts(x: number, y: number, excess: number, a: number, b: number, front: number): TailParts {
  const logKernel = logBetaKernel(x, y, excess, a, b, front);
  if (a >= integralFrom && b >= integralFrom) return { lower: excess > 0, logKernel, slope: excess, ratio: integral(x, y, Math.abs(excess), a + b, excess > 0) };
  const lower = x <= (a + 1) / (a + b + 2);
  return { lower, logKernel, slope: excess, ratio: 1 / (lower ? fraction(a, b, x, y, excess) : fraction(b, a, y, x, -excess)) };
}

function integral(x: number, y: number, slope: number, n: number, lower: boolean): number {
  // The smaller share, and the direction in which it moves.
  const share = Math.min(x, y);
  const sign = lower === x <= y ? -1 : 1;
  const fall = (w: number) => {
    const rest = expm1Minus(sign * w);
    return slope * w + n * (log1pMinus(share * (rest + sign * w)) + share * rest);
  };
  return tailIntegral(fall, slope, n * x * y);
}

function fraction(a: number, b: number, x: number, y: number, excess: number): number {
  const square = x * x;
  let inverse = 1 / (a + 1);
  let below = a * (excess + 1) * inverse;
  let value = away(below);
  let c = value;
  let d = 0;
  for (let m = 1; m < mostTerms; m++) {
    const above = (a + m - 1) * inverse * ((a + b + m - 1) * inverse) * (m * (b - m)) * square;
    below = m + m * (b - m) * x * inverse;
    inverse = 1 / (a + 2 * m + 1);
    below += (a + m) * (excess + 1 + m * (1 + y)) * inverse;
    d = 1 / away(below + above * d);
    c = away(below + above / c);
    const step = c * d;
    value *= step;
    if (Math.abs(step - 1) < 3e-16) return value;
  }
  throw new RangeError(`The incomplete beta function did not settle for x = ${String(x)}, a = ${String(a)}, b = ${String(b)}.`);
}

const away = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value);
