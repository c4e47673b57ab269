import { addOuterProduct, mirrorUpper } from "./cross-product.ts";
import { type Matrix, zeroMatrix } from "./matrix.ts";
import { symmetricEigen } from "./symmetric-eigen.ts";

export interface SymmetricPowerOptions {
  /** Eigenvalues no larger in size than this part of the largest count as zero; 1e-12 where left out. */
  readonly tolerance?: number;
}

/** The power, and how many eigenvalues were not zero. */
export interface SymmetricPower {
  readonly matrix: Matrix;
  readonly rank: number;
}

/** S symmetric with S S = A; `null` where A has an eigenvalue below zero. */
export function symmetricSquareRoot(a: Matrix, options: SymmetricPowerOptions = {}): SymmetricPower | null {
  return symmetricPower(a, 0.5, options);
}

/** S symmetric with S A S the identity on the range of A, zero elsewhere; `null` where A has an eigenvalue below zero. */
export function inverseSymmetricSquareRoot(a: Matrix, options: SymmetricPowerOptions = {}): SymmetricPower | null {
  return symmetricPower(a, -0.5, options);
}

/**
 * The Moore-Penrose inverse of a symmetric matrix, of any signs and rank. R: `MASS::ginv(A, tol)`, whose default tolerance
 * is 1.5e-8.
 *
 * @example generalisedInverse(matrixOf([[2, 2], [2, 2]])) // all 0.125, rank 1
 */
export function generalisedInverse(a: Matrix, options: SymmetricPowerOptions = {}): SymmetricPower {
  return raise(a, options, (value) => 1 / value);
}

/**
 * A symmetric matrix raised to any power through its eigenvalues; those that count as zero stay zero, with negative powers,
 * too. `null` where an eigenvalue lies below zero. Throws RangeError unless the matrix is square and finite.
 */
export function symmetricPower(a: Matrix, power: number, options: SymmetricPowerOptions = {}): SymmetricPower | null {
  let negative = false;
  const raised = raise(a, options, (value) => {
    if (value < 0) negative = true;
    return Math.abs(value) ** power;
  });
  return negative ? null : raised;
}

function raise(a: Matrix, { tolerance = 1e-12 }: SymmetricPowerOptions, turn: (value: number) => number): SymmetricPower {
  const { values, vectors } = symmetricEigen(a);
  const size = values.length;
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const matrix = zeroMatrix(size, size);
  const vector = new Float64Array(size);
  let rank = 0;
  for (const [column, value] of values.entries()) {
    if (Math.abs(value) <= tolerance * largest) continue;
    rank++;
    for (let row = 0; row < size; row++) vector[row] = vectors.values[row * size + column] ?? 0;
    addOuterProduct(matrix, vector, 0, turn(value));
  }
  return { matrix: mirrorUpper(matrix), rank };
}
