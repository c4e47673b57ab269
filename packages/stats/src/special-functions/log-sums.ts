/** Sums and complements of numbers that are known by their logarithms. */


/**
 * `log(e^v₁ + e^v₂ + …)`; minus infinity for no values. Relative error of the sum below n times 1e-16.
 * Throws RangeError for NaN. Source: definition, with the largest value taken out. R: `matrixStats::logSumExp`.
 *
 * @example logSumExp([-1000, -1000]) // -1000 + log 2
 */
export function logSumExp(values: readonly number[]): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (Number.isNaN(value)) throw new RangeError("logSumExp needs numbers; got NaN.");
    if (value > largest) largest = value;
  }
  if (!Number.isFinite(largest)) return largest;
  let sum = 0;
  for (const value of values) sum += Math.exp(value - largest);
  return largest + Math.log(sum);
}

/**
 * `log(1 - e^v)` for v <= 0, the logarithm of the complement of a probability: minus infinity at 0. Relative error below
 * 1e-15. Throws RangeError for v above 0. Source: Mächler 2012, "Accurately computing log(1 - exp(-|a|))" (recalled).
 *
 * @example log1mExp(-1e-20) // -46.05170185988091
 */
export function log1mExp(v: number): number {
  if (!(v <= 0)) throw new RangeError(`log1mExp needs the logarithm of a probability; got ${String(v)}.`);
  return v > -Math.LN2 ? Math.log(-Math.expm1(v)) : Math.log1p(-Math.exp(v));
}
