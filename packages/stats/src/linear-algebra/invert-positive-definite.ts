import { type Cholesky, type CholeskyOptions, decomposeCholesky } from "./cholesky.ts";
import { addOuterProduct, mirrorUpper } from "./cross-product.ts";
import { type Matrix, zeroMatrix } from "./matrix.ts";

/**
 * The inverse of a symmetric positive definite matrix, symmetric to the last bit; `null` where it is not positive definite
 * (`decomposeCholesky` says at which pivot). R: `chol2inv(chol(A))`.
 *
 * @example invertPositiveDefinite(matrixOf([[2, 1], [1, 1]])) // rows 1, -1 and -1, 2
 */
export function invertPositiveDefinite(a: Matrix, options: Pick<CholeskyOptions, "tolerance"> = {}): Matrix | null {
  const decomposition = decomposeCholesky(a, options);
  return decomposition.positiveDefinite ? inverseFromCholesky(decomposition) : null;
}

/** The inverse of the matrix that was decomposed: L^-T L^-1. */
export function inverseFromCholesky(decomposition: Cholesky): Matrix {
  const turned = invertLower(decomposition.lower);
  const inverse = zeroMatrix(turned.rows, turned.rows);
  for (let row = 0; row < turned.rows; row++) addOuterProduct(inverse, turned.values, row * turned.rows, 1);
  return mirrorUpper(inverse);
}

/** The inverse of a lower triangular matrix, row after row. */
export function invertLower(lower: Matrix): Matrix {
  const { rows, values } = lower;
  const inverse = zeroMatrix(rows, rows);
  for (let row = 0; row < rows; row++) {
    const start = row * rows;
    const diagonal = values[start + row] ?? 0;
    for (let inner = 0; inner < row; inner++) {
      const factor = (values[start + inner] ?? 0) / diagonal;
      if (factor === 0) continue;
      for (let column = 0; column <= inner; column++) inverse.values[start + column] = (inverse.values[start + column] ?? 0) - factor * (inverse.values[inner * rows + column] ?? 0);
    }
    inverse.values[start + row] = 1 / diagonal;
  }
  return inverse;
}
