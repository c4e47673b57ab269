import type { Matrix } from "./matrix.ts";
import { requireFinite } from "./require-matrix.ts";

/** X with its columns in `order` is Q R, Q orthogonal and kept as reflections. */
export interface PivotedQr {
  readonly rank: number;
  /** `order[k]` is the column of X that stands k-th: first those that are kept, in X's order, then the dependent ones. */
  readonly order: readonly number[];
  /** Columns of X that the columns before them explain; as lm's NA coefficients. */
  readonly dependentColumns: readonly number[];
  /** In the columns of X: R on and above the step of the column, the reflection's vector below. */
  readonly packed: Matrix;
  /** First number of each reflection's vector, and what the reflection is multiplied by; 0 for none. */
  readonly heads: Float64Array;
  readonly factors: Float64Array;
}

/** As R's `lm` and `qr`: a column is dependent when less than this part of its length is left. */
export const dependenceTolerance = 1e-7;

/**
 * QR decomposition by Householder reflections. A column of which the columns before it leave less than `tolerance` of its
 * length goes to the end; the others keep their order, so that of two equal columns the second is dependent.
 *
 * Works on any shape; the rank is at most the smaller of rows and columns. Time rows × columns², one copy of X.
 * Throws RangeError when a number is not finite.
 * Source: Golub and Van Loan, Matrix Computations, 5.2 (recalled); the rule for dependent columns as documented for R's `qr`,
 * whose lengths are updated, not computed again: near the tolerance the two may differ.
 *
 * @example decomposeQr(matrixOf([[1, 1, 0], [1, 1, 1]])) // rank 2, order 0, 2, 1, dependent column 1
 */
export function decomposeQr(x: Matrix, options: { readonly tolerance?: number } = {}): PivotedQr {
  requireFinite(x.values, "decomposeQr");
  const { tolerance = dependenceTolerance } = options;
  const packed: Matrix = { ...x, values: Float64Array.from(x.values) };
  const order = Array.from({ length: x.columns }, (_, at) => at);
  const lengths = order.map((column) => lengthBelow(x, column, 0));
  const steps = Math.min(x.rows, x.columns);
  const heads = new Float64Array(steps);
  const factors = new Float64Array(steps);
  const sums = new Float64Array(x.columns);
  let left = x.columns;
  let step = 0;
  for (; step < Math.min(x.rows, left); step++) {
    let length = 0;
    // At the last step before `left` only one column remains to be looked at.
    for (; step < left; left--) {
      const column = order[step] ?? 0;
      length = lengthBelow(packed, column, step);
      if (length > 0 && length >= tolerance * (lengths[column] ?? 0)) break;
      order.splice(step, 1);
      order.push(column);
    }
    if (step >= left) break;
    if (step < x.rows - 1) reflect(packed, order, step, length, heads, factors, sums);
  }
  // Columns that were sent back keep coming in the order in which they were found: rising.
  return { rank: step, order, dependentColumns: order.slice(step).toSorted((one, other) => one - other), packed, heads, factors };
}

/** Reflects the step's column onto its first number, and all later columns with it. */
function reflect({ rows, columns, values }: Matrix, order: readonly number[], step: number, length: number, heads: Float64Array, factors: Float64Array, sums: Float64Array): void {
  const column = order[step] ?? 0;
  const first = values[step * columns + column] ?? 0;
  const head = first < 0 ? first - length : first + length;
  const factor = 1 / (length * Math.abs(head));
  heads[step] = head;
  factors[step] = factor;
  // Row by row: v'X first, then X - factor v (v'X).
  sums.fill(0);
  for (let row = step; row < rows; row++) {
    const start = row * columns;
    const part = row === step ? head : (values[start + column] ?? 0);
    if (part !== 0) for (let at = step + 1; at < columns; at++) sums[at] = (sums[at] ?? 0) + part * (values[start + (order[at] ?? 0)] ?? 0);
  }
  for (let row = step; row < rows; row++) {
    const start = row * columns;
    const part = factor * (row === step ? head : (values[start + column] ?? 0));
    if (part === 0) continue;
    for (let at = step + 1; at < columns; at++) {
      const place = start + (order[at] ?? 0);
      values[place] = (values[place] ?? 0) - part * (sums[at] ?? 0);
    }
  }
  values[step * columns + column] = first < 0 ? length : -length;
}

/** Length of a column from a row on, safe against overflow and underflow. */
function lengthBelow({ rows, columns, values }: Matrix, column: number, from: number): number {
  let sum = 0;
  for (let row = from; row < rows; row++) sum += (values[row * columns + column] ?? 0) ** 2;
  if (sum > 1e-280 && sum < 1e280) return Math.sqrt(sum);
  let largest = 0;
  for (let row = from; row < rows; row++) largest = Math.max(largest, Math.abs(values[row * columns + column] ?? 0));
  if (largest === 0) return 0;
  sum = 0;
  for (let row = from; row < rows; row++) sum += ((values[row * columns + column] ?? 0) / largest) ** 2;
  return largest * Math.sqrt(sum);
}
