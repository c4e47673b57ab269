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
 * R: `isoreg(values)$yf` for equal weights, agreeing to 1e-12.
 *
 * @example pava([1, 4, 2], [1, 1, 1]) // [1, 3, 3]
 */
export function pava(values: readonly number[], weights: readonly number[] = Array.isArray(values) ? values.map(() => 1) : []): number[] {
  if (!Array.isArray(values) || !Array.isArray(weights)) throw new RangeError("pava needs lists of numbers.");
  if (values.length !== weights.length) throw new RangeError(`pava needs one weight per value; got ${weights.length} weights and ${values.length} values.`);
  if (!values.every(Number.isFinite)) throw new RangeError("pava needs finite values.");
  if (!weights.every((weight) => weight > 0 && weight < Infinity)) throw new RangeError("pava needs finite weights above zero.");
  const pooled = Float64Array.from(values);
  poolAdjacent(pooled, Float64Array.from(weights), values.length);
  return [...pooled];
}

/** The same in place for the first `count` values, which must be fit; `weights` are used up. For loops that run thousands of times. */
export function poolAdjacent(values: Float64Array, weights: Float64Array, count: number, ends: Int32Array = new Int32Array(count)): void {
  // Block b has its mean in values[b], its weight in weights[b] and ends before ends[b].
  let blocks = 0;
  for (let at = 0; at < count; at++) {
    let mean = values[at] ?? 0;
    let weight = weights[at] ?? 0;
    while (blocks > 0 && (values[blocks - 1] ?? 0) > mean) {
      blocks -= 1;
      const before = weights[blocks] ?? 0;
      mean = ((values[blocks] ?? 0) * before + mean * weight) / (before + weight);
      weight += before;
    }
    values[blocks] = mean;
    weights[blocks] = weight;
    ends[blocks] = at + 1;
    blocks += 1;
  }
  let at = count;
  for (let block = blocks - 1; block >= 0; block--) {
    const mean = values[block] ?? 0;
    const from = block === 0 ? 0 : (ends[block - 1] ?? 0);
    while (at > from) values[--at] = mean;
  }
}
