/** The Gaussian likelihood of repeated measures from sums over patterns, with exact first and second derivatives. */
import { decomposeCholesky } from "../linear-algebra/cholesky.ts";
import { inverseFromCholesky } from "../linear-algebra/invert-positive-definite.ts";
import { logDeterminantFromCholesky } from "../linear-algebra/log-determinant.ts";
import { type Matrix, zeroMatrix } from "../linear-algebra/matrix.ts";
import { multiply, multiplyVector } from "../linear-algebra/multiply.ts";
import type { CovarianceAt, CovarianceModel } from "./covariance-model.ts";
import { pairAt, type RowPattern } from "./row-pattern.ts";

export type Estimation = "reml" | "ml";
export interface RepeatedModel {
  readonly patterns: readonly RowPattern[];
  readonly covariance: CovarianceModel;
  readonly estimation: Estimation;
}
/** One pattern at parameters. */
export interface PatternAt {
  readonly pattern: RowPattern;
  readonly covariance: CovarianceAt;
  /** Inverse of the covariance. */
  readonly weight: Matrix;
}
export interface LikelihoodPoint {
  /** Minus two log-likelihood without the constant of 2 pi: sum of log|V|, log|X'V^-1 X| under REML, and r'V^-1 r. */
  readonly deviance: number;
  readonly coefficients: Float64Array;
  /** (X'V^-1 X)^-1. */
  readonly coefficientCovariance: Matrix;
  readonly parts: readonly PatternAt[];
}

/** The likelihood at parameters with the coefficients that are best for them; `null` where a covariance is not positive definite. */
export function likelihoodAt({ patterns, covariance, estimation }: RepeatedModel, parameters: Float64Array): LikelihoodPoint | null {
  const of = covariance.at(parameters);
  if (of === null) return null;
  const width = patterns[0]?.width ?? 1;
  const p = width - 1;
  const sums = zeroMatrix(width, width);
  const parts: PatternAt[] = [];
  let deviance = 0;
  for (const [at, pattern] of patterns.entries()) {
    const here = of(at);
    const factor = decomposeCholesky(here.value);
    if (!factor.positiveDefinite) return null;
    const weight = inverseFromCholesky(factor);
    deviance += pattern.participants * logDeterminantFromCholesky(factor);
    addWeighted(sums.values, pattern, weight);
    parts.push({ pattern, covariance: here, weight });
  }
  const information = zeroMatrix(p, p);
  for (let row = 0; row < p; row++) for (let column = 0; column < p; column++) information.values[row * p + column] = sums.values[row * width + column] ?? 0;
  const factor = decomposeCholesky(information);
  if (!factor.positiveDefinite) return null;
  const coefficientCovariance = inverseFromCholesky(factor);
  const right = Float64Array.from({ length: p }, (_, row) => sums.values[row * width + p] ?? 0);
  const coefficients = multiplyVector(coefficientCovariance, right);
  let left = sums.values[p * width + p] ?? 0;
  for (let at = 0; at < p; at++) left -= (right[at] ?? 0) * (coefficients[at] ?? 0);
  // Below zero it is rounding: the covariance is too near to one without an inverse.
  if (left < 0) return null;
  deviance += left + (estimation === "reml" ? logDeterminantFromCholesky(factor) : 0);
  return Number.isFinite(deviance) ? { deviance, coefficients, coefficientCovariance, parts } : null;
}

/** Adds sum over a and b of weight[a, b] × block[a, b]; the result is symmetric. */
export function addWeighted(into: Float64Array, { size, width, blocks }: RowPattern, weight: Matrix): void {
  const area = width * width;
  for (let a = 0; a < size; a++) {
    for (let b = a; b < size; b++) {
      const start = pairAt(size, a, b) * area;
      const factor = weight.values[a * size + b] ?? 0;
      if (factor === 0) continue;
      if (a === b) for (let at = 0; at < area; at++) into[at] = (into[at] ?? 0) + factor * (blocks[start + at] ?? 0);
      else
        for (let row = 0; row < width; row++)
          for (let column = 0; column < width; column++) into[row * width + column] = (into[row * width + column] ?? 0) + factor * ((blocks[start + row * width + column] ?? 0) + (blocks[start + column * width + row] ?? 0));
    }
  }
}

export interface ResidualSums {
  /** Sum over participants of r_a r_b: size by size. */
  readonly products: Matrix;
  /** tr(Phi × sum of x_a x_b'), symmetric: size by size. */
  readonly traces: Matrix;
  /** For each pair (a, b), row-major: sum of x_a r_b, p numbers. */
  readonly cross: Float64Array;
}

/** What residuals at the coefficients sum to, for each pair of rows. */
export function residualSums({ size, width, blocks }: RowPattern, { coefficients, coefficientCovariance }: Pick<LikelihoodPoint, "coefficients" | "coefficientCovariance">): ResidualSums {
  const p = width - 1;
  const products = zeroMatrix(size, size);
  const traces = zeroMatrix(size, size);
  const cross = new Float64Array(size * size * p);
  const phi = coefficientCovariance.values;
  for (let a = 0; a < size; a++) {
    for (let b = a; b < size; b++) {
      const start = pairAt(size, a, b) * width * width;
      let trace = 0;
      let product = blocks[start + p * width + p] ?? 0;
      for (let row = 0; row < p; row++) {
        // x_a r_b and, by the transposed block, x_b r_a.
        let one = blocks[start + row * width + p] ?? 0;
        let other = blocks[start + p * width + row] ?? 0;
        product -= (coefficients[row] ?? 0) * other;
        for (let column = 0; column < p; column++) {
          const value = blocks[start + row * width + column] ?? 0;
          one -= value * (coefficients[column] ?? 0);
          other -= (blocks[start + column * width + row] ?? 0) * (coefficients[column] ?? 0);
          trace += value * (phi[row * p + column] ?? 0);
        }
        cross[(a * size + b) * p + row] = one;
        cross[(b * size + a) * p + row] = other;
        product -= (coefficients[row] ?? 0) * one;
      }
      products.values[a * size + b] = product;
      products.values[b * size + a] = product;
      traces.values[a * size + b] = trace;
      traces.values[b * size + a] = trace;
    }
  }
  return { products, traces, cross };
}

/** tr(A B) of square matrices. */
export function traceOfProduct(a: Matrix, b: Matrix): number {
  let sum = 0;
  for (let row = 0; row < a.rows; row++) for (let column = 0; column < a.columns; column++) sum += (a.values[row * a.columns + column] ?? 0) * (b.values[column * b.columns + row] ?? 0);
  return sum;
}
export const threefold = (a: Matrix, b: Matrix, c: Matrix): Matrix => multiply(multiply(a, b), c);
