/** Weighted isotonic regression. */

/**
 * The non-decreasing sequence nearest to `values` in weighted least squares (pool adjacent violators).
 *
 * @param values one number per dose level, in the order of the doses.
 * @param weights above zero, one per value; equal weights where left out.
 *
 * Neighbours that decrease are replaced by their weighted mean until none decreases; each value in a pool is the same
 * number. Throws RangeError for lengths that differ, a value that is not finite or a weight that is not above zero.
 *
 * Source: Barlow RE, Bartholomew DJ, Bremner JM, Brunk HD. Statistical inference under order restrictions. Wiley 1972.
 *
 * @example pava([0.1, 0.4, 0.2], [1, 1, 1]) // [0.1, 0.30000000000000004, 0.30000000000000004]
 */
export function pava(values: readonly number[], weights: readonly number[] = values.map(() => 1)): number[] {
  if (values.length !== weights.length) throw new RangeError(`pava needs one weight per value; got ${weights.length} weights and ${values.length} values.`);
  const means: number[] = [];
  const masses: number[] = [];
  const sizes: number[] = [];
  for (let at = 0; at < values.length; at++) {
    let mean = values[at] ?? Number.NaN;
    let mass = weights[at] ?? Number.NaN;
    if (!Number.isFinite(mean) || !(mass > 0 && mass < Infinity)) throw new RangeError(`pava needs finite values and weights above zero; got value ${mean} with weight ${mass}.`);
    let size = 1;
    while ((means.at(-1) ?? -Infinity) > mean) {
      const massBelow = masses.pop() ?? 0;
      mean = ((means.pop() ?? 0) * massBelow + mean * mass) / (massBelow + mass);
      mass += massBelow;
      size += sizes.pop() ?? 0;
    }
    means.push(mean);
    masses.push(mass);
    sizes.push(size);
  }
  return means.flatMap((mean, block) => Array.from({ length: sizes[block] ?? 0 }, () => mean));
}
