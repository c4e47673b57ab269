/** Kendall's rank correlation with its exact distribution. */
import { normalTail } from "../../distributions/normal.ts";

/** Beyond this many pairs the exact distribution is not worked out. */
export const mostExact = 200;

export interface RankCorrelation {
  /** Kendall's tau-b. */
  readonly tau: number;
  /** Concordant minus discordant pairs. */
  readonly score: number;
  readonly kind: "exact" | "normal";
  /** Score over its standard deviation with ties; `null` where exact. */
  readonly statistic: number | null;
  readonly pValue: number;
}

/**
 * Kendall's tau-b of two columns and the two-sided p-value: exact without ties up to 200 pairs, otherwise normal with the variance
 * for ties; `continuity` is taken off |score| there. `null` where one of the columns is all ties, or below 2 pairs.
 *
 * The exact distribution of the number of concordant pairs is summed from its small end, so that small p-values keep their digits.
 * Source: Kendall 1938, Biometrika 30:81, doi 10.1093/biomet/30.1-2.81 (recalled). R: `cor.test(x, y, method = "kendall")`.
 *
 * @example rankCorrelation([1, 2, 3], [1, 2, 3], 0)?.pValue // 1/3
 */
export function rankCorrelation(x: ArrayLike<number>, y: ArrayLike<number>, continuity: 0 | 1): RankCorrelation | null {
  const size = x.length;
  let score = 0;
  let [tiedX, tiedY] = [0, 0];
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++) {
      const one = Math.sign((x[i] ?? 0) - (x[j] ?? 0));
      const other = Math.sign((y[i] ?? 0) - (y[j] ?? 0));
      score += one * other;
      if (one === 0) tiedX += 1;
      if (other === 0) tiedY += 1;
    }
  const pairs = (size * (size - 1)) / 2;
  if (size < 2 || tiedX === pairs || tiedY === pairs) return null;
  const tau = score / Math.sqrt((pairs - tiedX) * (pairs - tiedY));
  if (tiedX === 0 && tiedY === 0 && size <= mostExact) return { tau, score, kind: "exact", statistic: null, pValue: Math.min(1, 2 * lowerTail(Math.min((pairs + score) / 2, (pairs - score) / 2), size)) };
  const [a, b] = [tieSums(x), tieSums(y)];
  const third = size > 2 ? (a.three * b.three) / (9 * size * (size - 1) * (size - 2)) : 0;
  const variance = (size * (size - 1) * (2 * size + 5) - a.variance - b.variance) / 18 + (a.two * b.two) / (2 * size * (size - 1)) + third;
  const statistic = (Math.sign(score) * Math.max(0, Math.abs(score) - continuity)) / Math.sqrt(variance);
  return { tau, score, kind: "normal", statistic, pValue: Math.min(1, 2 * normalTail(Math.abs(statistic), { tail: "upper" })) };
}

/** P(inversions <= most) of a random order. */
function lowerTail(most: number, size: number): number {
  let chances = new Float64Array(most + 1);
  chances[0] = 1;
  for (let n = 2; n <= size; n++) {
    const next = new Float64Array(most + 1);
    for (let inversions = 0; inversions <= most; inversions++) {
      // The window of n terms; up to the middle of the distribution no digits are lost by taking the oldest out.
      const oldest = inversions >= n ? (chances[inversions - n] ?? 0) / n : 0;
      next[inversions] = (inversions === 0 ? 0 : (next[inversions - 1] ?? 0)) + (chances[inversions] ?? 0) / n - oldest;
    }
    chances = next;
  }
  return chances.reduce((sum, one) => sum + one, 0);
}

function tieSums(values: ArrayLike<number>): { readonly two: number; readonly three: number; readonly variance: number } {
  const counts = new Map<number, number>();
  for (let at = 0; at < values.length; at++) counts.set(values[at] ?? 0, (counts.get(values[at] ?? 0) ?? 0) + 1);
  let [two, three, variance] = [0, 0, 0];
  for (const count of counts.values()) {
    two += count * (count - 1);
    three += count * (count - 1) * (count - 2);
    variance += count * (count - 1) * (2 * count + 5);
  }
  return { two, three, variance };
}
