import type { Matrix } from "./matrix.ts";
import { requireLength } from "./require-matrix.ts";

/**
 * x' A y; with y left out the quadratic form x' A x. Throws RangeError when shapes do not fit.
 *
 * @example quadraticForm(matrixOf([[2, 1], [1, 3]]), [1, 2]) // 18
 */
export function quadraticForm(a: Matrix, x: ArrayLike<number>, y: ArrayLike<number> = x): number {
  requireLength(x.length, a.rows, "The left vector");
  requireLength(y.length, a.columns, "The right vector");
  let sum = 0;
  for (let row = 0, at = 0; row < a.rows; row++) {
    let inner = 0;
    for (let column = 0; column < a.columns; column++, at++) inner += (a.values[at] ?? 0) * (y[column] ?? 0);
    sum += (x[row] ?? 0) * inner;
  }
  return sum;
}
