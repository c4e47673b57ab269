import type { Cholesky } from "./cholesky.ts";
import { type Matrix, zeroMatrix } from "./matrix.ts";
import { requireLength } from "./require-matrix.ts";

/**
 * x with A x = b, from the decomposition of A. `into` may be b itself.
 *
 * @example solveCholesky(decomposition of [[4, 2], [2, 5]], [8, 12]) // 1, 2
 */
export function solveCholesky({ lower }: Cholesky, b: ArrayLike<number>, into: Float64Array = new Float64Array(lower.rows)): Float64Array {
  return solveLowerTransposed(lower, solveLower(lower, b, into), into);
}

/** x with L x = b, L lower triangular. `into` may be b itself. */
export function solveLower(lower: Matrix, b: ArrayLike<number>, into: Float64Array = new Float64Array(lower.rows)): Float64Array {
  requireLength(b.length, lower.rows, "The right side");
  const { rows, values } = lower;
  for (let row = 0; row < rows; row++) {
    let left = b[row] ?? 0;
    for (let column = 0; column < row; column++) left -= (values[row * rows + column] ?? 0) * (into[column] ?? 0);
    into[row] = left / (values[row * rows + row] ?? 0);
  }
  return into;
}

/** x with L' x = b, L lower triangular. `into` may be b itself. */
export function solveLowerTransposed(lower: Matrix, b: ArrayLike<number>, into: Float64Array = new Float64Array(lower.rows)): Float64Array {
  requireLength(b.length, lower.rows, "The right side");
  const { rows, values } = lower;
  for (let at = 0; at < rows; at++) into[at] = b[at] ?? 0;
  for (let row = rows - 1; row >= 0; row--) {
    const solved = (into[row] ?? 0) / (values[row * rows + row] ?? 0);
    into[row] = solved;
    for (let column = 0; column < row; column++) into[column] = (into[column] ?? 0) - (values[row * rows + column] ?? 0) * solved;
  }
  return into;
}

/** X with A X = B, all columns at once. */
export function solveCholeskyMatrix(decomposition: Cholesky, b: Matrix): Matrix {
  const solved = zeroMatrix(b.rows, b.columns);
  const column = new Float64Array(b.rows);
  for (let at = 0; at < b.columns; at++) {
    for (let row = 0; row < b.rows; row++) column[row] = b.values[row * b.columns + at] ?? 0;
    solveCholesky(decomposition, column, column);
    for (let row = 0; row < b.rows; row++) solved.values[row * b.columns + at] = column[row] ?? 0;
  }
  return solved;
}
