/** Cox regression, reported. */
import { chiSquareTail } from "../../distributions/chi-square.ts";
import { normalQuantile, normalTail } from "../../distributions/normal.ts";
import { type MissingRows, readRows } from "../../form/columns.ts";
import { readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { invertPositiveDefinite } from "../../linear-algebra/invert-positive-definite.ts";
import { type Matrix, rowsOf } from "../../linear-algebra/matrix.ts";
import { quadraticForm } from "../../linear-algebra/quadratic-form.ts";
import { runSteps } from "../../optimisation/run-steps.ts";
import type { DesignTerm } from "../../regression/design-matrix.ts";
import { coxCore } from "./cox-core.ts";
import { type CoxData, coxData } from "./cox-data.ts";
import { type CoxColumns, type CoxOptions, type ReadCoxOptions, coxColumns, coxOptions } from "./cox-options.ts";
import { clusterScores, robustCovariance, robustScore } from "./robust-covariance.ts";

export interface CoxTest {
  readonly statistic: number;
  readonly distribution: "chi-square";
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}
export interface CoxCoefficient extends DesignTerm {
  /** Log hazard ratio for one more of it, or for the category against the reference. */
  readonly estimate: number;
  readonly standardError: number;
  readonly interval: { readonly lower: number; readonly upper: number; readonly level: number };
  readonly test: { readonly statistic: number; readonly distribution: "normal"; readonly degreesOfFreedom: null; readonly pValue: number };
  /** The hazard ratio. */
  readonly ratio: { readonly estimate: number; readonly lower: number; readonly upper: number };
}
export interface CoxRegression extends ResultForm {
  readonly coefficients: readonly CoxCoefficient[];
  /** By the chosen kind of variance. */
  readonly covariance: readonly (readonly number[])[];
  readonly references: Readonly<Record<string, string>>;
  readonly rows: number;
  readonly events: number;
  readonly strata: number;
  /** Clusters, or rows, whose scores the robust variance adds up; `null` with the variance of the model. */
  readonly clusters: number | null;
  /** With all coefficients 0, and at the estimates. */
  readonly nullLogLikelihood: number;
  readonly logLikelihood: number;
  /** Of all coefficients being 0. Wald's is by the chosen variance; the others assume independent rows. */
  readonly tests: { readonly likelihoodRatio: CoxTest; readonly wald: CoxTest; readonly score: CoxTest; readonly robustScore: CoxTest | null };
  readonly iterations: number;
  readonly gradient: number;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Cox's proportional hazards regression by maximum partial likelihood.
 *
 * Columns: time, event (0 or 1), covariates (numbers, or texts as categories), and where wanted start (intervals (start, time], so
 * that one participant may have several rows), stratum, weight, cluster, offset. Hazards are proportional within each stratum.
 * Newton's iteration on standardised covariates ends when the relative gradient is below `gradientTolerance` and the next step
 * below 1e-6; that step is taken. The robust variance is V (sum of s s') V, s the weighted score residuals added up in clusters.
 *
 * Refused (StatisticRefusal): `empty`, `no-events`, `start-not-before-end`, `singular` (with the dependent terms), `separation` (a
 * monotone likelihood, with its terms), `not-converged` (with the gradient), `too-few` clusters, `options-conflict` for the exact
 * likelihood with weights or a robust variance.
 *
 * Source: Cox 1972, doi:10.1111/j.2517-6161.1972.tb00899.x; Lin and Wei 1989, doi:10.1080/01621459.1989.10478874 (recalled). R:
 * `survival::coxph` with `eps = 1e-14, timefix = FALSE`, to 1e-8.
 *
 * @example fitCox({ time: [4, 9, 6, 2, 7, 5], event: [1, 0, 1, 1, 1, 0], covariates: { age: [60, 45, 52, 50, 61, 48] } }).coefficients[0].ratio
 */
export function fitCox(columns: CoxColumns, options: CoxOptions = {}): CoxRegression {
  return runSteps(coxSteps(columns, options));
}

/** The same, telling how far it is. */
export function* coxSteps(columns: CoxColumns, options: CoxOptions = {}): Generator<{ readonly done: number }, CoxRegression> {
  const settings = readOptions(coxOptions, options);
  const read = readRows(coxColumns, columns);
  const { cluster, weight } = read.columns;
  const variance = settings.variance ?? (cluster === null ? "model" : "robust");
  requireConsistent(settings, variance, cluster !== null, weight !== null);
  const data = coxData(read, settings.timeTolerance);
  const fit = yield* coxCore(data, settings);
  const width = data.terms.length;
  const { ties } = settings;
  const robust = variance === "robust" && ties !== "exact" ? clusterScores(data, fit.estimate, ties, cluster) : null;
  const covariance = robust === null ? fit.covariance : robustCovariance(fit.covariance, robust);
  const inverse = robust === null ? fit.information : invertPositiveDefinite(covariance);
  if (inverse === null) throw new StatisticRefusal("too-few", "cluster", "The clusters do not determine the robust variance.", "Take fewer covariates, or the variance of the model.");
  const scored = robust === null || ties === "exact" ? null : robustScore(clusterScores(data, new Float64Array(width), ties, cluster));
  return resultOf({
    method: sayCox(settings, variance, data, cluster !== null),
    coefficients: coefficientsOf(data, fit.estimate, covariance, settings.level),
    covariance: rowsOf(naturalCovariance(covariance, data.spreads)),
    references: data.references, rows: data.size, events: data.events, strata: data.strata.length, clusters: robust?.rows ?? null,
    nullLogLikelihood: fit.nullLogLikelihood, logLikelihood: fit.logLikelihood,
    tests: {
      likelihoodRatio: testOf(2 * (fit.logLikelihood - fit.nullLogLikelihood), width),
      wald: testOf(quadraticForm(inverse, fit.estimate), width),
      score: testOf(fit.scoreStatistic, width),
      robustScore: scored === null ? null : testOf(scored, width),
    },
    iterations: fit.iterations, gradient: fit.gradient, missing: read.missing,
    warnings: [
      ...(data.events < 10 * width ? [`There are ${data.events} events for ${width} coefficients: fewer than ten each, so that estimates may be far off.`] : []),
      ...(variance === "model" && data.weight?.some((one) => !Number.isInteger(one)) === true ? ["Weights that are not whole are no counts of rows: the robust variance may suit them better."] : []),
    ],
  });
}

function requireConsistent({ ties }: ReadCoxOptions, variance: "model" | "robust", clustered: boolean, weighted: boolean): void {
  if (clustered && variance === "model") throw new StatisticRefusal("options-conflict", "variance", "There are clusters, and the variance does not use them.", 'Take { variance: "robust" }, or leave the column out.');
  if (ties === "exact" && variance === "robust") throw new StatisticRefusal("options-conflict", "variance", "The exact likelihood has no robust variance.", 'Take { ties: "efron" }, or the variance of the model.');
  if (ties === "exact" && weighted) throw new StatisticRefusal("options-conflict", "ties", "Weights have no meaning in the exact likelihood.", 'Take { ties: "efron" } or { ties: "breslow" }.');
}

/** On the scale of the covariates, from that of the data. */
export function coefficientsOf({ terms, spreads }: Pick<CoxData, "terms" | "spreads">, inner: Float64Array, covariance: Matrix, level: number): CoxCoefficient[] {
  const quantile = normalQuantile((1 - level) / 2, { tail: "upper" });
  return terms.map((term, at) => {
    const spread = spreads[at] as number;
    const estimate = (inner[at] as number) / spread;
    const standardError = Math.sqrt(covariance.values[at * (terms.length + 1)] as number) / spread;
    const [lower, upper] = [estimate - quantile * standardError, estimate + quantile * standardError];
    const statistic = estimate / standardError;
    return {
      ...term, estimate, standardError, interval: { lower, upper, level },
      test: { statistic, distribution: "normal", degreesOfFreedom: null, pValue: 2 * normalTail(Math.abs(statistic), { tail: "upper" }) },
      ratio: { estimate: Math.exp(estimate), lower: Math.exp(lower), upper: Math.exp(upper) },
    };
  });
}

/** Of the covariates in their own units. */
export const naturalCovariance = (inner: Matrix, spreads: Float64Array): Matrix => ({ ...inner, values: inner.values.map((value, at) => value / (spreads[Math.floor(at / inner.columns)] as number) / (spreads[at % inner.columns] as number)) });

export function testOf(value: number, degreesOfFreedom: number): CoxTest {
  const statistic = Math.max(0, value);
  return { statistic, distribution: "chi-square", degreesOfFreedom, pValue: chiSquareTail(statistic, degreesOfFreedom, { tail: "upper" }) };
}

function sayCox({ ties, level, gradientTolerance }: ReadCoxOptions, variance: "model" | "robust", { strata, start, weight, offset }: CoxData, clustered: boolean): string {
  const tied = { efron: "Efron's approximation for ties", breslow: "Breslow's approximation for ties", exact: "the exact discrete likelihood for ties" }[ties];
  const errors = variance === "model" ? "from the inverse information" : `from the sandwich of dfbeta residuals${clustered ? " added up in clusters" : ""}`;
  return `Cox proportional hazards regression with ${tied}${strata.length > 1 ? `, in ${strata.length} strata` : ""}${start === null ? "" : ", with intervals that are open at their start"}${weight === null ? "" : ", weighted"}${offset === null ? "" : ", with an offset"} (Newton iterations to a relative gradient below ${gradientTolerance}); standard errors ${errors}; ${Number((level * 100).toPrecision(6))} % Wald intervals.`;
}
