/** What is left of a logarithm and of an exponential after the terms that cancel in the tails of distributions. */

/** 1/3, 1/5, 1/7, … */
const oddInverses = Float64Array.from({ length: 23 }, (_, k) => 1 / (2 * k + 3));
/** 1/k! */
const inverseFactorials = Float64Array.from({ length: 19 }, (_, k) => Array.from({ length: k }, (__, j) => j + 1).reduce((value, factor) => value / factor, 1));

/**
 * `log(1 + r) - r` for r > -1, without cancellation where r is small. Relative error below 1e-15.
 * Source: log(1 + r) = 2 atanh(r / (2 + r)), NIST DLMF 4.6.7 (recalled). R: `log1p(r) - r` where r is not small.
 *
 * @example log1pMinus(1) // log 2 - 1
 */
export function log1pMinus(r: number): number {
  if (!(r > -0.6 && r < 1.5)) return Math.log1p(r) - r;
  const s = r / (2 + r);
  const square = s * s;
  let sum = 0;
  for (let k = square < 0.001 ? 5 : square < 0.02 ? 9 : square < 0.08 ? 14 : 22; k >= 0; k--) sum = sum * square + (oddInverses[k] ?? 0);
  return s * (2 * square * sum - r);
}

/** `e^w - 1 - w`, without cancellation where w is small. Relative error below 1e-15. */
export function expm1Minus(w: number): number {
  if (Math.abs(w) > 1) return Math.expm1(w) - w;
  const size = Math.abs(w);
  let sum = 0;
  for (let k = size < 0.01 ? 6 : size < 0.15 ? 10 : 18; k >= 2; k--) sum = sum * w + (inverseFactorials[k] ?? 0);
  return w * w * sum;
}
