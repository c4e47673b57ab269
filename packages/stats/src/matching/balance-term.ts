/** How alike treated and controls are in one term. */
import { weightedMean, weightedVariance } from "./spread.ts";

export interface TermBalance {
  readonly meanTreated: number | null;
  readonly meanControl: number | null;
  /** Treated less control, divided by the denominator unless the term is binary and wanted raw; `null` where it cannot be. */
  readonly difference: number | null;
  /** Treated over control; `null` for binaries and where a variance is 0. */
  readonly varianceRatio: number | null;
  /** Between the two cumulative distributions, over the values that occur. */
  readonly ecdfMean: number | null;
  readonly ecdfMax: number | null;
}
export type Denominator = "pooled" | "treated" | "control" | "all";

function masked(treated: Float64Array, weights: ArrayLike<number>, group: number): Float64Array {
  const made = new Float64Array(treated.length);
  for (let row = 0; row < made.length; row++) if (treated[row] === group) made[row] = weights[row] as number;
  return made;
}

export const isBinary = (values: Float64Array): boolean => values.every((value) => value === 0 || value === 1);

/** The standard deviation of rows before matching; `null` where it is 0 or nothing is there. */
export function denominatorOf(values: Float64Array, treated: Float64Array, weights: ArrayLike<number>, kind: Denominator): number | null {
  const binary = isBinary(values);
  const one = weightedVariance(values, masked(treated, weights, 1), binary);
  const other = weightedVariance(values, masked(treated, weights, 0), binary);
  const variance = kind === "treated" ? one : kind === "control" ? other : kind === "all" ? weightedVariance(values, weights, binary) : one === null || other === null ? null : (one + other) / 2;
  return variance !== null && variance > 0 ? Math.sqrt(variance) : null;
}

/** @param order all rows by rising value. */
export function balanceTerm(values: Float64Array, treated: Float64Array, weights: ArrayLike<number>, divisor: number | null, order: Int32Array): TermBalance {
  const binary = isBinary(values);
  const [ones, zeros] = [masked(treated, weights, 1), masked(treated, weights, 0)];
  const [meanTreated, meanControl] = [weightedMean(values, ones), weightedMean(values, zeros)];
  if (meanTreated === null || meanControl === null) return { meanTreated, meanControl, difference: null, varianceRatio: null, ecdfMean: null, ecdfMax: null };
  const raw = meanTreated - meanControl;
  const difference = divisor === null ? (raw === 0 ? 0 : null) : raw / divisor;
  if (binary) return { meanTreated, meanControl, difference, varianceRatio: null, ecdfMean: Math.abs(raw), ecdfMax: Math.abs(raw) };
  const [one, other] = [weightedVariance(values, ones, false), weightedVariance(values, zeros, false)];
  return { meanTreated, meanControl, difference, varianceRatio: one === null || other === null || other === 0 ? null : one / other, ...cumulative(values, ones, zeros, order) };
}

/** Means over every value that occurs before matching, as MatchIt takes them, so that both tables go over the same values. */
function cumulative(values: Float64Array, ones: Float64Array, zeros: Float64Array, order: Int32Array): { readonly ecdfMean: number; readonly ecdfMax: number } {
  const [all, others] = [total(ones), total(zeros)];
  let [above, sum, most, count] = [0, 0, 0, 0];
  for (let at = 0; at < order.length; at++) {
    const row = order[at] as number;
    above += (ones[row] as number) / all - (zeros[row] as number) / others;
    if (at + 1 < order.length && values[order[at + 1] as number] === values[row]) continue;
    count += 1;
    sum += Math.abs(above);
    most = Math.max(most, Math.abs(above));
  }
  return { ecdfMean: sum / count, ecdfMax: most };
}

const total = (weights: Float64Array): number => weights.reduce((sum, one) => sum + one, 0);
