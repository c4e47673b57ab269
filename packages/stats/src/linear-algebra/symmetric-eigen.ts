import { identityMatrix, type Matrix, zeroMatrix } from "./matrix.ts";
import { requireFinite, requireSquare } from "./require-matrix.ts";

/** `values` fall; column k of `vectors` belongs to value k, has length 1, and its largest entry is above zero. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: Matrix;
}

const mostSweeps = 100;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix; only its lower triangle is read.
 *
 * Jacobi's rotations: small eigenvalues of a positive definite matrix keep more digits than with a tridiagonal form, at a
 * price that grows with size³ (about 0.1 s for 100 rows). Throws RangeError unless the matrix is square and finite.
 * Source: Golub and Van Loan, Matrix Computations, 8.5; the stop of Demmel and Veselić 1992, doi:10.1137/0613074 (both
 * recalled). R: `eigen(A, symmetric = TRUE)`; signs of vectors are R's or the opposite.
 *
 * @example symmetricEigen(matrixOf([[2, 1], [1, 2]])).values // 3, 1
 */
export function symmetricEigen(a: Matrix): SymmetricEigen {
  const size = requireSquare(a, "symmetricEigen");
  requireFinite(a.values, "symmetricEigen");
  const { work, scale } = scaledCopy(a, size);
  // Rows of `turned` become the eigenvectors: rotations then touch neighbours in memory.
  const turned = identityMatrix(size).values;
  for (let sweep = 0, rotations = 1; rotations > 0; sweep++) {
    if (sweep === mostSweeps) throw new Error("Jacobi's rotations did not settle.");
    rotations = 0;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) if (rotate(work, turned, size, p, q)) rotations++;
  }
  return inOrder(work, turned, size, scale);
}

/** The lower triangle, mirrored, divided by its largest number: squares cannot overflow. */
function scaledCopy(a: Matrix, size: number): { readonly work: Float64Array; readonly scale: number } {
  let scale = 0;
  for (let row = 0; row < size; row++) for (let column = 0; column <= row; column++) scale = Math.max(scale, Math.abs(a.values[row * size + column] ?? 0));
  const work = new Float64Array(size * size);
  if (scale > 0) {
    for (let row = 0; row < size; row++) {
      for (let column = 0; column <= row; column++) work[row * size + column] = work[column * size + row] = (a.values[row * size + column] ?? 0) / scale;
    }
  }
  return { work, scale };
}

/** Turns the entry (p, q) to zero, unless it is negligible beside the diagonal. Says whether it turned. */
function rotate(work: Float64Array, turned: Float64Array, size: number, p: number, q: number): boolean {
  const off = work[p * size + q] ?? 0;
  const first = work[p * size + p] ?? 0;
  const second = work[q * size + q] ?? 0;
  if (Math.abs(off) <= Number.EPSILON * Math.sqrt(Math.abs(first * second)) || Math.abs(off) < 1e-40) return false;
  const theta = (second - first) / (2 * off);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(1, theta));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = tangent * cosine;
  turnRows(turned, size, p, q, cosine, sine);
  turnRows(work, size, p, q, cosine, sine);
  for (let at = 0; at < size; at++) {
    work[at * size + p] = work[p * size + at] ?? 0;
    work[at * size + q] = work[q * size + at] ?? 0;
  }
  work[p * size + p] = first - tangent * off;
  work[q * size + q] = second + tangent * off;
  work[p * size + q] = work[q * size + p] = 0;
  return true;
}

function turnRows(values: Float64Array, size: number, p: number, q: number, cosine: number, sine: number): void {
  for (let at = 0, atP = p * size, atQ = q * size; at < size; at++, atP++, atQ++) {
    const one = values[atP] ?? 0;
    const other = values[atQ] ?? 0;
    values[atP] = cosine * one - sine * other;
    values[atQ] = sine * one + cosine * other;
  }
}

function inOrder(work: Float64Array, turned: Float64Array, size: number, scale: number): SymmetricEigen {
  const found = Array.from({ length: size }, (_, at) => ({ at, value: (work[at * size + at] ?? 0) * scale })).toSorted((one, other) => other.value - one.value);
  const vectors = zeroMatrix(size, size);
  for (const [column, { at }] of found.entries()) {
    const vector = turned.subarray(at * size, (at + 1) * size);
    const largest = vector.reduce((most, entry) => (Math.abs(entry) > Math.abs(most) + 1e-12 ? entry : most), 0);
    for (let row = 0; row < size; row++) vectors.values[row * size + column] = largest < 0 ? -(vector[row] ?? 0) : (vector[row] ?? 0);
  }
  return { values: Float64Array.from(found, ({ value }) => value), vectors };
}
