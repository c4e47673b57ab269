/** Fine and Gray's regression, reported. */
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
import { type CoxCoefficient, type CoxTest, naturalCovariance } from "../cox/fit-cox.ts";
import { levelWords } from "../survival-groups.ts";
import { fineGrayCore } from "./fine-gray-core.ts";
import { type FineGrayData, fineGrayData } from "./fine-gray-data.ts";
import { type FineGrayColumns, fineGrayColumns, type FineGrayOptions, fineGrayOptions } from "./fine-gray-options.ts";
import { addCensoringScores, fixedWeightScores, sandwich } from "./fine-gray-scores.ts";
import { fineGraySums } from "./fine-gray-sums.ts";

export interface FineGrayRegression extends ResultForm {
  readonly cause: string;
  /** `ratio` is of subdistribution hazards. */
  readonly coefficients: readonly CoxCoefficient[];
  readonly covariance: readonly (readonly number[])[];
  readonly references: Readonly<Record<string, string>>;
  readonly rows: number;
  readonly events: number;
  readonly competingEvents: number;
  readonly censored: number;
  readonly censoringGroups: number;
  /** Of the pseudo-likelihood, with all coefficients 0 and at the estimates: for convergence, not for tests. */
  readonly nullLogLikelihood: number;
  readonly logLikelihood: number;
  /** That all coefficients are 0, by the chosen variance. */
  readonly waldTest: CoxTest;
  /** Subdistribution hazard of a row whose covariates are all 0 (references): what `predictFineGray` needs. */
  readonly baseline: { readonly times: Float64Array; readonly jumps: Float64Array; readonly lastTime: number };
  readonly iterations: number;
  readonly gradient: number;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Proportional hazards regression of the subdistribution of one cause (Fine and Gray): how covariates change its cumulative incidence.
 *
 * Whoever has another event stays in the risk set, with the weight G(t-)/G(T-) that they would not have been censored by then; G is the
 * Kaplan-Meier curve of censoring, of each `censoringGroup` its own. With `start` the chance to have entered is taken in likewise
 * (Geskus). Ties by Breslow. A forward and a backward scan make each iteration linear in the rows.
 *
 * Variance: `robust` adds what estimating G adds (cmprsk::crr; not known for late entry); `robust-fixed-weights` takes weights as known
 * (survival::finegray with coxph, robust); `model`: inverse information, too small. `censoringTies` tells the two packages apart.
 *
 * Refused (StatisticRefusal): `empty`, `no-events`, `unknown-choice`, `start-not-before-end`, `singular`, `separation`, `not-converged`,
 * `not-identified` (late entry with nobody else at risk), `options-conflict` (robust with late entry), `too-few`.
 *
 * Sources (recalled): Fine and Gray 1999, doi 10.1080/01621459.1999.10474144; Geskus 2011, doi 10.1111/j.1541-0420.2010.01420.x. R:
 * `cmprsk::crr` with `gtol = 1e-12`, to 1e-8.
 *
 * @example fitFineGray({ time: [4, 9, 6, 2, 7, 5], cause: [1, 0, 2, 1, 1, 2], covariates: { age: [60, 45, 52, 50, 61, 48] } }).coefficients[0].ratio
 */
export function fitFineGray(columns: FineGrayColumns, options: FineGrayOptions = {}): FineGrayRegression {
  return runSteps(fineGraySteps(columns, options));
}

/** The same, telling how far it is. */
export function* fineGraySteps(columns: FineGrayColumns, options: FineGrayOptions = {}): Generator<{ readonly done: number }, FineGrayRegression> {
  const settings = readOptions(fineGrayOptions, options);
  const read = readRows(fineGrayColumns, columns);
  const variance = settings.variance ?? (read.columns.start === null ? "robust" : "robust-fixed-weights");
  if (variance === "robust" && read.columns.start !== null) throw new StatisticRefusal("options-conflict", "variance", "With late entry it is not known what estimating the weights adds to the variance.", 'Take { variance: "robust-fixed-weights" }.');
  const data = fineGrayData(read, settings);
  const core = yield* fineGrayCore(data, settings);
  const sums = fineGraySums(data, core.estimate);
  let covariance = core.inverse;
  if (variance !== "model") {
    const scores = fixedWeightScores(data, sums);
    if (variance === "robust") addCensoringScores(data, sums, scores);
    covariance = sandwich(core.inverse, scores);
  }
  const width = data.terms.length;
  const inverse = invertPositiveDefinite(covariance);
  if (inverse === null) throw new StatisticRefusal("too-few", "covariates", "The rows do not determine the robust variance.", 'Take fewer covariates, or { variance: "model" }.');
  const statistic = quadraticForm(inverse, core.estimate);
  let shift = 0;
  for (let column = 0; column < width; column++) shift += ((core.estimate[column] as number) * (data.means[column] as number)) / (data.spreads[column] as number);
  const lift = Math.exp(-shift);
  return resultOf({
    method: say(variance, settings.censoringTies, data, settings.level),
    cause: data.cause,
    coefficients: coefficientsOf(data, core.estimate, covariance, settings.level),
    covariance: rowsOf(naturalCovariance(covariance, data.spreads)),
    references: data.references, rows: data.size, events: data.events, competingEvents: data.others, censored: data.size - data.events - data.others, censoringGroups: data.groupCount,
    nullLogLikelihood: core.nullLogLikelihood, logLikelihood: core.logLikelihood,
    waldTest: { statistic, distribution: "chi-square", degreesOfFreedom: width, pValue: chiSquareTail(statistic, width, { tail: "upper" }) },
    baseline: { times: data.eventTimes, jumps: sums.jumps.map((one) => one * lift), lastTime: data.time.at(-1) ?? 0 },
    iterations: core.iterations, gradient: core.gradient, missing: read.missing,
    warnings: data.events < 10 * width ? [`There are ${data.events} events for ${width} coefficients: fewer than ten each, so that estimates may be far off.`] : [],
  });
}

function coefficientsOf({ terms, spreads }: FineGrayData, inner: Float64Array, covariance: Matrix, level: number): CoxCoefficient[] {
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

function say(variance: "robust" | "robust-fixed-weights" | "model", ties: "events-at-risk" | "events-gone", { cause, start, groupCount, weight }: FineGrayData, level: number): string {
  const errors = { "robust": "robust standard errors that allow for the estimated censoring weights", "robust-fixed-weights": "robust standard errors with the censoring weights taken as known", "model": "standard errors from the inverse information" }[variance];
  return `Fine-Gray proportional subdistribution hazards regression of ${cause}${start === null ? "" : " with late entry (Geskus)"}${weight === null ? "" : ", weighted"}, Breslow's approximation for ties, censoring weights by Kaplan-Meier${groupCount > 1 ? ` in ${groupCount} groups` : ""} (events at a time of censoring ${ties === "events-at-risk" ? "at risk of it" : "gone by it"}); ${errors}; ${levelWords(level)} Wald intervals.`;
}
