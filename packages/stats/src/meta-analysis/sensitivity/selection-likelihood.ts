/** Log-likelihood of a step-function selection model with its first and second derivatives. */
import { normalDensity, normalQuantile, normalTail } from "../../distributions/normal.ts";
import { type Matrix, zeroMatrix } from "../../linear-algebra/matrix.ts";

export interface SelectionData {
  readonly estimates: Float64Array;
  readonly variances: Float64Array;
  /** The interval of p-values that each study is in, from 0. */
  readonly intervals: Int32Array;
  /** On the line of estimates in units of the standard error, rising: where the interval changes, and the intervals between them. */
  readonly limits: readonly number[];
  readonly between: readonly number[];
  /** Intervals, the first with weight 1; 1: no selection. */
  readonly weights: number;
}

export function selectionData(estimates: Float64Array, variances: Float64Array, cuts: readonly number[], alternative: "greater" | "less" | "two-sided"): SelectionData {
  const inner = cuts.slice(0, -1);
  const heights = inner.map((cut) => normalQuantile(alternative === "two-sided" ? cut / 2 : cut, { tail: "upper" }));
  const last = inner.length;
  const upward = { limits: heights.toReversed(), between: Array.from({ length: last + 1 }, (_, at) => last - at) };
  const line =
    alternative === "greater"
      ? upward
      : alternative === "less"
        ? { limits: heights.map((height) => -height), between: Array.from({ length: last + 1 }, (_, at) => at) }
        : { limits: [...heights.map((height) => -height), ...heights.toReversed()], between: [...Array.from({ length: last + 1 }, (_, at) => at), ...Array.from({ length: last }, (_, at) => last - 1 - at)] };
  const intervals = Int32Array.from(estimates, (estimate, at) => {
    const z = estimate / Math.sqrt(variances[at] ?? 1);
    const p = alternative === "two-sided" ? 2 * normalTail(Math.abs(z), { tail: "upper" }) : normalTail(z, { tail: alternative === "greater" ? "upper" : "lower" });
    return inner.filter((cut) => p > cut).length;
  });
  return { estimates, variances, intervals, ...line, weights: cuts.length };
}

export interface SelectionLikelihood {
  readonly value: number;
  readonly gradient: Float64Array;
  readonly hessian: Matrix;
}

/**
 * At the mean, τ² and log weights of all intervals but the first. With s² = v + τ², A = Σ weight × P(interval), the study's part is
 * log weight - log s - (y - mean)²/(2s²) - log A - log(2π)/2. Derivatives of A from those of Φ((c - mean)/s) at the limits c.
 * Outside of what can be (τ² below 0, or a step that ran to infinity) the value is NaN, which those who climb take as a step too far.
 */
export function selectionLikelihood(data: SelectionData, point: Float64Array): SelectionLikelihood {
  const [mean = 0, tauSquared = 0] = point;
  const size = point.length;
  const free = data.weights - 1;
  const weightOf = (interval: number): number => (interval === 0 || free === 0 ? 1 : Math.exp(point[1 + interval] ?? 0));
  const gradient = new Float64Array(size);
  const hessian = zeroMatrix(size, size);
  const first = new Float64Array(size);
  const second = new Float64Array(size * size);
  if (!(tauSquared >= 0) || !point.every(Number.isFinite)) return { value: Number.NaN, gradient, hessian };
  let value = 0;
  for (let at = 0; at < data.estimates.length; at++) {
    const s2 = (data.variances[at] ?? 0) + tauSquared;
    const root = Math.sqrt(data.variances[at] ?? 0);
    const residual = (data.estimates[at] ?? 0) - mean;
    value -= 0.9189385332046727 + Math.log(s2) / 2 + residual ** 2 / (2 * s2);
    addTo(gradient, 0, residual / s2);
    addTo(gradient, 1, (residual ** 2 / s2 - 1) / (2 * s2));
    addTo(hessian.values, 0, -1 / s2);
    addTo(hessian.values, 1, -residual / s2 ** 2);
    addTo(hessian.values, size, -residual / s2 ** 2);
    addTo(hessian.values, size + 1, (0.5 - residual ** 2 / s2) / s2 ** 2);
    if (free === 0) continue;
    const interval = data.intervals[at] ?? 0;
    if (interval > 0) {
      value += point[1 + interval] ?? 0;
      addTo(gradient, 1 + interval, 1);
    }
    first.fill(0);
    second.fill(0);
    const whole = fillSeen(data, { mean, s2, root, weightOf }, first, second, size);
    value -= Math.log(whole);
    for (let row = 0; row < size; row++) {
      const slope = (first[row] ?? 0) / whole;
      addTo(gradient, row, -slope);
      for (let column = 0; column < size; column++) addTo(hessian.values, row * size + column, (slope * (first[column] ?? 0)) / whole - (second[row * size + column] ?? 0) / whole);
    }
  }
  return { value, gradient, hessian };
}

const addTo = (values: Float64Array, at: number, by: number): void => {
  values[at] = (values[at] ?? 0) + by;
};

/** A, with its derivatives added to `first` and `second`. */
function fillSeen(data: SelectionData, at: { readonly mean: number; readonly s2: number; readonly root: number; readonly weightOf: (interval: number) => number }, first: Float64Array, second: Float64Array, size: number): number {
  const { mean, s2, root, weightOf } = at;
  const s = Math.sqrt(s2);
  const heights = data.limits.map((limit) => (limit * root - mean) / s);
  let whole = 0;
  for (const [place, interval] of data.between.entries()) {
    const [low, high] = [place === 0 ? Number.NEGATIVE_INFINITY : (heights[place - 1] ?? 0), place === heights.length ? Number.POSITIVE_INFINITY : (heights[place] ?? 0)];
    const weight = weightOf(interval);
    const chance = low > 0 ? normalTail(low, { tail: "upper" }) - normalTail(high, { tail: "upper" }) : normalTail(high) - normalTail(low);
    const [a, b] = [slopes(low, s), slopes(high, s)];
    whole += weight * chance;
    const inMean = b.mean - a.mean;
    const inTau = b.tau - a.tau;
    addTo(first, 0, weight * inMean);
    addTo(first, 1, weight * inTau);
    addTo(second, 0, weight * (b.meanMean - a.meanMean));
    addTo(second, 1, weight * (b.meanTau - a.meanTau));
    addTo(second, size, weight * (b.meanTau - a.meanTau));
    addTo(second, size + 1, weight * (b.tauTau - a.tauTau));
    if (interval === 0) continue;
    const own = 1 + interval;
    addTo(first, own, weight * chance);
    addTo(second, own * size + own, weight * chance);
    for (const [row, slope] of [[0, inMean], [1, inTau]] as const) {
      addTo(second, row * size + own, weight * slope);
      addTo(second, own * size + row, weight * slope);
    }
  }
  return whole;
}

/** Derivatives of Φ(z), z = (c - mean)/s, by mean and τ². */
function slopes(z: number, s: number): { readonly mean: number; readonly tau: number; readonly meanMean: number; readonly meanTau: number; readonly tauTau: number } {
  if (!Number.isFinite(z)) return { mean: 0, tau: 0, meanMean: 0, meanTau: 0, tauTau: 0 };
  const density = normalDensity(z);
  const s2 = s * s;
  return { mean: -density / s, tau: (-z * density) / (2 * s2), meanMean: (-z * density) / s2, meanTau: (density * (1 - z * z)) / (2 * s2 * s), tauTau: (density * z * (3 - z * z)) / (4 * s2 * s2) };
}
