/** Parametric survival regression, reported. */
import { chiSquareTail } from "../../distributions/chi-square.ts";
import { normalQuantile, normalTail } from "../../distributions/normal.ts";
import { type MissingRows, readRows } from "../../form/columns.ts";
import { type ReadOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { addOuterProduct, mirrorUpper } from "../../linear-algebra/cross-product.ts";
import { type Matrix, rowsOf, zeroMatrix } from "../../linear-algebra/matrix.ts";
import { multiply } from "../../linear-algebra/multiply.ts";
import { percent, tailArea } from "../../proportions/limits.ts";
import type { DesignTerm } from "../../regression/design-matrix.ts";
import { eachRow, natural, parametricCore, type ParametricFit } from "./parametric-core.ts";
import { type ParametricData, parametricData } from "./parametric-data.ts";
import { type ParametricColumns, type ParametricOptions, parametricColumns, parametricOptions } from "./parametric-options.ts";

interface Estimate {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}
export interface ParametricCoefficient extends DesignTerm {
  /** Change of the logarithm of time for one more of it. */
  readonly estimate: number;
  readonly standardError: number;
  readonly interval: { readonly lower: number; readonly upper: number; readonly level: number };
  readonly test: { readonly statistic: number; readonly distribution: "normal"; readonly degreesOfFreedom: null; readonly pValue: number };
  /** The factor by which time is stretched; of the intercept the time itself. */
  readonly timeRatio: Estimate;
  /** Weibull's and the exponential distribution with one scale: the hazard ratio, exp(-estimate / scale). Otherwise, and for the intercept, `null`. */
  readonly hazardRatio: (Estimate & { readonly logEstimate: number; readonly standardError: number }) | null;
}
export interface ParametricScale extends Estimate {
  readonly stratum: string;
  /** Of the logarithm of the scale; 0 where the scale is fixed at 1. */
  readonly standardError: number;
  /** 1 / scale: Weibull's shape. */
  readonly shape: Estimate;
}
export interface ParametricRegression extends ResultForm {
  readonly distribution: string;
  readonly coefficients: readonly ParametricCoefficient[];
  readonly scales: readonly ParametricScale[];
  /** Of coefficients, then of logarithms of scales, by the chosen kind of variance. */
  readonly covariance: readonly (readonly number[])[];
  /** Weibull's and the exponential distribution with one scale: cumulative hazard rate · time^shape where covariates are 0. */
  readonly baselineHazard: { readonly rate: number; readonly shape: number } | null;
  readonly references: Readonly<Record<string, string>>;
  readonly rows: number;
  readonly events: number;
  readonly clusters: number | null;
  /** Of times, not of their logarithms. */
  readonly logLikelihood: number;
  /** With the intercept and scales alone. */
  readonly nullLogLikelihood: number;
  readonly likelihoodRatio: { readonly statistic: number; readonly distribution: "chi-square"; readonly degreesOfFreedom: number; readonly pValue: number } | null;
  readonly aic: number;
  readonly iterations: number;
  readonly gradient: number;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Accelerated failure time regression: log T = covariates · coefficients + scale · error, by maximum likelihood. The error is that
 * of the least of many (Weibull; exponential with the scale fixed at 1), normal (log-normal) or logistic (log-logistic).
 *
 * Times may be exact, right censored, left censored or known up to an interval (`until`), with late entry (`start`), and each stratum
 * may have its scale. Newton's iteration with analytic derivatives, on standardised covariates.
 *
 * Refused (StatisticRefusal): `empty`, `no-events`, `out-of-range` (a time of 0), `start-not-before-end`, `singular`, `separation`
 * (with the terms), `not-identified` (no scale above 0), `not-converged`, `too-few` clusters, `options-conflict`.
 *
 * Source: Kalbfleisch and Prentice 2002, The Statistical Analysis of Failure Time Data, chapter 3 (recalled). R: `survival::survreg`
 * with `rel.tolerance = 1e-14`, to 1e-8.
 *
 * @example fitParametric({ time: [4, 9, 6, 2, 7, 5], event: [1, 0, 1, 1, 1, 0], covariates: { age: [60, 45, 52, 50, 61, 48] } }).scales[0]?.shape
 */
export function fitParametric(columns: ParametricColumns, options: ParametricOptions = {}): ParametricRegression {
  const choices = readOptions(parametricOptions, options);
  const read = readRows(parametricColumns, columns);
  const { cluster } = read.columns;
  if (cluster !== null && choices.variance === "model") throw new StatisticRefusal("options-conflict", "variance", "There are clusters, and the variance does not use them.", 'Take { variance: "robust" }, or leave the column out.');
  const data = parametricData(read);
  const fit = parametricCore(data, choices);
  const robust = (choices.variance ?? (cluster === null ? "model" : "robust")) === "robust";
  const sandwich = robust ? robustOf(data, fit, choices, cluster) : null;
  const covariance = sandwich?.covariance ?? fit.covariance;
  const width = fit.design.terms.length;
  const none = width === 1 ? fit : parametricCore(data, choices, false);
  const statistic = Math.max(0, 2 * (fit.logLikelihood - none.logLikelihood));
  const scales = scalesOf(data, fit, covariance, choices.level);
  const hazards = (choices.distribution === "weibull" || choices.distribution === "exponential") && scales.length === 1;
  const shape = scales[0]?.shape.estimate ?? 1;
  return resultOf({
    method: sayParametric(choices, data, robust, cluster !== null),
    distribution: choices.distribution,
    coefficients: coefficientsOf(fit, covariance, choices.level, hazards), scales, covariance: rowsOf(covariance),
    baselineHazard: hazards ? { rate: Math.exp(-(fit.estimate[0] as number) * shape), shape } : null,
    references: fit.design.references, rows: data.used, events: data.events, clusters: sandwich?.clusters ?? null,
    logLikelihood: fit.logLikelihood, nullLogLikelihood: none.logLikelihood,
    likelihoodRatio: width === 1 ? null : { statistic, distribution: "chi-square" as const, degreesOfFreedom: width - 1, pValue: chiSquareTail(statistic, width - 1, { tail: "upper" }) },
    aic: 2 * (fit.estimate.length - fit.logLikelihood), iterations: fit.iterations, gradient: fit.gradient, missing: read.missing,
    warnings: [
      ...(data.events < 10 * (width - 1) ? [`There are ${data.events} events for ${width - 1} coefficients: fewer than ten each, so that estimates may be far off.`] : []),
      ...(!robust && data.weight?.some((one) => !Number.isInteger(one)) === true ? ["Weights that are not whole are no counts of rows: the robust variance may suit them better."] : []),
    ],
  });
}

/** V (sum of s s') V with s the weighted scores, added up in clusters; as survreg's robust variance. */
export function robustOf(data: ParametricData, fit: ParametricFit, choices: Parameters<typeof eachRow>[2], cluster: readonly string[] | null): { readonly covariance: Matrix; readonly clusters: number } {
  const size = fit.inner.length;
  const { matrix } = fit.standardised;
  const sums = new Map<string, Float64Array>();
  eachRow(data, matrix, choices, fit.inner, (row, parts, scale) => {
    const weight = data.weight?.[row] ?? 1;
    if (weight === 0) return;
    const name = cluster === null ? String(row) : (cluster[row] as string);
    let own = sums.get(name);
    if (own === undefined) sums.set(name, (own = new Float64Array(size)));
    for (let column = 0; column < matrix.columns; column++) own[column] = (own[column] as number) + weight * (parts[1] as number) * (matrix.values[row * matrix.columns + column] as number);
    if (scale >= 0) own[scale] = (own[scale] as number) + weight * (parts[2] as number);
  });
  if (sums.size <= size) throw new StatisticRefusal("too-few", cluster === null ? "variance" : "cluster", `There are ${sums.size} ${cluster === null ? "rows" : "clusters"} for ${size} parameters.`, `Take fewer covariates, or${cluster === null ? "" : " leave the clusters out and take"} the variance of the model.`, { clusters: sums.size });
  const meat = zeroMatrix(size, size);
  for (const own of sums.values()) addOuterProduct(meat, own, 0, 1);
  const inner = multiply(multiply(fit.innerCovariance, mirrorUpper(meat)), fit.innerCovariance);
  return { covariance: natural(fit.inner, inner, fit.standardised, fit.design.terms.length).covariance, clusters: sums.size };
}

function coefficientsOf(fit: ParametricFit, covariance: Matrix, level: number, hazards: boolean): ParametricCoefficient[] {
  const z = normalQuantile(tailArea(level), { tail: "upper" });
  const size = fit.inner.length;
  const width = fit.design.terms.length;
  const at = (row: number, column: number): number => covariance.values[row * size + column] as number;
  const shape = size > width ? Math.exp(-(fit.estimate[width] as number)) : 1;
  return fit.design.terms.map((term, one): ParametricCoefficient => {
    const estimate = fit.estimate[one] as number;
    const standardError = Math.sqrt(at(one, one));
    const [lower, upper] = [estimate - z * standardError, estimate + z * standardError];
    const statistic = estimate / standardError;
    // -b / s by the delta method: its derivatives are -1/s by b and b/s by log s.
    const logEstimate = -estimate * shape;
    const variance = size > width ? shape * shape * (at(one, one) - 2 * estimate * at(one, width) + estimate * estimate * at(width, width)) : at(one, one);
    const error = Math.sqrt(Math.max(0, variance));
    return {
      ...term, estimate, standardError, interval: { lower, upper, level },
      test: { statistic, distribution: "normal", degreesOfFreedom: null, pValue: 2 * normalTail(Math.abs(statistic), { tail: "upper" }) },
      timeRatio: { estimate: Math.exp(estimate), lower: Math.exp(lower), upper: Math.exp(upper) },
      hazardRatio: hazards && one > 0 ? { logEstimate, standardError: error, estimate: Math.exp(logEstimate), lower: Math.exp(logEstimate - z * error), upper: Math.exp(logEstimate + z * error) } : null,
    };
  });
}

function scalesOf(data: ParametricData, fit: ParametricFit, covariance: Matrix, level: number): ParametricScale[] {
  const z = normalQuantile(tailArea(level), { tail: "upper" });
  const width = fit.design.terms.length;
  const one = { estimate: 1, lower: 1, upper: 1 };
  if (fit.estimate.length === width) return [{ stratum: "", ...one, standardError: 0, shape: one }];
  return data.strata.map((stratum, at) => {
    const log = fit.estimate[width + at] as number;
    const standardError = Math.sqrt(covariance.values[(width + at) * (fit.estimate.length + 1)] as number);
    const [lower, upper] = [log - z * standardError, log + z * standardError];
    return { stratum, estimate: Math.exp(log), lower: Math.exp(lower), upper: Math.exp(upper), standardError, shape: { estimate: Math.exp(-log), lower: Math.exp(-upper), upper: Math.exp(-lower) } };
  });
}

function sayParametric({ distribution, level, gradientTolerance }: ReadOptions<typeof parametricOptions>, data: ParametricData, robust: boolean, clustered: boolean): string {
  const names = { "weibull": "Weibull", "exponential": "exponential", "log-normal": "log-normal", "log-logistic": "log-logistic" }[distribution];
  return `Accelerated failure time regression with ${names} times by maximum likelihood${data.strata.length > 1 && distribution !== "exponential" ? `, with a scale for each of ${data.strata.length} strata` : ""}${data.entry === null ? "" : ", given survival to the start of observation"}${data.weight === null ? "" : ", weighted"}${data.offset === null ? "" : ", with an offset"} (Newton iterations to a relative gradient below ${gradientTolerance}); standard errors ${robust ? `from the sandwich of scores${clustered ? " added up in clusters" : ""}` : "from the inverse observed information"}; ${percent(level)} Wald intervals.`;
}
