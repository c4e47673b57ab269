import { decomposeLu } from "./lu.ts";
import type { Matrix } from "./matrix.ts";

/** `logAbsolute` is the logarithm of |det A|, `null` where the determinant is 0. */
export interface LogDeterminant {
  readonly sign: 1 | 0 | -1;
  readonly logAbsolute: number | null;
}

/**
 * The determinant of a square matrix; 0 where a pivot vanishes altogether. Beyond about 1e308 it is infinite: then ask for
 * `signedLogDeterminant`. Throws RangeError unless the matrix is square and finite.
 *
 * @example determinant(matrixOf([[1, 2], [3, 4]])) // -2
 */
export function determinant(a: Matrix): number {
  const lu = decomposeLu(a, { tolerance: 0 });
  if (lu.singular) return 0;
  let product: number = lu.sign;
  for (let at = 0; at < a.values.length; at += a.rows + 1) product *= lu.packed.values[at] ?? 0;
  return product;
}

/** Sign and logarithm of the determinant, for matrices whose determinant is too large or too small for a number. */
export function signedLogDeterminant(a: Matrix): LogDeterminant {
  const lu = decomposeLu(a, { tolerance: 0 });
  if (lu.singular) return { sign: 0, logAbsolute: null };
  let logAbsolute = 0;
  let { sign } = lu;
  for (let at = 0; at < a.values.length; at += a.rows + 1) {
    const pivot = lu.packed.values[at] ?? 0;
    logAbsolute += Math.log(Math.abs(pivot));
    if (pivot < 0) sign = sign === 1 ? -1 : 1;
  }
  return { sign, logAbsolute };
}
