/** Natural logarithm of the gamma function, and the error term of Stirling's formula. */

const halfLogTwoPi = 0.9189385332046728;
/** Below this the argument is raised by the recurrence before the series is used. */
const seriesFrom = 16;

/**
 * `log Γ(x)` for x > 0: Stirling's series from 16 on, the recurrence Γ(x + 1) = x Γ(x) below.
 * Error below 5e-15 of the larger of 1 and |log Γ(x)|.
 *
 * Throws RangeError unless x is a finite number above zero.
 *
 * Source: NIST Digital Library of Mathematical Functions, 5.11.1 and 5.5.1 (dlmf.nist.gov). R: `lgamma(x)`.
 *
 * @example logGamma(10) // log(362880) = 12.801827480081469
 */
export function logGamma(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) throw new RangeError(`logGamma needs a finite number above zero; got ${String(x)}.`);
  let product = 1;
  let raised = x;
  for (; raised < seriesFrom; raised++) product *= raised;
  return (raised - 0.5) * Math.log(raised) - raised + halfLogTwoPi + series(raised) - Math.log(product);
}

/**
 * `log Γ(x + 1) - (x + 1/2) log x + x - log(2π)/2` for x > 0: what Stirling's formula leaves out of log x!.
 * Accurate also where the logarithms themselves are so large that their difference would lose digits.
 */
export function stirlingError(x: number): number {
  if (x >= seriesFrom) return series(x);
  // The recurrence with its logarithms put together: those of both ends, and of raised^m over the m factors between.
  let raised = x + 1;
  let steps = 0;
  let factors = 1;
  for (; raised < seriesFrom; raised++) {
    factors *= raised;
    steps += 1;
  }
  return (x + 0.5) * Math.log(raised / x) + Math.log(raised ** steps / factors) - (raised - x) + series(raised);
}

/** B₂ₖ / (2k (2k - 1)) for k = 1, 2, …: DLMF 5.11.1. */
const coefficients = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156, -3617 / 122_400] as const;

function series(x: number): number {
  const inverse = 1 / x;
  const square = inverse * inverse;
  let sum = 0;
  for (let k = x < 100 ? 7 : 3; k >= 0; k--) sum = sum * square + (coefficients[k] ?? 0);
  return sum * inverse;
}
