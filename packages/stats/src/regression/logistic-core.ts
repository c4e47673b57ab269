/** The maximum of a logistic likelihood, for callers that want coefficients and probabilities and no report. */
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { decomposeCholesky } from "../linear-algebra/cholesky.ts";
import { inverseFromCholesky } from "../linear-algebra/invert-positive-definite.ts";
import { type Matrix, zeroMatrix } from "../linear-algebra/matrix.ts";
import { newtonSteps } from "../optimisation/newton-raphson.ts";
import type { Design } from "./design-matrix.ts";
import { type LogisticRows, linearPredictors, logisticLikelihood } from "./logistic-likelihood.ts";
import { refuseDivergence, refuseSeparatingTerm } from "./refuse-separation.ts";
import { type StandardisedDesign, standardiseDesign } from "./standardise-design.ts";

export interface LogisticProblem extends Omit<LogisticRows, "matrix"> {
  readonly design: Design;
}
export interface LogisticSettings {
  readonly firth: boolean;
  readonly gradientTolerance: number;
  readonly maximumIterations: number;
}
export const logisticSettings: LogisticSettings = { firth: false, gradientTolerance: 1e-10, maximumIterations: 200 };

export interface LogisticFit {
  /** Of the terms as they were given. */
  readonly coefficients: Float64Array;
  /** The inverse of the information. */
  readonly covariance: Matrix;
  /** Offset included. */
  readonly linearPredictors: Float64Array;
  readonly logLikelihood: number;
  readonly iterations: number;
  /** Largest entry of the score, of covariates on their standardised scale. */
  readonly gradient: number;
  readonly standardised: StandardisedDesign;
  /** Of the standardised terms. */
  readonly inner: { readonly estimate: Float64Array; readonly covariance: Matrix; readonly value: number };
}

/** Throws StatisticRefusal `empty`, `no-events`, `only-events`, `too-few`, `singular`, `separation` or `not-converged`. */
export function* logisticCore(problem: LogisticProblem, settings: LogisticSettings = logisticSettings): Generator<{ readonly done: number }, LogisticFit> {
  const { design, events, weights, offsets } = problem;
  requireBoth(events, weights, design.terms.length);
  const standardised = standardiseDesign(design, weights);
  const data: LogisticRows = { matrix: standardised.matrix, events, weights, offsets };
  if (!settings.firth) refuseSeparatingTerm({ ...data, matrix: design.matrix }, design);
  const start = new Float64Array(design.terms.length);
  const steps = newtonSteps((point) => logisticLikelihood(data, point, settings.firth), start, { gradientTolerance: settings.gradientTolerance, stepTolerance: 1e-9, maximumIterations: settings.maximumIterations });
  let step = steps.next();
  for (; step.done !== true; step = steps.next()) yield { done: 1 - 0.8 ** step.value.iteration };
  const { converged, estimate, value, hessian, gradientNorm, iterations } = step.value;
  const information: Matrix = { ...hessian, values: hessian.values.map((one) => -one) };
  const decomposition = decomposeCholesky(information);
  if (!converged || value === null || !decomposition.positiveDefinite) throw refuseDivergence(estimate, design, rowsForetold(data, estimate), gradientNorm, iterations);
  const covariance = inverseFromCholesky(decomposition);
  return {
    coefficients: natural(estimate, standardised), covariance: naturalCovariance(covariance, standardised), linearPredictors: linearPredictors(data, estimate),
    // The information's determinant is of the terms as they were given, too.
    logLikelihood: settings.firth ? value + standardised.spreads.reduce((sum, spread) => sum + Math.log(spread), 0) : value, iterations, gradient: gradientNorm, standardised, inner: { estimate, covariance, value },
  };
}

function requireBoth(events: Float64Array, weights: Float64Array | null, terms: number): void {
  let [rows, some] = [0, 0];
  for (let row = 0; row < events.length; row++) {
    if (weights?.[row] === 0) continue;
    rows += 1;
    some += events[row] ?? 0;
  }
  if (rows === 0) throw new StatisticRefusal("empty", "event", "No row is left.", "Give rows without missing values and with weights above 0.");
  if (some === 0) throw new StatisticRefusal("no-events", "event", "No row has the event.", "Give rows with and without it.");
  if (some === rows) throw new StatisticRefusal("only-events", "event", "Every row has the event.", "Give rows with and without it.");
  if (rows < terms) throw new StatisticRefusal("too-few", "event", `There are ${rows} rows for ${terms} coefficients.`, "Take fewer covariates, or more rows.", { rows, terms });
}

/** Rows that fit without an error that a probability in double precision could show: only a runaway estimate has them in numbers. */
function rowsForetold({ events, ...data }: LogisticRows, estimate: Float64Array): number {
  const eta = linearPredictors({ events, ...data }, estimate);
  let count = 0;
  for (let row = 0; row < eta.length; row++) if (data.weights?.[row] !== 0 && (events[row] === 1 ? (eta[row] ?? 0) : -(eta[row] ?? 0)) > 12) count += 1;
  return count;
}

/** Coefficients of the columns as they were: each over its spread, the intercept less what the means take. */
export function natural(inner: Float64Array, { means, spreads }: StandardisedDesign): Float64Array {
  const made = inner.map((value, at) => value / (spreads[at] ?? 1));
  let shift = 0;
  for (let at = 1; at < made.length; at++) shift += (made[at] ?? 0) * (means[at] ?? 0);
  made[0] = (made[0] ?? 0) - shift;
  return made;
}

/** T V T', T being the map of `natural`. */
export function naturalCovariance(inner: Matrix, { means, spreads }: StandardisedDesign): Matrix {
  const size = inner.rows;
  const map = zeroMatrix(size, size);
  for (let at = 0; at < size; at++) {
    map.values[at * size + at] = 1 / (spreads[at] ?? 1);
    if (at > 0) map.values[at] = -(means[at] ?? 0) / (spreads[at] ?? 1);
  }
  const made = zeroMatrix(size, size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = 0;
      for (let one = 0; one < size; one++) for (let other = 0; other < size; other++) sum += (map.values[row * size + one] ?? 0) * (inner.values[one * size + other] ?? 0) * (map.values[column * size + other] ?? 0);
      made.values[row * size + column] = sum;
      made.values[column * size + row] = sum;
    }
  }
  return made;
}
