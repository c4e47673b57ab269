import { type Matrix, zeroMatrix } from "./matrix.ts";
import type { PivotedQr } from "./pivoted-qr.ts";
import { requireLength } from "./require-matrix.ts";

/** Q' y: one number per row. R: `qr.qty`. `into` may be y itself. */
export function multiplyByQTransposed(qr: PivotedQr, y: ArrayLike<number>, into: Float64Array = new Float64Array(y.length)): Float64Array {
  requireLength(y.length, qr.packed.rows, "The vector");
  for (let at = 0; at < y.length; at++) into[at] = y[at] ?? 0;
  for (let step = 0; step < qr.rank; step++) reflectVector(qr, step, into);
  return into;
}

/** Q y: one number per row. R: `qr.qy`. `into` may be y itself. */
export function multiplyByQ(qr: PivotedQr, y: ArrayLike<number>, into: Float64Array = new Float64Array(y.length)): Float64Array {
  requireLength(y.length, qr.packed.rows, "The vector");
  for (let at = 0; at < y.length; at++) into[at] = y[at] ?? 0;
  for (let step = qr.rank - 1; step >= 0; step--) reflectVector(qr, step, into);
  return into;
}

/** The first `rank` columns of Q: an orthonormal basis of the columns of X. */
export function orthonormalBasis(qr: PivotedQr): Matrix {
  const { rows } = qr.packed;
  const basis = zeroMatrix(rows, qr.rank);
  const column = new Float64Array(rows);
  for (let at = 0; at < qr.rank; at++) {
    column.fill(0);
    column[at] = 1;
    multiplyByQ(qr, column, column);
    for (let row = 0; row < rows; row++) basis.values[row * qr.rank + at] = column[row] ?? 0;
  }
  return basis;
}

/** R of the kept columns, `rank` by `rank`, upper triangular, in the order of `order`. */
export function upperTriangle({ rank, order, packed }: PivotedQr): Matrix {
  const upper = zeroMatrix(rank, rank);
  for (let row = 0; row < rank; row++) for (let column = row; column < rank; column++) upper.values[row * rank + column] = packed.values[row * packed.columns + (order[column] ?? 0)] ?? 0;
  return upper;
}

/** Diagonal of X (X'X)^- X': the pull of each row on its own fitted value, from 0 to 1. They add up to the rank. R: `hat(qr)`. */
export function leverages(qr: PivotedQr): Float64Array {
  const basis = orthonormalBasis(qr);
  const pulls = new Float64Array(basis.rows);
  for (let row = 0, at = 0; row < basis.rows; row++) {
    let sum = 0;
    for (let column = 0; column < basis.columns; column++, at++) sum += (basis.values[at] ?? 0) ** 2;
    pulls[row] = Math.min(1, sum);
  }
  return pulls;
}

function reflectVector({ packed, order, heads, factors }: PivotedQr, step: number, into: Float64Array): void {
  const factor = factors[step] ?? 0;
  if (factor === 0) return;
  const { rows, columns, values } = packed;
  const column = order[step] ?? 0;
  const head = heads[step] ?? 0;
  let sum = head * (into[step] ?? 0);
  for (let row = step + 1, at = row * columns + column; row < rows; row++, at += columns) sum += (values[at] ?? 0) * (into[row] ?? 0);
  sum *= factor;
  into[step] = (into[step] ?? 0) - sum * head;
  for (let row = step + 1, at = row * columns + column; row < rows; row++, at += columns) into[row] = (into[row] ?? 0) - sum * (values[at] ?? 0);
}
