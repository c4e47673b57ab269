import type { Matrix } from "./matrix.ts";

/** Throws RangeError unless the matrix is square; returns its size. */
export function requireSquare(matrix: Matrix, asking: string): number {
  if (matrix.rows !== matrix.columns) throw new RangeError(`${asking} needs a square matrix; got ${matrix.rows} by ${matrix.columns}.`);
  return matrix.rows;
}

/** Throws RangeError unless two lengths agree. */
export function requireLength(actual: number, expected: number, asking: string): void {
  if (actual !== expected) throw new RangeError(`${asking} needs ${expected} numbers; got ${actual}.`);
}

/** Throws RangeError at the first number that is not finite: what would turn every later number into NaN. */
export function requireFinite(values: ArrayLike<number>, asking: string): void {
  for (let at = 0; at < values.length; at++) if (!Number.isFinite(values[at])) throw new RangeError(`${asking} needs finite numbers; number ${at} is ${String(values[at])}.`);
}
