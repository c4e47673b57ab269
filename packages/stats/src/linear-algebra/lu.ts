import type { Matrix } from "./matrix.ts";
import { requireFinite, requireSquare } from "./require-matrix.ts";

/** P A = L U: L (ones on its diagonal) and U in one matrix; `order[k]` is the row of A that stands k-th. */
export interface LuDecomposition {
  readonly singular: false;
  readonly packed: Matrix;
  readonly order: Int32Array;
  /** 1 for an even number of exchanged rows, -1 for an odd one. */
  readonly sign: 1 | -1;
}

/** The first column (from 0) that depends on those before it. */
export interface SingularMatrix {
  readonly singular: true;
  readonly pivot: number;
}

/**
 * LU decomposition with exchange of rows, for general square systems.
 *
 * A pivot no larger than `tolerance` (rows × 2^-52 where left out) times the largest entry of its column in A makes the matrix
 * singular to working precision. Throws RangeError unless the matrix is square and finite.
 * Source: Golub and Van Loan, Matrix Computations, 3.4 (recalled). R: `solve(A, b)`.
 *
 * @example decomposeLu(matrixOf([[0, 1], [1, 0]])) // order 1, 0; sign -1
 */
export function decomposeLu(a: Matrix, options: { readonly tolerance?: number } = {}): LuDecomposition | SingularMatrix {
  const size = requireSquare(a, "decomposeLu");
  requireFinite(a.values, "decomposeLu");
  const { tolerance = size * Number.EPSILON } = options;
  const values = Float64Array.from(a.values);
  const order = Int32Array.from({ length: size }, (_, at) => at);
  let sign: 1 | -1 = 1;
  for (let step = 0; step < size; step++) {
    const pivot = largestBelow(values, size, step);
    const found = Math.abs(values[pivot * size + step] ?? 0);
    if (!(found > tolerance * largestInColumn(a, step))) return { singular: true, pivot: step };
    if (pivot !== step) {
      swapRows(values, size, pivot, step);
      [order[pivot], order[step]] = [order[step] ?? 0, order[pivot] ?? 0];
      sign = sign === 1 ? -1 : 1;
    }
    eliminate(values, size, step);
  }
  return { singular: false, packed: { rows: size, columns: size, values }, order, sign };
}

function eliminate(values: Float64Array, size: number, step: number): void {
  const pivot = values[step * size + step] ?? 0;
  for (let row = step + 1; row < size; row++) {
    const factor = (values[row * size + step] ?? 0) / pivot;
    values[row * size + step] = factor;
    if (factor === 0) continue;
    for (let column = step + 1; column < size; column++) values[row * size + column] = (values[row * size + column] ?? 0) - factor * (values[step * size + column] ?? 0);
  }
}

function largestBelow(values: Float64Array, size: number, step: number): number {
  let best = step;
  for (let row = step + 1; row < size; row++) if (Math.abs(values[row * size + step] ?? 0) > Math.abs(values[best * size + step] ?? 0)) best = row;
  return best;
}

function largestInColumn(a: Matrix, column: number): number {
  let largest = 0;
  for (let at = column; at < a.values.length; at += a.columns) largest = Math.max(largest, Math.abs(a.values[at] ?? 0));
  return largest;
}

function swapRows(values: Float64Array, size: number, one: number, other: number): void {
  const kept = values.slice(one * size, (one + 1) * size);
  values.copyWithin(one * size, other * size, (other + 1) * size);
  values.set(kept, other * size);
}
