/** Logistic regression, reported. */
import { chiSquareTail } from "../distributions/chi-square.ts";
import { normalQuantile, normalTail } from "../distributions/normal.ts";
import { readRows } from "../form/columns.ts";
import { readOptions } from "../form/option-fields.ts";
import { type ResultForm, resultOf } from "../form/result.ts";
import type { MissingRows } from "../form/columns.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { type Matrix, rowsOf } from "../linear-algebra/matrix.ts";
import { multiply } from "../linear-algebra/multiply.ts";
import { runSteps } from "../optimisation/run-steps.ts";
import { type DesignTerm, designMatrix } from "./design-matrix.ts";
import { type LogisticFit, type LogisticProblem, type LogisticSettings, logisticCore, naturalCovariance } from "./logistic-core.ts";
import { type LogisticRows, inverseLogit, logOnePlusExp, scoreProducts } from "./logistic-likelihood.ts";
import { type LogisticColumns, type LogisticOptions, type ReadLogisticOptions, logisticColumns, logisticOptions } from "./logistic-options.ts";
import { profileLogistic } from "./logistic-profile.ts";
import { sayLogistic } from "./say-logistic.ts";

export interface LogisticCoefficient extends DesignTerm {
  /** Log odds ratio for one more of it, or for the category against the reference; log odds for the intercept. */
  readonly estimate: number;
  readonly standardError: number;
  /** A limit is `null` where the profile likelihood never falls so far. */
  readonly interval: { readonly lower: number | null; readonly upper: number | null; readonly level: number };
  readonly test: { readonly statistic: number; readonly distribution: "normal"; readonly degreesOfFreedom: null; readonly pValue: number };
  /** The odds ratio; of the intercept the odds. */
  readonly ratio: { readonly estimate: number; readonly lower: number | null; readonly upper: number | null };
}
export interface LogisticRegression extends ResultForm {
  readonly coefficients: readonly LogisticCoefficient[];
  /** Of the coefficients, in their order, by the chosen kind of variance. */
  readonly covariance: readonly (readonly number[])[];
  readonly references: Readonly<Record<string, string>>;
  readonly rows: number;
  readonly events: number;
  readonly clusters: number | null;
  /** Penalised with Firth's likelihood. */
  readonly logLikelihood: number;
  /** Twice the sum of weighted log-likelihoods, without the penalty. */
  readonly deviance: number;
  /** Of intercept and offset alone, and the likelihood ratio test of all covariates; `null` with Firth's likelihood. */
  readonly nullDeviance: number | null;
  readonly overall: { readonly statistic: number; readonly distribution: "chi-square"; readonly degreesOfFreedom: number; readonly pValue: number } | null;
  readonly iterations: number;
  readonly gradient: number;
  readonly probabilities: Float64Array | null;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Logistic regression of an event on covariates by maximum likelihood, or by Firth's penalised likelihood.
 *
 * Columns: event (0 or 1), covariates (numbers, or texts as categories with the first by code points as the reference), and
 * where wanted weight, offset, cluster. The iteration is Newton's on standardised covariates until the relative gradient is
 * below `gradientTolerance` and the next step below 1e-9; one more step is taken then.
 *
 * Refused (StatisticRefusal): `empty`, `no-events`, `only-events`, `too-few`, `separation` (with the terms), `singular` (with
 * the dependent terms), `not-converged` (with the gradient), `missing-column` for clusters without their column.
 *
 * Source: McCullagh and Nelder 1989, chapter 4; White 1982, doi:10.2307/1912526; Firth 1993, doi:10.1093/biomet/80.1.27 (all
 * recalled). R: `glm(event ~ ..., binomial, epsilon = 1e-14)`, `sandwich::vcovHC`, `vcovCL`; to 1e-8 relative.
 *
 * @example fitLogistic({ event: [0, 1, 0, 1, 1, 0], covariates: { age: [30, 50, 45, 62, 41, 52] } }).coefficients[1].ratio
 */
export function fitLogistic(columns: LogisticColumns, options: LogisticOptions = {}): LogisticRegression {
  return runSteps(logisticSteps(columns, options));
}

/** The same, telling how far it is. */
export function* logisticSteps(columns: LogisticColumns, options: LogisticOptions = {}): Generator<{ readonly done: number }, LogisticRegression> {
  const read = readOptions(logisticOptions, options);
  const { columns: { event, covariates, weight, offset, cluster }, size, missing } = readRows(logisticColumns, columns);
  if ((read.variance === "cluster") !== (cluster !== null)) throw cluster === null ? new StatisticRefusal("missing-column", "cluster", "The variance is clustered, and there are no clusters.", "Give the column cluster, or another variance.") : new StatisticRefusal("options-conflict", "variance", "There are clusters, and the variance does not use them.", 'Take { variance: "cluster" }, or leave the column out.');
  const design = designMatrix(covariates, { intercept: true, size });
  const problem: LogisticProblem = { design, events: event, weights: weight, offsets: offset };
  const settings: LogisticSettings = { firth: read.likelihood === "firth", gradientTolerance: read.gradientTolerance, maximumIterations: read.maximumIterations };
  const fit = yield* scaled(logisticCore(problem, settings), read.interval === "profile" ? 0.3 : 0.9);
  const data: LogisticRows = { matrix: fit.standardised.matrix, events: event, weights: weight, offsets: offset };
  const groups = cluster === null ? null : groupsOf(cluster);
  const covariance = covarianceOf(data, fit, groups, read);
  const deviance = devianceOf(event, weight, fit.linearPredictors);
  const nullDeviance = settings.firth ? null : nullDevianceOf(event, weight, offset, settings);
  const coefficients: LogisticCoefficient[] = [];
  for (const [at, term] of design.terms.entries()) {
    const estimate = fit.coefficients[at] ?? 0;
    const standardError = Math.sqrt(covariance.values[at * (design.terms.length + 1)] ?? 0);
    const limits = read.interval === "wald" || at === 0 ? waldLimits(estimate, standardError, read.level) : { lower: profiled(data, fit, at, "lower", read, settings), upper: profiled(data, fit, at, "upper", read, settings) };
    const statistic = estimate / standardError;
    coefficients.push({
      ...term, estimate, standardError, interval: { ...limits, level: read.level },
      test: { statistic, distribution: "normal", degreesOfFreedom: null, pValue: 2 * normalTail(Math.abs(statistic), { tail: "upper" }) },
      ratio: { estimate: Math.exp(estimate), lower: limits.lower === null ? null : Math.exp(limits.lower), upper: limits.upper === null ? null : Math.exp(limits.upper) },
    });
    yield { done: 0.3 + (0.7 * (at + 1)) / design.terms.length };
  }
  const free = design.terms.length - 1;
  const events = event.reduce((sum, one, row) => sum + (weight?.[row] === 0 ? 0 : one), 0);
  const rows = weight === null ? size : weight.reduce((sum, one) => sum + (one > 0 ? 1 : 0), 0);
  const fewer = Math.min(events, rows - events);
  return resultOf({
    method: sayLogistic(read, weight !== null, offset !== null),
    coefficients, covariance: rowsOf(covariance), references: design.references, rows, events, clusters: groups?.count ?? null,
    logLikelihood: fit.logLikelihood, deviance, nullDeviance,
    overall: nullDeviance === null ? null : { statistic: Math.max(0, nullDeviance - deviance), distribution: "chi-square" as const, degreesOfFreedom: free, pValue: chiSquareTail(Math.max(0, nullDeviance - deviance), free, { tail: "upper" }) },
    iterations: fit.iterations, gradient: fit.gradient,
    probabilities: read.probabilities ? fit.linearPredictors.map(inverseLogit) : null,
    missing,
    warnings: [
      ...(fewer < 10 * free ? [`There are ${fewer} rows of the rarer outcome for ${free} coefficients: fewer than ten each, so that estimates may be far off; Firth's likelihood is less so.`] : []),
      ...(read.interval === "profile" ? ["The interval of the intercept is Wald's."] : []),
    ],
  });
}

function* scaled<Result>(steps: Generator<{ readonly done: number }, Result>, share: number): Generator<{ readonly done: number }, Result> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    yield { done: share * step.value.done };
  }
}

const waldLimits = (estimate: number, standardError: number, level: number) => {
  const half = normalQuantile((1 - level) / 2, { tail: "upper" }) * standardError;
  return { lower: estimate - half, upper: estimate + half };
};

function profiled(data: LogisticRows, fit: LogisticFit, at: number, side: "lower" | "upper", { level }: ReadLogisticOptions, settings: LogisticSettings): number | null {
  const limit = profileLogistic(data, fit, at, side, level, settings);
  return limit === null ? null : limit / (fit.standardised.spreads[at] ?? 1);
}

function groupsOf(cluster: readonly string[]): { readonly of: Int32Array; readonly count: number } {
  const places = new Map<string, number>();
  const of = Int32Array.from(cluster, (name) => {
    const place = places.get(name) ?? places.size;
    places.set(name, place);
    return place;
  });
  if (places.size < 2) throw new StatisticRefusal("too-few", "cluster", "All rows are in one cluster.", "Give at least two, or another variance.");
  return { of, count: places.size };
}

function covarianceOf(data: LogisticRows, fit: LogisticFit, groups: ReturnType<typeof groupsOf> | null, { variance, clusterCorrection }: ReadLogisticOptions): Matrix {
  if (variance === "model") return fit.covariance;
  const bread = fit.inner.covariance;
  const meat = scoreProducts(data, fit.linearPredictors, groups);
  const rows = data.weights === null ? data.events.length : data.weights.reduce((sum, one) => sum + (one > 0 ? 1 : 0), 0);
  const terms = bread.rows;
  if ((variance === "hc1" || clusterCorrection === "groups-and-rows") && rows <= terms) throw new StatisticRefusal("too-few", "event", `There are ${rows} rows for ${terms} coefficients.`, "Take a variance without a correction for them.");
  const ofGroups = groups === null ? 1 : groups.count / (groups.count - 1);
  const factor = variance === "hc0" ? 1 : variance === "hc1" ? rows / (rows - terms) : clusterCorrection === "none" ? 1 : clusterCorrection === "groups" ? ofGroups : (ofGroups * (rows - 1)) / (rows - terms);
  const made = multiply(multiply(bread, meat), bread);
  return naturalCovariance({ ...made, values: made.values.map((value) => value * factor) }, fit.standardised);
}

function devianceOf(events: Float64Array, weights: Float64Array | null, eta: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < eta.length; row++) sum += (weights === null ? 1 : (weights[row] ?? 0)) * logOnePlusExp(events[row] === 1 ? -(eta[row] ?? 0) : (eta[row] ?? 0));
  return 2 * sum;
}

function nullDevianceOf(events: Float64Array, weights: Float64Array | null, offsets: Float64Array | null, settings: LogisticSettings): number {
  const design = designMatrix([], { intercept: true, size: events.length });
  return devianceOf(events, weights, runSteps(logisticCore({ design, events, weights, offsets }, settings)).linearPredictors);
}
