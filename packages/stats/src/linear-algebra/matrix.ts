/** Dense matrices of numbers, row by row. */

/**
 * `values[row * columns + column]`: row-major, because people and studies come as rows and are read one after the other.
 * R keeps columns together; transpose when comparing memory. Functions never change a matrix that they are given, except one
 * called `into`.
 */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/**
 * A matrix from its rows. Throws RangeError when rows differ in length.
 *
 * @example matrixOf([[1, 2], [3, 4]]).values // 1, 2, 3, 4
 */
export function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  for (const [at, row] of rows.entries()) if (row.length !== columns) throw new RangeError(`Row ${at} has ${row.length} numbers, the first has ${columns}.`);
  return { rows: rows.length, columns, values: Float64Array.from(rows.flat()) };
}

/** Rows times columns zeros. */
export function zeroMatrix(rows: number, columns: number): Matrix {
  return { rows, columns, values: new Float64Array(rows * columns) };
}

/** Ones on the diagonal. */
export function identityMatrix(size: number): Matrix {
  return diagonalMatrix(new Float64Array(size).fill(1));
}

/** The given numbers on the diagonal, zero elsewhere. */
export function diagonalMatrix(diagonal: ArrayLike<number>): Matrix {
  const made = zeroMatrix(diagonal.length, diagonal.length);
  for (let at = 0; at < diagonal.length; at++) made.values[at * (diagonal.length + 1)] = diagonal[at] ?? 0;
  return made;
}

/** One number of a matrix. Throws RangeError outside it. */
export function entryOf(matrix: Matrix, row: number, column: number): number {
  const value = row >= 0 && column >= 0 && column < matrix.columns ? matrix.values[row * matrix.columns + column] : undefined;
  if (value === undefined) throw new RangeError(`There is no row ${row}, column ${column} in a matrix of ${matrix.rows} by ${matrix.columns}.`);
  return value;
}

/** A copy of one column. */
export function columnOf(matrix: Matrix, column: number): Float64Array {
  return Float64Array.from({ length: matrix.rows }, (_, row) => entryOf(matrix, row, column));
}

/** Rows as arrays, for printing and tests. */
export function rowsOf(matrix: Matrix): number[][] {
  return Array.from({ length: matrix.rows }, (_, row) => [...matrix.values.subarray(row * matrix.columns, (row + 1) * matrix.columns)]);
}
