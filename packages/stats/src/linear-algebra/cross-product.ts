import { type Matrix, zeroMatrix } from "./matrix.ts";
import { requireLength } from "./require-matrix.ts";

/** Weights of rows, all 1 where left out; a result to write into, so that an iteration allocates nothing. */
export interface CrossProductOptions<Into> {
  readonly weights?: ArrayLike<number>;
  readonly into?: Into;
}

/**
 * X' W X with W the diagonal of weights, in one pass over the rows; W as a matrix is never made. Symmetric to the last bit.
 * Throws RangeError when there is not one weight per row.
 *
 * @example crossProduct(matrixOf([[1, 2], [3, 4]])) // rows 10, 14 and 14, 20
 */
export function crossProduct(x: Matrix, options: CrossProductOptions<Matrix> = {}): Matrix {
  const { weights, into = zeroMatrix(x.columns, x.columns) } = options;
  if (weights !== undefined) requireLength(weights.length, x.rows, "The weights");
  requireLength(into.values.length, x.columns ** 2, "The cross product");
  into.values.fill(0);
  for (let row = 0; row < x.rows; row++) addOuterProduct(into, x.values, row * x.columns, weights === undefined ? 1 : (weights[row] ?? 0));
  return mirrorUpper(into);
}

/** X' W y: one number per column of X. */
export function crossProductWith(x: Matrix, y: ArrayLike<number>, options: CrossProductOptions<Float64Array> = {}): Float64Array {
  const { weights, into = new Float64Array(x.columns) } = options;
  requireLength(y.length, x.rows, "The second factor");
  if (weights !== undefined) requireLength(weights.length, x.rows, "The weights");
  requireLength(into.length, x.columns, "The cross product");
  into.fill(0);
  for (let row = 0, at = 0; row < x.rows; row++) {
    const factor = (y[row] ?? 0) * (weights === undefined ? 1 : (weights[row] ?? 0));
    for (let column = 0; column < x.columns; column++, at++) into[column] = (into[column] ?? 0) + factor * (x.values[at] ?? 0);
  }
  return into;
}

/**
 * Adds weight · v v' to the upper triangle of a square matrix, v being `into.columns` numbers of `values` from `start`: for rows
 * that are made one at a time and never kept. `mirrorUpper` at the end fills the rest.
 */
export function addOuterProduct(into: Matrix, values: ArrayLike<number>, start: number, weight: number): void {
  const { columns } = into;
  for (let row = 0; row < columns; row++) {
    const factor = weight * (values[start + row] ?? 0);
    if (factor === 0) continue;
    for (let column = row, at = row * columns + row; column < columns; column++, at++) into.values[at] = (into.values[at] ?? 0) + factor * (values[start + column] ?? 0);
  }
}

/** Copies what stands above the diagonal to below it, in place. */
export function mirrorUpper(matrix: Matrix): Matrix {
  const { columns, values } = matrix;
  for (let row = 1; row < columns; row++) for (let column = 0; column < row; column++) values[row * columns + column] = values[column * columns + row] ?? 0;
  return matrix;
}
