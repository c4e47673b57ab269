import { type Matrix, zeroMatrix } from "./matrix.ts";

/** Rows become columns. */
export function transpose(a: Matrix): Matrix {
  const turned = zeroMatrix(a.columns, a.rows);
  for (let row = 0, at = 0; row < a.rows; row++) for (let column = 0; column < a.columns; column++, at++) turned.values[column * a.rows + row] = a.values[at] ?? 0;
  return turned;
}
