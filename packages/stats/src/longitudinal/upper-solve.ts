/** R x of a matrix given by its inverse. */
import type { Matrix } from "../linear-algebra/matrix.ts";

/** Solves U x = b for an upper triangular U, by back substitution: with U = R^-1 it gives R b. */
export function upperSolve(upper: Matrix, right: ArrayLike<number>): Float64Array {
  const size = upper.rows;
  const solved = new Float64Array(size);
  for (let row = size - 1; row >= 0; row--) {
    let left = right[row] ?? 0;
    for (let column = row + 1; column < size; column++) left -= (upper.values[row * size + column] ?? 0) * (solved[column] ?? 0);
    solved[row] = left / (upper.values[row * (size + 1)] ?? 1);
  }
  return solved;
}
