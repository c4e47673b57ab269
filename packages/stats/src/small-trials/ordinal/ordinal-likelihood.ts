/** The likelihood of the proportional odds model, with its derivatives, and the score test of proportional odds. */
import { addOuterProduct, mirrorUpper } from "../../linear-algebra/cross-product.ts";
import { decomposeCholesky } from "../../linear-algebra/cholesky.ts";
import { type Matrix, zeroMatrix } from "../../linear-algebra/matrix.ts";
import { solveCholesky } from "../../linear-algebra/solve-cholesky.ts";
import type { LikelihoodAt } from "../../optimisation/newton-raphson.ts";
import { logOnePlusExp } from "../../regression/logistic-likelihood.ts";

export interface OrdinalRows {
  /** Covariates, the first column the intercept, which is not read. */
  readonly matrix: Matrix;
  /** Category of each row, from 0. */
  readonly category: Int32Array;
  readonly categories: number;
}

/** Log probability of the category between two limits, and its first and second derivatives by them; an infinite limit has none. */
interface Cell {
  readonly log: number;
  readonly above: number;
  readonly below: number;
  readonly above2: number;
  readonly below2: number;
}

function cellBetween(below: number, above: number): Cell {
  const logUpTo = above === Number.POSITIVE_INFINITY ? 0 : -logOnePlusExp(-above);
  const logPast = below === Number.NEGATIVE_INFINITY ? 0 : -logOnePlusExp(below);
  // F(a) - F(b) = F(a) (1 - F(b)) (1 - e^(b - a)): nothing cancels.
  const log = logUpTo + logPast + Math.log(-Math.expm1(below - above));
  const density = (at: number): number => (Number.isFinite(at) ? Math.exp(-logOnePlusExp(-at) - logOnePlusExp(at) - log) : 0);
  const [one, other] = [density(above), -density(below)];
  const bend = (at: number): number => (Number.isFinite(at) ? -Math.tanh(at / 2) : 0);
  return { log, above: one, below: other, above2: one * bend(above) - one * one, below2: other * bend(below) - other * other };
}

const limitAt = (point: Float64Array, place: number, cuts: number, predictor: number): number => (place < 0 ? Number.NEGATIVE_INFINITY : place >= cuts ? Number.POSITIVE_INFINITY : (point[place] as number) - predictor);

function predictorOf({ matrix: { columns, values } }: OrdinalRows, row: number, point: Float64Array, cuts: number): number {
  let sum = 0;
  for (let at = 1; at < columns; at++) sum += (values[row * columns + at] as number) * (point[cuts + at - 1] as number);
  return sum;
}

/** The point holds the thresholds, rising, then the coefficients: P(Y <= k) = 1/(1 + exp(x b - threshold k)). Outside of the order the value is -Infinity. */
export function ordinalLikelihood(data: OrdinalRows, point: Float64Array): LikelihoodAt {
  const { matrix, category, categories } = data;
  const cuts = categories - 1;
  const size = point.length;
  const gradient = new Float64Array(size);
  const hessian = zeroMatrix(size, size);
  for (let at = 1; at < cuts; at++) if (!((point[at] as number) > (point[at - 1] as number))) return { value: Number.NEGATIVE_INFINITY, gradient, hessian };
  const [upper, lower] = [new Float64Array(size), new Float64Array(size)];
  let value = 0;
  for (let row = 0; row < matrix.rows; row++) {
    const k = category[row] as number;
    const predictor = predictorOf(data, row, point, cuts);
    const cell = cellBetween(limitAt(point, k - 1, cuts, predictor), limitAt(point, k, cuts, predictor));
    value += cell.log;
    upper.fill(0);
    lower.fill(0);
    if (k < cuts) upper[k] = 1;
    if (k > 0) lower[k - 1] = 1;
    for (let at = 1; at < matrix.columns; at++) {
      const x = matrix.values[row * matrix.columns + at] as number;
      if (k < cuts) upper[cuts + at - 1] = -x;
      if (k > 0) lower[cuts + at - 1] = -x;
    }
    const cross = -cell.above * cell.below;
    for (let one = 0; one < size; one++) {
      const [u, l] = [upper[one] as number, lower[one] as number];
      if (u === 0 && l === 0) continue;
      gradient[one] = (gradient[one] as number) + cell.above * u + cell.below * l;
      for (let other = one; other < size; other++) {
        const [v, w] = [upper[other] as number, lower[other] as number];
        const place = one * size + other;
        hessian.values[place] = (hessian.values[place] as number) + cell.above2 * u * v + cell.below2 * l * w + cross * (u * w + l * v);
      }
    }
  }
  mirrorUpper(hessian);
  return { value, gradient, hessian };
}

/**
 * The score test that each covariate has one coefficient at all thresholds, against one at each: U' I^-1 U at the fit, I the expected
 * information of the wider model; chi-square with (thresholds - 1) times coefficients. `null` where I has no inverse.
 */
export function scoreOfProportionality(data: OrdinalRows, point: Float64Array): number | null {
  const { matrix, category, categories } = data;
  const cuts = categories - 1;
  const terms = matrix.columns;
  const size = cuts * terms;
  const score = new Float64Array(size);
  const information = zeroMatrix(size, size);
  const direction = new Float64Array(size);
  for (let row = 0; row < matrix.rows; row++) {
    const predictor = predictorOf(data, row, point, cuts);
    for (let k = 0; k < categories; k++) {
      const cell = cellBetween(limitAt(point, k - 1, cuts, predictor), limitAt(point, k, cuts, predictor));
      direction.fill(0);
      for (let at = 0; at < terms; at++) {
        const z = at === 0 ? 1 : -(matrix.values[row * terms + at] as number);
        if (k < cuts) direction[k * terms + at] = cell.above * z;
        if (k > 0) direction[(k - 1) * terms + at] = cell.below * z;
      }
      addOuterProduct(information, direction, 0, Math.exp(cell.log));
      if (k === category[row]) for (let at = 0; at < size; at++) score[at] = (score[at] as number) + (direction[at] as number);
    }
  }
  const decomposition = decomposeCholesky(mirrorUpper(information));
  return decomposition.positiveDefinite ? solveCholesky(decomposition, score).reduce((sum, one, at) => sum + one * (score[at] as number), 0) : null;
}
