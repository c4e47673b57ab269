/** The maximum of the likelihood of parametric survival regression. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { decomposeCholesky } from "../../linear-algebra/cholesky.ts";
import { invertPositiveDefinite } from "../../linear-algebra/invert-positive-definite.ts";
import { type Matrix, zeroMatrix } from "../../linear-algebra/matrix.ts";
import { solveCholesky } from "../../linear-algebra/solve-cholesky.ts";
import { type LikelihoodAt, maximiseNewton } from "../../optimisation/newton-raphson.ts";
import { type Design, designMatrix } from "../../regression/design-matrix.ts";
import { type StandardisedDesign, standardiseDesign } from "../../regression/standardise-design.ts";
import { errorLaws } from "./error-law.ts";
import type { ParametricData } from "./parametric-data.ts";
import type { ParametricCore } from "./parametric-options.ts";
import { rowLikelihood } from "./row-likelihood.ts";

export interface ParametricFit {
  readonly design: Design;
  readonly standardised: StandardisedDesign;
  /** Coefficients of standardised covariates, then logarithms of scales. */
  readonly inner: Float64Array;
  readonly innerCovariance: Matrix;
  /** Of covariates in their own units. */
  readonly estimate: Float64Array;
  readonly covariance: Matrix;
  readonly logLikelihood: number;
  readonly iterations: number;
  readonly gradient: number;
}

/** Throws StatisticRefusal `singular`, `separation`, `not-identified`, `not-converged`. */
export function parametricCore(data: ParametricData, settings: ParametricCore, withCovariates = true): ParametricFit {
  const design = designMatrix(withCovariates ? data.covariates : [], { intercept: true, size: data.size });
  const standardised = standardiseDesign(design, data.weight);
  const scales = settings.distribution === "exponential" ? 0 : data.strata.length;
  const width = design.terms.length;
  const evaluate = (point: Float64Array): LikelihoodAt => likelihoodAt(data, standardised.matrix, settings, point);
  const { climbed, found } = highest(evaluate, startsOf(data, standardised.matrix, settings, scales), settings);
  const narrow = found.estimate.slice(width).some((one) => one < climbed.first - 14);
  if (narrow) throw new StatisticRefusal("not-identified", "time", "The times of events are foretold without error: the scale has no estimate above 0.", "Give more rows than coefficients, or leave covariates out; times that are all equal have no distribution.");
  const inverse = found.converged ? invertPositiveDefinite(negative(found.hessian)) : null;
  if (found.value === null || inverse === null) {
    const sizes = design.terms.map((_, at) => (at === 0 ? 0 : Math.abs(found.estimate[at] as number)));
    const largest = Math.max(...sizes);
    const names = design.terms.filter((_, at) => at > 0 && (sizes[at] as number) >= largest / 10).map(({ term }) => term);
    if (names.length > 0 && (found.reason === "no-finite-maximum" || largest > 5 * climbed.spread)) throw new StatisticRefusal("separation", `covariates.${names.join(", ")}`, "The likelihood rises without end: events of one side are foretold, as where a category has none.", "Leave it out, or join categories.", { terms: names.join(", ") });
    throw new StatisticRefusal("not-converged", "event", `The iteration did not come to its end in ${found.iterations} steps (${found.reason ?? "no maximum"}); the last gradient is ${found.gradientNorm.toPrecision(3)}.`, "Allow more iterations, or take another distribution.", { gradient: found.gradientNorm, iterations: found.iterations });
  }
  const { estimate, covariance } = natural(found.estimate, inverse, standardised, width);
  return { design, standardised, inner: found.estimate, innerCovariance: inverse, estimate, covariance, logLikelihood: found.value - data.logTimes, iterations: climbed.iterations + found.iterations, gradient: found.gradientNorm };
}

/** Rows up to which several starts are tried: of more, data and model tell one maximum. */
const severalStartsUpTo = 5000;

/**
 * With one scale the likelihood has one maximum (log-concave errors). With a scale for each stratum it may have several, as each stratum
 * may be the one that is fitted closely: the search then also starts with each stratum's scale small and the others large.
 */
function startsOf(data: ParametricData, matrix: Matrix, settings: ParametricCore, scales: number): readonly Float64Array[] {
  const start = startOf(data, matrix, settings, scales);
  if (scales < 2 || scales > 20 || data.size > severalStartsUpTo) return [start];
  const { columns } = matrix;
  return [start, ...data.strata.map((_, stratum) => start.map((value, at) => (at < columns ? value : value + (at - columns === stratum ? -0.7 : 0.7))))];
}

/** The highest of the maxima that the starts lead to; where none does, what the first came to. */
function highest(evaluate: (point: Float64Array) => LikelihoodAt, starts: readonly Float64Array[], { gradientTolerance, maximumIterations }: ParametricCore) {
  const tried = starts.map((start) => {
    const climbed = climb(evaluate, start, maximumIterations);
    return { climbed, found: maximiseNewton(evaluate, climbed.point, { gradientTolerance, stepTolerance: 1e-8, maximumIterations }) };
  });
  const reached = tried.filter(({ found }) => found.converged && found.value !== null);
  return reached.reduce((best, one) => ((one.found.value ?? 0) > (best.found.value ?? 0) + 1e-9 ? one : best), reached[0] ?? (tried[0] as (typeof tried)[number]));
}

const negative = (a: Matrix): Matrix => ({ ...a, values: a.values.map((value) => -value) });

/** Derivatives of each row in turn, to be added up. */
export function eachRow(data: ParametricData, { columns, values }: Matrix, { distribution }: Pick<ParametricCore, "distribution">, point: Float64Array, visit: (row: number, parts: Float64Array, scale: number) => void): void {
  const law = errorLaws[distribution];
  const parts = new Float64Array(6);
  for (let row = 0; row < data.size; row++) {
    let predictor = data.offset?.[row] ?? 0;
    for (let column = 0, at = row * columns; column < columns; column++, at++) predictor += (values[at] as number) * (point[column] as number);
    const scale = distribution === "exponential" ? -1 : columns + (data.stratum[row] as number);
    rowLikelihood(law, { from: data.from[row] as number, to: data.to[row] as number, entry: data.entry === null ? Number.NEGATIVE_INFINITY : (data.entry[row] as number) }, predictor, scale < 0 ? 0 : (point[scale] as number), parts);
    visit(row, parts, scale);
  }
}

function likelihoodAt(data: ParametricData, matrix: Matrix, settings: ParametricCore, point: Float64Array): LikelihoodAt {
  const size = point.length;
  const { columns, values } = matrix;
  const [gradient, hessian] = [new Float64Array(size), zeroMatrix(size, size)];
  const sums = hessian.values;
  let value = 0;
  eachRow(data, matrix, settings, point, (row, parts, scale) => {
    const weight = data.weight?.[row] ?? 1;
    if (weight === 0) return;
    value += weight * (parts[0] as number);
    for (let one = 0, at = row * columns; one < columns; one++, at++) {
      const x = (values[at] as number) * weight;
      gradient[one] = (gradient[one] as number) + x * (parts[1] as number);
      for (let other = 0; other <= one; other++) sums[one * size + other] = (sums[one * size + other] as number) + x * (parts[3] as number) * (values[row * columns + other] as number);
      if (scale >= 0) sums[scale * size + one] = (sums[scale * size + one] as number) + x * (parts[4] as number);
    }
    if (scale < 0) return;
    gradient[scale] = (gradient[scale] as number) + weight * (parts[2] as number);
    sums[scale * (size + 1)] = (sums[scale * (size + 1)] as number) + weight * (parts[5] as number);
  });
  for (let one = 0; one < size; one++) for (let other = 0; other < one; other++) sums[other * size + one] = sums[one * size + other] as number;
  return { value, gradient, hessian };
}

/** Least squares of log times, censored ones as if exact; the scale from what is left. */
function startOf(data: ParametricData, { columns, values }: Matrix, { distribution }: ParametricCore, scales: number): Float64Array {
  const law = errorLaws[distribution];
  const products = zeroMatrix(columns, columns);
  const right = new Float64Array(columns);
  const seen = Float64Array.from({ length: data.size }, (_, row) => {
    const [from, to] = [data.from[row] as number, data.to[row] as number];
    return (from === Number.NEGATIVE_INFINITY ? to : to === Number.POSITIVE_INFINITY ? from : (from + to) / 2) - (data.offset?.[row] ?? 0);
  });
  let total = 0;
  for (let row = 0; row < data.size; row++) {
    const weight = data.weight?.[row] ?? 1;
    total += weight;
    for (let one = 0; one < columns; one++) {
      const x = weight * (values[row * columns + one] as number);
      right[one] = (right[one] as number) + x * (seen[row] as number);
      for (let other = 0; other < columns; other++) products.values[one * columns + other] = (products.values[one * columns + other] as number) + x * (values[row * columns + other] as number);
    }
  }
  const solved = decomposeCholesky(products);
  const start = new Float64Array(columns + scales);
  if (solved.positiveDefinite) start.set(solveCholesky(solved, right));
  let square = 0;
  for (let row = 0; row < data.size; row++) {
    let rest = seen[row] as number;
    for (let column = 0; column < columns; column++) rest -= (values[row * columns + column] as number) * (start[column] as number);
    square += (data.weight?.[row] ?? 1) * rest * rest;
  }
  const spread = Math.max(Math.sqrt(square / total), 1e-3) / law.spread;
  start[0] = (start[0] as number) - law.mean * (scales > 0 ? spread : 1);
  start.fill(Math.log(spread), columns);
  return start;
}

/** Up to where the likelihood is concave and steps are short: a ridge where it is not, no step longer than 2. */
function climb(evaluate: (point: Float64Array) => LikelihoodAt, start: Float64Array, maximumIterations: number): { readonly point: Float64Array; readonly iterations: number; readonly first: number; readonly spread: number } {
  const size = start.length;
  let point = start;
  let at = evaluate(point);
  const first = start.at(-1) ?? 0;
  const end = (iterations: number) => ({ point, iterations, first: Math.min(first, 0), spread: Math.max(1, Math.exp(Math.max(first, 0))) });
  for (let iteration = 0; iteration < maximumIterations; iteration++) {
    let step: Float64Array | null = null;
    let ridge = 0;
    for (; step === null && ridge < 1e12; ridge = ridge === 0 ? 1e-3 : ridge * 10) {
      const work = negative(at.hessian);
      for (let one = 0; one < size; one++) work.values[one * (size + 1)] = (work.values[one * (size + 1)] as number) + ridge * (1 + Math.abs(work.values[one * (size + 1)] as number));
      const decomposed = decomposeCholesky(work);
      if (decomposed.positiveDefinite) {
        step = solveCholesky(decomposed, at.gradient);
        if (ridge === 0 && step.every((one) => Math.abs(one) < 1e-3)) return end(iteration);
        break;
      }
    }
    if (step === null) return end(iteration);
    const longest = step.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    let share = Math.min(1, 2 / longest);
    let next: { point: Float64Array; at: LikelihoodAt } | null = null;
    for (let halving = 0; halving < 50 && next === null; halving++, share /= 2) {
      const tried = point.map((value, one) => value + share * (step[one] as number));
      const there = evaluate(tried);
      if (Number.isFinite(there.value) && there.value > at.value && there.gradient.every(Number.isFinite)) next = { point: tried, at: there };
    }
    if (next === null) return end(iteration);
    ({ point, at } = next);
  }
  return end(maximumIterations);
}

/** Coefficients and covariance in the units that were given. */
export function natural(inner: Float64Array, innerCovariance: Matrix, { means, spreads }: StandardisedDesign, width: number): { readonly estimate: Float64Array; readonly covariance: Matrix } {
  const size = inner.length;
  // Rows of the linear map: the intercept takes what centring has moved.
  const map = zeroMatrix(size, size);
  for (let one = 0; one < size; one++) map.values[one * (size + 1)] = one < width ? 1 / (spreads[one] as number) : 1;
  for (let one = 1; one < width; one++) map.values[one] = -(means[one] as number) / (spreads[one] as number);
  const estimate = new Float64Array(size);
  const half = zeroMatrix(size, size);
  const covariance = zeroMatrix(size, size);
  for (let row = 0; row < size; row++) for (let column = 0; column < size; column++) {
    const factor = map.values[row * size + column] as number;
    if (factor === 0) continue;
    estimate[row] = (estimate[row] as number) + factor * (inner[column] as number);
    for (let other = 0; other < size; other++) half.values[row * size + other] = (half.values[row * size + other] as number) + factor * (innerCovariance.values[column * size + other] as number);
  }
  for (let row = 0; row < size; row++) for (let other = 0; other < size; other++) for (let column = 0; column < size; column++) covariance.values[row * size + other] = (covariance.values[row * size + other] as number) + (half.values[row * size + column] as number) * (map.values[other * size + column] as number);
  return { estimate, covariance };
}
