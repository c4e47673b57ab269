/** The binomial likelihood with a logit link and its derivatives, one pass over the rows. */
import { decomposeCholesky } from "../linear-algebra/cholesky.ts";
import { addOuterProduct, mirrorUpper } from "../linear-algebra/cross-product.ts";
import { inverseFromCholesky } from "../linear-algebra/invert-positive-definite.ts";
import { type Matrix, zeroMatrix } from "../linear-algebra/matrix.ts";
import { quadraticForm } from "../linear-algebra/quadratic-form.ts";
import type { LikelihoodAt } from "../optimisation/newton-raphson.ts";

export interface LogisticRows {
  readonly matrix: Matrix;
  /** 0 or 1. */
  readonly events: Float64Array;
  /** `null`: all 1. */
  readonly weights: Float64Array | null;
  /** `null`: all 0. */
  readonly offsets: Float64Array | null;
}

/** log(1 + e^x) without overflow and without loss where it is small. */
export const logOnePlusExp = (x: number): number => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)));

/** Offset plus x'β of each row. */
export function linearPredictors({ matrix, offsets }: LogisticRows, coefficients: Float64Array): Float64Array {
  const { rows, columns, values } = matrix;
  const made = new Float64Array(rows);
  for (let row = 0, at = 0; row < rows; row++) {
    let sum = offsets === null ? 0 : (offsets[row] ?? 0);
    for (let column = 0; column < columns; column++, at++) sum += (values[at] ?? 0) * (coefficients[column] ?? 0);
    made[row] = sum;
  }
  return made;
}

/** The probability of e^x / (1 + e^x), without overflow. */
export const inverseLogit = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

/**
 * Log-likelihood, score and minus the Fisher information at given coefficients; with `firth` the likelihood times the square
 * root of the information's determinant (Firth 1993, doi:10.1093/biomet/80.1.27; Heinze and Schemper 2002, doi:10.1002/sim.1047;
 * both recalled), whose Hessian is approximated by minus the information: the iteration takes more steps to the same end.
 */
export function logisticLikelihood(data: LogisticRows, coefficients: Float64Array, firth: boolean): LikelihoodAt {
  const { matrix: { rows, columns, values }, events, weights, offsets } = data;
  const gradient = new Float64Array(columns);
  const information = zeroMatrix(columns, columns);
  const inner = information.values;
  const eta = firth ? new Float64Array(rows) : null;
  let value = 0;
  let lost = 0;
  for (let row = 0, start = 0; row < rows; row++, start += columns) {
    const weight = weights === null ? 1 : (weights[row] as number);
    if (weight === 0) continue;
    let sum = offsets === null ? 0 : (offsets[row] as number);
    for (let column = 0; column < columns; column++) sum += (values[start + column] as number) * (coefficients[column] as number);
    if (eta !== null) eta[row] = sum;
    // Of the outcome that did not happen: small where the fit is good, and then exact.
    const away = events[row] === 1 ? -sum : sum;
    const small = Math.exp(-Math.abs(away));
    const wrong = away > 0 ? 1 / (1 + small) : small / (1 + small);
    const part = -weight * ((away > 0 ? away : 0) + Math.log1p(small)) - lost;
    const next = value + part;
    lost = next - value - part;
    value = next;
    const score = weight * (events[row] === 1 ? wrong : -wrong);
    const spread = (weight * small) / ((1 + small) * (1 + small));
    for (let one = 0; one < columns; one++) {
      const x = values[start + one] as number;
      gradient[one] = (gradient[one] as number) + score * x;
      const factor = spread * x;
      for (let other = one, place = one * columns + one; other < columns; other++, place++) inner[place] = (inner[place] as number) + factor * (values[start + other] as number);
    }
  }
  mirrorUpper(information);
  if (eta !== null) value = addPenalty(data, eta, information, gradient, value);
  return { value, gradient, hessian: { ...information, values: inner.map((one) => -one) } };
}

/** Adds h (1/2 - p) x to the score, h being each row's leverage, and half the log-determinant to the value. */
function addPenalty({ matrix, weights }: LogisticRows, eta: Float64Array, information: Matrix, gradient: Float64Array, value: number): number {
  const decomposition = decomposeCholesky(information);
  if (!decomposition.positiveDefinite) return Number.NEGATIVE_INFINITY;
  const inverse = inverseFromCholesky(decomposition);
  const { rows, columns, values } = matrix;
  for (let row = 0; row < rows; row++) {
    const weight = weights === null ? 1 : (weights[row] ?? 0);
    if (weight === 0) continue;
    const x = values.subarray(row * columns, (row + 1) * columns);
    const p = inverseLogit(eta[row] ?? 0);
    const leverage = weight * p * inverseLogit(-(eta[row] ?? 0)) * quadraticForm(inverse, x);
    for (let column = 0; column < columns; column++) gradient[column] = (gradient[column] ?? 0) + leverage * (0.5 - p) * (x[column] ?? 0);
  }
  let logDeterminant = 0;
  for (let at = 0; at < columns; at++) logDeterminant += 2 * Math.log(decomposition.lower.values[at * (columns + 1)] ?? 1);
  return value + logDeterminant / 2;
}

/** The sum over groups of rows of the outer product of their scores; each row its own group where `groups` is null. */
export function scoreProducts(data: LogisticRows, eta: Float64Array, groups: { readonly of: Int32Array; readonly count: number } | null): Matrix {
  const { matrix: { rows, columns, values }, events, weights } = data;
  const products = zeroMatrix(columns, columns);
  const sums = new Float64Array(columns * (groups?.count ?? 0));
  for (let row = 0; row < rows; row++) {
    const score = (weights === null ? 1 : (weights[row] ?? 0)) * (events[row] === 1 ? inverseLogit(-(eta[row] ?? 0)) : -inverseLogit(eta[row] ?? 0));
    if (groups === null) addOuterProduct(products, values, row * columns, score * score);
    else for (let column = 0, at = (groups.of[row] ?? 0) * columns; column < columns; column++, at++) sums[at] = (sums[at] ?? 0) + score * (values[row * columns + column] ?? 0);
  }
  for (let group = 0; group < (groups?.count ?? 0); group++) addOuterProduct(products, sums, group * columns, 1);
  return mirrorUpper(products);
}
