import { type Matrix, zeroMatrix } from "./matrix.ts";
import { requireLength } from "./require-matrix.ts";

/**
 * A B. With `into` (A's rows by B's columns, neither A nor B) nothing is allocated. Throws RangeError when shapes do not fit.
 *
 * @example multiply(matrixOf([[1, 2]]), matrixOf([[3], [4]])).values // 11
 */
export function multiply(a: Matrix, b: Matrix, into: Matrix = zeroMatrix(a.rows, b.columns)): Matrix {
  requireLength(b.rows, a.columns, "The second factor");
  requireLength(into.values.length, a.rows * b.columns, "The product");
  const { columns } = b;
  into.values.fill(0);
  for (let row = 0; row < a.rows; row++) {
    for (let inner = 0; inner < a.columns; inner++) {
      const factor = a.values[row * a.columns + inner] ?? 0;
      if (factor === 0) continue;
      for (let column = 0; column < columns; column++) {
        const at = row * columns + column;
        into.values[at] = (into.values[at] ?? 0) + factor * (b.values[inner * columns + column] ?? 0);
      }
    }
  }
  return into;
}

/** A x. */
export function multiplyVector(a: Matrix, x: ArrayLike<number>, into: Float64Array = new Float64Array(a.rows)): Float64Array {
  requireLength(x.length, a.columns, "The vector");
  requireLength(into.length, a.rows, "The product");
  for (let row = 0, at = 0; row < a.rows; row++) {
    let sum = 0;
    for (let column = 0; column < a.columns; column++, at++) sum += (a.values[at] ?? 0) * (x[column] ?? 0);
    into[row] = sum;
  }
  return into;
}
