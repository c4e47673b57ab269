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
  const h = hessian.values;
  const columns = matrix.columns;
  const gaps = Float64Array.from({ length: categories }, (_, k) => (k === 0 || k === cuts ? 1 : -Math.expm1((point[k - 1] as number) - (point[k] as number))));
  let value = 0;
  for (let row = 0, from = 0; row < matrix.rows; row++, from += columns) {
    const k = category[row] as number;
    let predictor = 0;
    for (let at = 1; at < columns; at++) predictor += (matrix.values[from + at] as number) * (point[cuts + at - 1] as number);
    // F, 1 - F and F' of both limits from one exponential each; F(a) - F(b) = F(a) (1 - F(b)) (1 - e^(b - a)): nothing cancels.
    let [upTo, past, aboveSlope, belowSlope, aboveBend, belowBend] = [1, 1, 0, 0, 0, 0];
    if (k < cuts) {
      const limit = (point[k] as number) - predictor;
      const small = Math.exp(-Math.abs(limit));
      const whole = 1 + small;
      upTo = (limit >= 0 ? 1 : small) / whole;
      aboveSlope = small / (whole * whole);
      aboveBend = (limit >= 0 ? small - 1 : 1 - small) / whole;
    }
    if (k > 0) {
      const limit = (point[k - 1] as number) - predictor;
      const small = Math.exp(-Math.abs(limit));
      const whole = 1 + small;
      past = (limit >= 0 ? small : 1) / whole;
      belowSlope = small / (whole * whole);
      belowBend = (limit >= 0 ? small - 1 : 1 - small) / whole;
    }
    const chance = upTo * past * (gaps[k] as number);
    let [above, below, above2, below2] = [0, 0, 0, 0];
    if (chance > 1e-200) {
      value += Math.log(chance);
      above = aboveSlope / chance;
      below = -belowSlope / chance;
      above2 = above * aboveBend - above * above;
      below2 = below * belowBend - below * below;
    } else {
      // So far out only logarithms have digits left.
      const cell = cellBetween(limitAt(point, k - 1, cuts, predictor), limitAt(point, k, cuts, predictor));
      value += cell.log;
      ({ above, below, above2, below2 } = cell);
    }
    const cross = -above * below;
    if (k < cuts) {
      gradient[k] = (gradient[k] as number) + above;
      h[k * (size + 1)] = (h[k * (size + 1)] as number) + above2;
    }
    if (k > 0) {
      const under = k - 1;
      gradient[under] = (gradient[under] as number) + below;
      h[under * (size + 1)] = (h[under * (size + 1)] as number) + below2;
      if (k < cuts) h[under * size + k] = (h[under * size + k] as number) + cross;
    }
    const [slope, atAbove, atBelow, both] = [above + below, above2 + cross, below2 + cross, above2 + below2 + 2 * cross];
    for (let at = 1; at < columns; at++) {
      const x = matrix.values[from + at] as number;
      const place = cuts + at - 1;
      gradient[place] = (gradient[place] as number) - slope * x;
      if (k < cuts) h[k * size + place] = (h[k * size + place] as number) - atAbove * x;
      if (k > 0) h[(k - 1) * size + place] = (h[(k - 1) * size + place] as number) - atBelow * x;
      const factor = both * x;
      for (let other = at; other < columns; other++) {
        const there = place * size + cuts + other - 1;
        h[there] = (h[there] as number) + factor * (matrix.values[from + other] as number);
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
