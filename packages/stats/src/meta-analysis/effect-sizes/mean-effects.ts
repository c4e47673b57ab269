/** Effects of two arms with means: mean difference, standardised mean difference, ratio of means. */
import { hedgesFactor } from "./hedges-factor.ts";
import { type RawEffects, averageOf, effectsBy } from "./raw-effects.ts";

export type MeanMeasure = "mean-difference" | "standardised-mean-difference" | "ratio-of-means";
export interface MeanArms {
  readonly treatedMean: Float64Array;
  readonly treatedSd: Float64Array;
  readonly treatedTotal: Float64Array;
  readonly controlMean: Float64Array;
  readonly controlSd: Float64Array;
  readonly controlTotal: Float64Array;
}
export interface MeanChoices {
  readonly varianceKind: string;
  readonly smallSample: "exact" | "approximate" | "none";
  readonly ratioBias: "none" | "delta";
}
/** One row: means, standard deviations, totals, and the pooled variance (NaN where nobody is left to estimate it). */
interface Row {
  readonly mean: number;
  readonly sd: number;
  readonly n: number;
  readonly controlMean: number;
  readonly controlSd: number;
  readonly m: number;
  readonly pooled: number;
}

export function effectsOfMeans(measure: MeanMeasure, arms: MeanArms, choices: MeanChoices): RawEffects {
  const size = arms.treatedMean.length;
  const rowAt = (at: number): Row => {
    const [mean = 0, sd = 0, n = 0] = [arms.treatedMean[at], arms.treatedSd[at], arms.treatedTotal[at]];
    const [controlMean = 0, controlSd = 0, m = 0] = [arms.controlMean[at], arms.controlSd[at], arms.controlTotal[at]];
    return { mean, sd, n, controlMean, controlSd, m, pooled: ((n - 1) * sd ** 2 + (m - 1) * controlSd ** 2) / (n + m - 2) };
  };
  switch (measure) {
    case "mean-difference":
      return effectsBy(size, (at) => {
        const row = rowAt(at);
        return [row.mean - row.controlMean, choices.varianceKind === "pooled-sd" ? row.pooled * (1 / row.n + 1 / row.m) : row.sd ** 2 / row.n + row.controlSd ** 2 / row.m];
      });
    case "standardised-mean-difference":
      return standardised(size, rowAt, choices);
    case "ratio-of-means":
      return ratios(size, rowAt, choices);
  }
}

function standardised(size: number, rowAt: (at: number) => Row, { varianceKind, smallSample }: MeanChoices): RawEffects {
  const factors = new Float64Array(size);
  const crude = new Float64Array(size);
  const totals = new Float64Array(size);
  for (let at = 0; at < size; at++) {
    const { mean, controlMean, pooled, n, m } = rowAt(at);
    const free = n + m - 2;
    factors[at] = smallSample === "none" ? 1 : smallSample === "approximate" ? 1 - 3 / (4 * free - 1) : (hedgesFactor(free) ?? Number.NaN);
    crude[at] = (mean - controlMean) / Math.sqrt(pooled);
    totals[at] = n + m;
  }
  const estimates = crude.map((one, at) => one * (factors[at] ?? 1));
  const average = averageOf(estimates, totals, (at) => !Number.isFinite(estimates[at]));
  return effectsBy(size, (at) => {
    const { n, m } = rowAt(at);
    const [factor = 1, estimate = 0, whole] = [factors[at], estimates[at], n + m];
    const sizes = 1 / n + 1 / m;
    switch (varianceKind) {
      case "unbiased":
        return [estimate, sizes + (1 - (whole - 4) / ((whole - 2) * factor ** 2)) * estimate ** 2];
      case "large-sample-uncorrected":
        return [estimate, factor ** 2 * (sizes + (crude[at] ?? 0) ** 2 / (2 * whole))];
      default:
        return [estimate, sizes + (varianceKind === "average" ? average : estimate) ** 2 / (2 * whole)];
    }
  });
}

function ratios(size: number, rowAt: (at: number) => Row, { varianceKind, ratioBias }: MeanChoices): RawEffects {
  const rows = Array.from({ length: size }, (_, at) => rowAt(at));
  const fit = (at: number): boolean => (rows[at]?.mean ?? 0) !== 0 && (rows[at]?.controlMean ?? 0) !== 0;
  const variations = rows.map(({ mean, sd }) => sd / mean);
  const controlVariations = rows.map(({ controlMean, controlSd }) => controlSd / controlMean);
  const [totals, controlTotals] = [rows.map(({ n }) => n), rows.map(({ m }) => m)];
  const average = averageOf(variations, totals, (at) => !fit(at));
  const controlAverage = averageOf(controlVariations, controlTotals, (at) => !fit(at));
  const averagePooled = averageOf([...variations, ...controlVariations], [...totals, ...controlTotals], (at) => !fit(at % size));
  return effectsBy(size, (at) => {
    const { mean, sd, n, controlMean, controlSd, m, pooled } = rowAt(at);
    // Ratios of means of unlike signs have no logarithm.
    if (!(mean * controlMean > 0)) return [Number.NaN, Number.NaN];
    const [own, other] = [sd ** 2 / (n * mean ** 2), controlSd ** 2 / (m * controlMean ** 2)];
    const estimate = Math.log(Math.abs(mean)) - Math.log(Math.abs(controlMean)) + (ratioBias === "delta" ? (own - other) / 2 : 0);
    const extra = ratioBias === "delta" ? (own ** 2 + other ** 2) / 2 : 0;
    switch (varianceKind) {
      case "pooled-sd":
        return [estimate, pooled / (n * mean ** 2) + pooled / (m * controlMean ** 2) + extra];
      case "average":
        return [estimate, average ** 2 / n + controlAverage ** 2 / m + extra];
      case "average-pooled":
        return [estimate, averagePooled ** 2 * (1 / n + 1 / m) + extra];
      default:
        return [estimate, own + other + extra];
    }
  });
}
