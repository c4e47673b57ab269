import { type Matrix, zeroMatrix } from "./matrix.ts";

/**
 * The Kronecker product: every number of A times the whole of B, as R's `A %x% B`.
 *
 * @example kronecker(identityMatrix(2), matrixOf([[1, 2]])) // rows 1, 2, 0, 0 and 0, 0, 1, 2
 */
export function kronecker(a: Matrix, b: Matrix): Matrix {
  const made = zeroMatrix(a.rows * b.rows, a.columns * b.columns);
  for (let row = 0, at = 0; row < made.rows; row++) {
    for (let column = 0; column < made.columns; column++, at++) {
      const outer = a.values[Math.trunc(row / b.rows) * a.columns + Math.trunc(column / b.columns)] ?? 0;
      made.values[at] = outer * (b.values[(row % b.rows) * b.columns + (column % b.columns)] ?? 0);
    }
  }
  return made;
}
