/** Coordinates in which covariates are orthonormal and the outcome is its own least-squares residual, of spread one. */
import { decomposeCholesky } from "../linear-algebra/cholesky.ts";
import { invertLower } from "../linear-algebra/invert-positive-definite.ts";
import { type Matrix, zeroMatrix } from "../linear-algebra/matrix.ts";
import { transpose } from "../linear-algebra/transpose.ts";
import { multiply } from "../linear-algebra/multiply.ts";
import { pairAt, type RowPattern } from "./row-pattern.ts";

/** X = Q R; the outcome is X shift + scale × (what is left). A combination l of coefficients is l'R^-1 of those of Q. */
export interface ScaledCoordinates {
  /** R^-1, upper triangular. */
  readonly inverse: Matrix;
  readonly shift: Float64Array;
  readonly scale: number;
  /** log |det R|. */
  readonly logDeterminant: number;
}

/**
 * Coordinates from sums alone: R of X'X. `keep` are the columns that stand in the model, the last number of a row is the outcome.
 * Gives the first dependent column (its place in `keep`) where they determine each other.
 */
export function coordinatesOf(patterns: readonly RowPattern[], keep: readonly number[], rows: number): ScaledCoordinates | { readonly dependent: number } {
  const width = patterns[0]?.width ?? 1;
  const total = new Float64Array(width * width);
  for (const { size, blocks } of patterns) for (let a = 0; a < size; a++) for (let at = 0, start = pairAt(size, a, a) * width * width; at < total.length; at++) total[at] = (total[at] ?? 0) + (blocks[start + at] ?? 0);
  const p = keep.length;
  const entry = (a: number, b: number): number => total[a * width + b] ?? 0;
  const spread = keep.map((column) => Math.sqrt(entry(column, column)));
  const gram = zeroMatrix(p, p);
  for (let a = 0; a < p; a++) {
    if (!((spread[a] ?? 0) > 0)) return { dependent: a };
    for (let b = 0; b < p; b++) gram.values[a * p + b] = entry(keep[a] ?? 0, keep[b] ?? 0) / ((spread[a] ?? 0) * (spread[b] ?? 0));
  }
  const factor = decomposeCholesky(gram, { tolerance: 1e-11 });
  if (!factor.positiveDefinite) return { dependent: factor.pivot };
  const inverse = transpose(invertLower(factor.lower));
  let logDeterminant = 0;
  for (let a = 0; a < p; a++) {
    logDeterminant += Math.log(factor.lower.values[a * (p + 1)] ?? 0) + Math.log(spread[a] ?? 0);
    for (let b = 0; b < p; b++) inverse.values[a * p + b] = (inverse.values[a * p + b] ?? 0) / (spread[a] ?? 0);
  }
  const turned = multiply(transpose(inverse), { rows: p, columns: 1, values: Float64Array.from(keep, (column) => entry(column, width - 1)) });
  const shift = multiply(inverse, turned).values;
  let left = entry(width - 1, width - 1);
  for (const value of turned.values) left -= value * value;
  const scale = Math.sqrt(Math.max(left, Number.MIN_VALUE) / rows);
  return { inverse, shift, scale, logDeterminant };
}

/** The transform T of rows [x, outcome] (of which `keep` stay) into [q, residual]: for `transformPattern`. */
export function transformOf({ inverse, shift, scale }: ScaledCoordinates, keep: readonly number[], width: number): Matrix {
  const p = keep.length;
  const made = zeroMatrix(width, p + 1);
  for (const [at, column] of keep.entries()) {
    for (let to = 0; to < p; to++) made.values[column * (p + 1) + to] = inverse.values[at * p + to] ?? 0;
    made.values[column * (p + 1) + p] = -(shift[at] ?? 0) / scale;
  }
  made.values[(width - 1) * (p + 1) + p] = 1 / scale;
  return made;
}
