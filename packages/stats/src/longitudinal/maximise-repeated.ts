/** Newton's method for covariance parameters, with exact derivatives and steps that never leave positive definite covariances. */
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { decomposeCholesky } from "../linear-algebra/cholesky.ts";
import type { Matrix } from "../linear-algebra/matrix.ts";
import { solveCholesky } from "../linear-algebra/solve-cholesky.ts";
import { symmetricEigen } from "../linear-algebra/symmetric-eigen.ts";
import { refuseWithoutMaximum } from "./refuse-without-maximum.ts";
import { type DevianceDerivatives, derivativesAt } from "./likelihood-derivatives.ts";
import { likelihoodAt, type LikelihoodPoint, type RepeatedModel } from "./repeated-likelihood.ts";

export interface RepeatedMaximum {
  readonly parameters: Float64Array;
  readonly point: LikelihoodPoint;
  readonly derivatives: DevianceDerivatives;
  readonly iterations: number;
  /** What a further step of Newton would gain in the deviance, about. */
  readonly gain: number;
}

const maximumIterations = 200;
/** From here on, steps where the deviance bends downwards turn each direction's curvature up instead of taking Fisher's. */
const patience = 40;

/**
 * The parameters of least deviance near a start. It ends when what a further step would gain falls no more: rounding, below
 * 1e-20 as a rule.
 * Throws StatisticRefusal `not-identified` where no covariance can be started from or the likelihood has no maximum among covariances
 * that have an inverse, else `not-converged` with the last gradient.
 */
export function* maximiseRepeated(model: RepeatedModel, start: Float64Array): Generator<{ readonly done: number }, RepeatedMaximum> {
  let parameters = start;
  let point = likelihoodAt(model, parameters);
  if (point === null) throw new StatisticRefusal("not-identified", "covariance", "No covariance could be found to start from.", "Choose a covariance with fewer parameters.");
  const count = model.covariance.parameters;
  let ridge = 0;
  let gain = Number.POSITIVE_INFINITY;
  let derivatives = derivativesAt(point, count, model.estimation);
  for (let iterations = 1; iterations <= maximumIterations; iterations++) {
    yield { done: Math.min(0.9, iterations / 20) };
    const step = iterations > patience ? turnedStep(derivatives, ridge) : stepFrom(derivatives, ridge);
    gain = 0;
    for (let at = 0; at < count; at++) gain += 0.5 * (step[at] ?? 0) * (derivatives.gradient[at] ?? 0);
    if (ridge === 0 && Math.abs(gain) < 1e-6) return yield* polish(model, { parameters, point, derivatives, iterations, gain }, step);
    const next = downhill(model, parameters, point, step);
    if (next === null) {
      ridge = ridge === 0 ? 1e-4 : ridge * 10;
      if (ridge > 1e8) break;
      continue;
    }
    ridge = ridge > 1e-6 ? ridge / 10 : 0;
    ({ parameters, point } = next);
    derivatives = derivativesAt(point, count, model.estimation);
  }
  let largest = 0;
  for (const slope of derivatives.gradient) largest = Math.max(largest, Math.abs(slope));
  refuseWithoutMaximum(point, model.covariance, parameters);
  throw new StatisticRefusal("not-converged", "covariance", `The search for the covariance did not come to its end; the largest slope left is ${largest.toPrecision(3)}.`, "Choose a covariance with fewer parameters, or look for visits that hardly vary or repeat each other.", { gradient: largest });
}

/** So near, whole steps are taken whether or not rounding lets the deviance fall, as long as each promises less than the one before. */
function* polish(model: RepeatedModel, from: RepeatedMaximum, firstStep: Float64Array): Generator<{ readonly done: number }, RepeatedMaximum> {
  let best = from;
  let step = firstStep;
  for (let more = 1; more <= 20 && Math.abs(best.gain) > 1e-26; more++) {
    yield { done: 0.95 };
    const parameters = Float64Array.from(best.parameters, (value, at) => value - (step[at] ?? 0));
    const point = likelihoodAt(model, parameters);
    if (point === null) break;
    const derivatives = derivativesAt(point, parameters.length, model.estimation);
    step = stepFrom(derivatives, 0);
    const gain = step.reduce((sum, part, at) => sum + 0.5 * part * (derivatives.gradient[at] ?? 0), 0);
    if (!(Math.abs(gain) < Math.abs(best.gain))) break;
    best = { parameters, point, derivatives, iterations: from.iterations + more, gain };
  }
  return best;
}

/** Newton's step where the second derivatives are positive definite, else Fisher's; `ridge` shortens it. */
function stepFrom({ gradient, observed, expected }: DevianceDerivatives, ridge: number): Float64Array {
  for (const matrix of [observed, expected]) {
    const factor = decomposeCholesky(ridge === 0 ? matrix : withRidge(matrix, expected, ridge));
    if (factor.positiveDefinite) return solveCholesky(factor, gradient);
  }
  const factor = decomposeCholesky(withRidge(expected, expected, Math.max(ridge, 1e-3)));
  // The last resort is the way down itself, each parameter by its own scale.
  return factor.positiveDefinite ? solveCholesky(factor, gradient) : Float64Array.from(gradient, (slope, at) => slope / Math.max(1e-8, Math.abs(expected.values[at * (gradient.length + 1)] ?? 1)));
}

/** Newton's step with the sizes of the curvatures: away from saddles, where Fisher's may leap from side to side of a bent valley. */
function turnedStep(derivatives: DevianceDerivatives, ridge: number): Float64Array {
  const { gradient, observed } = derivatives;
  if (!observed.values.every(Number.isFinite) || (ridge === 0 && decomposeCholesky(observed).positiveDefinite)) return stepFrom(derivatives, ridge);
  const { values, vectors } = symmetricEigen(observed);
  const size = gradient.length;
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const step = new Float64Array(size);
  for (let which = 0; which < size; which++) {
    let along = 0;
    for (let at = 0; at < size; at++) along += (vectors.values[at * size + which] ?? 0) * (gradient[at] ?? 0);
    const length = along / (Math.max(Math.abs(values[which] ?? 0), 1e-6 * largest) + ridge * largest);
    for (let at = 0; at < size; at++) step[at] = (step[at] ?? 0) + length * (vectors.values[at * size + which] ?? 0);
  }
  return step;
}

function withRidge(matrix: Matrix, scale: Matrix, ridge: number): Matrix {
  const values = Float64Array.from(matrix.values);
  for (let at = 0; at < matrix.rows; at++) {
    const place = at * (matrix.rows + 1);
    values[place] = (values[place] ?? 0) + ridge * Math.max(1e-12, Math.abs(scale.values[place] ?? 0));
  }
  return { ...matrix, values };
}

function downhill(model: RepeatedModel, from: Float64Array, point: LikelihoodPoint, step: Float64Array): { readonly parameters: Float64Array; readonly point: LikelihoodPoint } | null {
  for (let factor = 1; factor > 1e-6; factor /= 2) {
    const parameters = Float64Array.from(from, (value, at) => value - factor * (step[at] ?? 0));
    const next = likelihoodAt(model, parameters);
    if (next !== null && next.deviance < point.deviance) return { parameters, point: next };
  }
  return null;
}
