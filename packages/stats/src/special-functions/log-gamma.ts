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
  const place = 2 * x - 1;
  const known = Number.isInteger(place) ? errorsOfHalves[place] : undefined;
  if (known !== undefined) return known;
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

/** The error at 1/2, 1, 3/2, … 31/2 (by mpmath, 40 digits): the shapes that whole degrees of freedom and counts give. */
const errorsOfHalves = [
  0.15342640972002736, 0.08106146679532726, 0.05481412105191765, 0.0413406959554093, 0.03316287351993629, 0.02767792568499834, 0.023746163656297496, 0.020790672103765093,
  0.018488450532673187, 0.016644691189821193, 0.015134973221917378, 0.013876128823070748, 0.012810465242920227, 0.01189670994589177, 0.011104559758206917, 0.010411265261972096,
  0.009799416126158804, 0.009255462182712733, 0.008768700134139386, 0.00833056343336287, 0.00793411456431402, 0.007573675487951841, 0.007244554301320383, 0.00694284010720953,
  0.006665247032707682, 0.006408994188004207, 0.006171712263039458, 0.0059513701127588475, 0.0057462165130101155, 0.005554733551962801, 0.005375599032926835,
] as const;

/** B₂ₖ / (2k (2k - 1)) for k = 1, 2, …: DLMF 5.11.1. */
const coefficients = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156, -3617 / 122_400] as const;

function series(x: number): number {
  const inverse = 1 / x;
  const square = inverse * inverse;
  let sum = 0;
  for (let k = x < 100 ? 7 : 3; k >= 0; k--) sum = sum * square + (coefficients[k] ?? 0);
  return sum * inverse;
}
