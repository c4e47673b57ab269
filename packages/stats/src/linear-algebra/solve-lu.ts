import type { LuDecomposition } from "./lu.ts";
import { type Matrix, zeroMatrix } from "./matrix.ts";
import { requireLength } from "./require-matrix.ts";

/** x with A x = b, from the decomposition of A. */
export function solveLu(decomposition: LuDecomposition, b: ArrayLike<number>): Float64Array {
  return solveLuMatrix(decomposition, { rows: b.length, columns: 1, values: Float64Array.from(b) }).values;
}

/**
 * X with A X = B, all columns at once; B the identity gives the inverse.
 *
 * @example solveLu(decomposition of [[0, 2], [1, 0]], [6, 5]) // 5, 3
 */
export function solveLuMatrix({ packed, order }: LuDecomposition, b: Matrix): Matrix {
  requireLength(b.rows, packed.rows, "The right side");
  const solved = zeroMatrix(b.rows, b.columns);
  for (let row = 0; row < b.rows; row++) {
    const from = (order[row] ?? 0) * b.columns;
    solved.values.set(b.values.subarray(from, from + b.columns), row * b.columns);
    for (let inner = 0; inner < row; inner++) subtractRow(solved, row, inner, packed.values[row * b.rows + inner] ?? 0);
  }
  for (let row = b.rows - 1; row >= 0; row--) {
    for (let inner = row + 1; inner < b.rows; inner++) subtractRow(solved, row, inner, packed.values[row * b.rows + inner] ?? 0);
    const pivot = packed.values[row * b.rows + row] ?? 0;
    for (let column = 0; column < b.columns; column++) solved.values[row * b.columns + column] = (solved.values[row * b.columns + column] ?? 0) / pivot;
  }
  return solved;
}

function subtractRow({ values, columns }: Matrix, from: number, taken: number, factor: number): void {
  if (factor === 0) return;
  for (let column = 0; column < columns; column++) values[from * columns + column] = (values[from * columns + column] ?? 0) - factor * (values[taken * columns + column] ?? 0);
}
