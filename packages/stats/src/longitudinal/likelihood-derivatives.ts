/** Gradient, observed and expected second derivatives of the deviance of repeated measures in the covariance parameters. */
import { type Matrix, zeroMatrix } from "../linear-algebra/matrix.ts";
import { multiply, multiplyVector } from "../linear-algebra/multiply.ts";
import { quadraticForm } from "../linear-algebra/quadratic-form.ts";
import { addWeighted, type Estimation, type LikelihoodPoint, residualSums, threefold, traceOfProduct } from "./repeated-likelihood.ts";

export interface DevianceDerivatives {
  readonly gradient: Float64Array;
  /** Second derivatives of the deviance, the coefficients being the best at each point. */
  readonly observed: Matrix;
  /** Their expectation, as Kenward and Roger 1997 write it. */
  readonly expected: Matrix;
  /** X'V^-1 D_k V^-1 X for each parameter k: minus the derivative of the information of the coefficients. */
  readonly slopes: readonly Matrix[];
}

/**
 * With W = V^-1, D_k and D_kl the derivatives of V, Phi = (X'WX)^-1 and r the residuals, minus two log-likelihood has
 * the gradient tr(W D_k) - tr(Phi X'W D_k W X) - r'W D_k W r, the middle part under REML only. Everything of second order is a
 * sum over pairs of rows of a small matrix (W D_k W D_l W) times tr(Phi x_a x_b') or r_a r_b, so that no p by p matrix is made
 * for a pair of parameters. Derived here by hand; the formulas are those of Lindstrom and Bates (1988, recalled).
 */
export function derivativesAt(point: LikelihoodPoint, parameters: number, estimation: Estimation): DevianceDerivatives {
  const p = point.coefficients.length;
  const width = p + 1;
  const gradient = new Float64Array(parameters);
  const observed = zeroMatrix(parameters, parameters);
  const expected = zeroMatrix(parameters, parameters);
  const wide = Array.from({ length: parameters }, () => zeroMatrix(width, width));
  const pulls = Array.from({ length: parameters }, () => new Float64Array(p));
  const reml = estimation === "reml" ? 1 : 0;
  for (const { pattern, covariance, weight } of point.parts) {
    const { size, participants } = pattern;
    const { products, traces, cross } = residualSums(pattern, point);
    const turned = covariance.first.map((first) => (first === null ? null : multiply(weight, first)));
    // W × (sum of residual products) and W × (traces): what second-order terms are contracted with.
    const residual = multiply(weight, products);
    const trace = multiply(weight, traces);
    const forResidual = turned.map((one) => (one === null ? null : multiply(residual, one)));
    const forTrace = turned.map((one) => (one === null ? null : multiply(trace, one)));
    for (const [k, one] of turned.entries()) {
      if (one === null) continue;
      const between = multiply(one, weight);
      gradient[k] = (gradient[k] ?? 0) + participants * diagonalSum(one) - reml * traceOfProduct(between, traces) - traceOfProduct(between, products);
      addWeighted((wide[k] as Matrix).values, pattern, between);
      const pull = pulls[k] as Float64Array;
      for (let pair = 0; pair < size * size; pair++) for (let at = 0; at < p; at++) pull[at] = (pull[at] ?? 0) + (between.values[pair] ?? 0) * (cross[pair * p + at] ?? 0);
      for (let l = k; l < parameters; l++) {
        const other = turned[l];
        if (other === null || other === undefined) continue;
        const both = participants * traceOfProduct(one, other);
        const ofTrace = traceOfProduct(forTrace[k] as Matrix, other);
        const ofResidual = traceOfProduct(forResidual[k] as Matrix, other);
        addSymmetric(observed, k, l, -both + reml * 2 * ofTrace + 2 * ofResidual);
        addSymmetric(expected, k, l, both - reml * 2 * ofTrace);
      }
    }
    for (const { one, other, value } of covariance.second) {
      const between = threefold(weight, value, weight);
      addSymmetric(observed, one, other, participants * traceOfProduct(weight, value) - reml * traceOfProduct(between, traces) - traceOfProduct(between, products));
    }
  }
  const slopes = wide.map((matrix) => corner(matrix, p));
  const phi = point.coefficientCovariance;
  const held = slopes.map((slope) => multiply(phi, slope));
  for (let k = 0; k < parameters; k++) {
    const lifted = multiplyVector(phi, pulls[k] as Float64Array);
    for (let l = k; l < parameters; l++) {
      const cross = traceOfProduct(held[k] as Matrix, held[l] as Matrix);
      let pull = 0;
      for (let at = 0; at < p; at++) pull += (lifted[at] ?? 0) * (pulls[l]?.[at] ?? 0);
      addSymmetric(observed, k, l, -reml * cross - 2 * pull);
      addSymmetric(expected, k, l, reml * cross);
    }
  }
  return { gradient, observed, expected, slopes };
}

/** Sum over k and l of weights[k, l] × (Q_kl - P_k Phi P_l - R_kl × curvature): what Kenward and Roger add between two Phi. */
export function covarianceBias(point: LikelihoodPoint, slopes: readonly Matrix[], weights: Matrix, curvature: number): Matrix {
  const p = point.coefficients.length;
  const width = p + 1;
  const parameters = slopes.length;
  const sum = zeroMatrix(width, width);
  for (const { pattern, covariance, weight } of point.parts) {
    const turned = covariance.first.map((first) => (first === null ? null : multiply(weight, first)));
    const middle = zeroMatrix(pattern.size, pattern.size);
    for (const [k, one] of turned.entries()) {
      if (one === null) continue;
      // Sum over l of weights[k, l] W D_l first: one product of matrices for each k.
      const mixed = zeroMatrix(pattern.size, pattern.size);
      for (const [l, other] of turned.entries()) if (other !== null) addScaled(mixed.values, other.values, weights.values[k * parameters + l] ?? 0);
      addScaled(middle.values, threefold(one, mixed, weight).values, 1);
    }
    if (curvature !== 0)
      for (const { one, other, value } of covariance.second) addScaled(middle.values, threefold(weight, value, weight).values, -curvature * (one === other ? 1 : 2) * (weights.values[one * parameters + other] ?? 0));
    for (let a = 0; a < pattern.size; a++)
      for (let b = a + 1; b < pattern.size; b++) middle.values[a * pattern.size + b] = ((middle.values[a * pattern.size + b] ?? 0) + (middle.values[b * pattern.size + a] ?? 0)) / 2;
    addWeighted(sum.values, pattern, middle);
  }
  const bias = corner(sum, p);
  for (const [k, one] of slopes.entries()) {
    const mixed = zeroMatrix(p, p);
    for (const [l, other] of slopes.entries()) addScaled(mixed.values, other.values, weights.values[k * parameters + l] ?? 0);
    addScaled(bias.values, threefold(one, point.coefficientCovariance, mixed).values, -1);
  }
  return bias;
}

export const addScaled = (into: Float64Array, values: Float64Array, factor: number): void => {
  if (factor !== 0) for (let at = 0; at < into.length; at++) into[at] = (into[at] ?? 0) + factor * (values[at] ?? 0);
};
/** L' A L of one row. */
export const varianceOf = (covariance: Matrix, row: ArrayLike<number>): number => quadraticForm(covariance, row);

const diagonalSum = ({ rows, values }: Matrix): number => {
  let sum = 0;
  for (let at = 0; at < rows; at++) sum += values[at * (rows + 1)] ?? 0;
  return sum;
};
const corner = ({ values, columns }: Matrix, size: number): Matrix => {
  const made = zeroMatrix(size, size);
  for (let row = 0; row < size; row++) for (let column = 0; column < size; column++) made.values[row * size + column] = values[row * columns + column] ?? 0;
  return made;
};
function addSymmetric({ values, columns }: Matrix, row: number, column: number, value: number): void {
  values[row * columns + column] = (values[row * columns + column] ?? 0) + value;
  if (row !== column) values[column * columns + row] = (values[column * columns + row] ?? 0) + value;
}
