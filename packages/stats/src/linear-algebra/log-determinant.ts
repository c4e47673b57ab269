import { type Cholesky, decomposeCholesky } from "./cholesky.ts";
import type { Matrix } from "./matrix.ts";

/**
 * log det A of a symmetric positive definite matrix, without overflow; `null` where it is not positive definite.
 *
 * @example logDeterminant(matrixOf([[4, 2], [2, 5]])) // log 16 = 2.772588722239781
 */
export function logDeterminant(a: Matrix): number | null {
  const decomposition = decomposeCholesky(a);
  return decomposition.positiveDefinite ? logDeterminantFromCholesky(decomposition) : null;
}

/** log det A from its decomposition: twice the sum of the logarithms of L's diagonal. */
export function logDeterminantFromCholesky({ lower }: Cholesky): number {
  let sum = 0;
  for (let at = 0; at < lower.values.length; at += lower.rows + 1) sum += Math.log(lower.values[at] ?? 0);
  return 2 * sum;
}
