/** Rows in scaled coordinates, made from the rows themselves: as many digits as least squares by QR keeps. */
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { invertLower } from "../linear-algebra/invert-positive-definite.ts";
import type { Matrix } from "../linear-algebra/matrix.ts";
import { multiplyVector } from "../linear-algebra/multiply.ts";
import { transpose } from "../linear-algebra/transpose.ts";
import type { ScaledCoordinates } from "./scaled-coordinates.ts";

/** Rows of [q, residual / scale], with the coordinates that they are in. `not-identified` where nothing is left to vary. */
export function scaledRows(basis: Matrix, upper: Matrix, outcome: Float64Array): { readonly coordinates: ScaledCoordinates; readonly values: Float64Array } {
  const { rows, columns } = basis;
  const left = Float64Array.from(outcome);
  const along = new Float64Array(columns);
  // Twice: what rounding left the first time is taken off the second.
  for (let pass = 0; pass < 2; pass++) {
    const turned = new Float64Array(columns);
    for (let row = 0; row < rows; row++) for (let at = 0; at < columns; at++) turned[at] = (turned[at] ?? 0) + (basis.values[row * columns + at] ?? 0) * (left[row] ?? 0);
    for (let row = 0; row < rows; row++) for (let at = 0; at < columns; at++) left[row] = (left[row] ?? 0) - (basis.values[row * columns + at] ?? 0) * (turned[at] ?? 0);
    for (let at = 0; at < columns; at++) along[at] = (along[at] ?? 0) + (turned[at] ?? 0);
  }
  let sum = 0;
  let whole = 0;
  for (let row = 0; row < rows; row++) {
    sum += (left[row] ?? 0) ** 2;
    whole += (outcome[row] ?? 0) ** 2;
  }
  if (!(sum > whole * 1e-26)) throw new StatisticRefusal("not-identified", "outcome", "The covariates foretell every outcome: nothing is left to vary.", "A model with errors needs outcomes that vary around it.");
  const scale = Math.sqrt(sum / rows);
  const values = new Float64Array(rows * (columns + 1));
  for (let row = 0; row < rows; row++) {
    values.set(basis.values.subarray(row * columns, (row + 1) * columns), row * (columns + 1));
    values[row * (columns + 1) + columns] = (left[row] ?? 0) / scale;
  }
  const inverse = transpose(invertLower(transpose(upper)));
  let logDeterminant = 0;
  for (let at = 0; at < columns; at++) logDeterminant += Math.log(Math.abs(upper.values[at * (columns + 1)] ?? 0));
  return { values, coordinates: { scale, inverse, shift: multiplyVector(inverse, along), logDeterminant } };
}
