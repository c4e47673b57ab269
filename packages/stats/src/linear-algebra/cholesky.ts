import { type Matrix, zeroMatrix } from "./matrix.ts";
import { requireLength, requireSquare } from "./require-matrix.ts";

/** A = L L' with L lower triangular and a diagonal above zero. */
export interface Cholesky {
  readonly positiveDefinite: true;
  readonly lower: Matrix;
}

/** Where the decomposition ended: the rows and columns before `pivot` (counted from 0) are positive definite, with it they are not. */
export interface NotPositiveDefinite {
  readonly positiveDefinite: false;
  readonly pivot: number;
}

export interface CholeskyOptions {
  /** What is left of a diagonal entry must exceed this part of it; rows × 2^-52 where left out, 0 as R's `chol`. */
  readonly tolerance?: number;
  /** A matrix to write L into; its upper triangle is set to zero. It may be A itself. */
  readonly into?: Matrix;
}

/**
 * The Cholesky decomposition of a symmetric matrix; only its lower triangle is read.
 *
 * A matrix that is not positive definite, is so only by rounding error, or holds a number that is not finite gives the first
 * pivot where that shows; never a NaN. Throws RangeError unless the matrix is square.
 * Source: Golub and Van Loan, Matrix Computations, 4.2 (recalled). R: `t(chol(A))`, to 1e-14 of the largest entry.
 *
 * @example decomposeCholesky(matrixOf([[4, 2], [2, 5]])) // lower: rows 2, 0 and 1, 2
 * @example decomposeCholesky(matrixOf([[1, 2], [2, 4]])) // not positive definite, pivot 1
 */
export function decomposeCholesky(a: Matrix, options: CholeskyOptions = {}): Cholesky | NotPositiveDefinite {
  const size = requireSquare(a, "decomposeCholesky");
  const { tolerance = size * Number.EPSILON, into = zeroMatrix(size, size) } = options;
  requireLength(into.values.length, size * size, "The factor");
  const lower = into.values;
  for (let row = 0; row < size; row++) {
    const start = row * size;
    for (let column = 0; column < row; column++) {
      const left = (a.values[start + column] ?? 0) - dot(lower, start, column * size, column);
      lower[start + column] = left / (lower[column * size + column] ?? 0);
    }
    const whole = a.values[start + row] ?? 0;
    const left = whole - dot(lower, start, start, row);
    // Written so that a NaN or an infinity ends here, too.
    if (!(left > tolerance * whole && left > 0 && left < Number.POSITIVE_INFINITY)) return { positiveDefinite: false, pivot: row };
    lower[start + row] = Math.sqrt(left);
    lower.fill(0, start + row + 1, start + size);
  }
  return { positiveDefinite: true, lower: into };
}

function dot(values: Float64Array, first: number, second: number, length: number): number {
  let sum = 0;
  for (let at = 0; at < length; at++) sum += (values[first + at] ?? 0) * (values[second + at] ?? 0);
  return sum;
}
