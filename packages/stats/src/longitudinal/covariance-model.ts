/** How rows of a participant vary together: a covariance with its first and second derivatives in the parameters. */
import type { Matrix } from "../linear-algebra/matrix.ts";

/** Second derivative in the parameters `one` <= `other`; those that are zero are left out. */
export interface SecondDerivative {
  readonly one: number;
  readonly other: number;
  readonly value: Matrix;
}
export interface CovarianceAt {
  readonly value: Matrix;
  /** One for each parameter; `null` where the parameter does not touch it. */
  readonly first: readonly (Matrix | null)[];
  readonly second: readonly SecondDerivative[];
}
/** The covariance of each pattern at parameters; `null` where it is none (not positive definite as a whole). */
export interface CovarianceModel {
  readonly parameters: number;
  readonly at: (parameters: Float64Array) => ((pattern: number) => CovarianceAt) | null;
  /** The covariances of which patterns take parts. */
  readonly whole?: (parameters: Float64Array) => readonly Matrix[];
}

/** Rows and columns of a square matrix, by their places. */
export function partOf(matrix: Matrix, places: readonly number[]): Matrix {
  const size = places.length;
  const values = new Float64Array(size * size);
  for (let row = 0; row < size; row++) for (let column = 0; column < size; column++) values[row * size + column] = matrix.values[(places[row] ?? 0) * matrix.columns + (places[column] ?? 0)] ?? 0;
  return { rows: size, columns: size, values };
}
