/** Means and spreads with weights, as balance tables use them. */

/** The mean of the rows that have a weight; `null` where none has. */
export function weightedMean(values: ArrayLike<number>, weights: ArrayLike<number>): number | null {
  let [sum, total] = [0, 0];
  for (let row = 0; row < values.length; row++) {
    const weight = weights[row] ?? 0;
    if (weight === 0) continue;
    total += weight;
    // A running mean keeps its digits where values are far from 0.
    sum += ((values[row] ?? 0) - sum) * (weight / total);
  }
  return total > 0 ? sum : null;
}

/**
 * With weights that add up to 1: Σ w (x - m)² / (1 - Σ w²), which without weights is the usual variance; of zeros and ones
 * p (1 - p), without a correction, as MatchIt and cobalt take it. `null` where fewer than two rows have a weight.
 */
export function weightedVariance(values: ArrayLike<number>, weights: ArrayLike<number>, binary: boolean): number | null {
  const mean = weightedMean(values, weights);
  if (mean === null) return null;
  if (binary) return mean * (1 - mean);
  let [sum, total, squares, rows] = [0, 0, 0, 0];
  for (let row = 0; row < values.length; row++) {
    const weight = weights[row] ?? 0;
    if (weight === 0) continue;
    rows += 1;
    total += weight;
    squares += weight * weight;
    sum += weight * ((values[row] ?? 0) - mean) ** 2;
  }
  return rows < 2 ? null : sum / total / (1 - squares / (total * total));
}

/** How many rows of weight 1 would tell as much: (Σ w)² / Σ w² (Kish 1965, recalled). */
export function effectiveSize(weights: ArrayLike<number>): number {
  let [sum, squares] = [0, 0];
  for (let row = 0; row < weights.length; row++) {
    sum += weights[row] ?? 0;
    squares += (weights[row] ?? 0) ** 2;
  }
  return squares === 0 ? 0 : (sum * sum) / squares;
}
