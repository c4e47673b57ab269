/** Turns the rows of a participant so that only the first of them carry the random effects. */
import { type Matrix, zeroMatrix } from "../linear-algebra/matrix.ts";

/**
 * Householder reflections that make the rows' effects `carrier` upper triangular, applied to `rows` in place: after them row k
 * carries row k of the result, and rows from its number of rows on carry nothing. The likelihood does not see the turn.
 */
export function turnParticipant(carrier: Matrix, rows: Float64Array, width: number): Matrix {
  const { rows: count, columns } = carrier;
  const z = Float64Array.from(carrier.values);
  const steps = Math.min(count, columns);
  for (let step = 0; step < steps; step++) {
    let length = 0;
    for (let row = step; row < count; row++) length = Math.hypot(length, z[row * columns + step] ?? 0);
    if (length === 0) continue;
    const head = z[step * columns + step] ?? 0;
    const sign = head < 0 ? -1 : 1;
    const vector = Float64Array.from({ length: count - step }, (_, at) => z[(step + at) * columns + step] ?? 0);
    vector[0] = head + sign * length;
    const factor = 1 / (length * (length + Math.abs(head)));
    reflect(z, columns, step, vector, factor);
    reflect(rows, width, step, vector, factor);
    for (let row = step + 1; row < count; row++) z[row * columns + step] = 0;
  }
  const made = zeroMatrix(steps, columns);
  made.values.set(z.subarray(0, steps * columns));
  return made;
}

function reflect(values: Float64Array, width: number, from: number, vector: Float64Array, factor: number): void {
  for (let column = 0; column < width; column++) {
    let sum = 0;
    for (let at = 0; at < vector.length; at++) sum += (vector[at] ?? 0) * (values[(from + at) * width + column] ?? 0);
    sum *= factor;
    for (let at = 0; at < vector.length; at++) values[(from + at) * width + column] = (values[(from + at) * width + column] ?? 0) - sum * (vector[at] ?? 0);
  }
}
