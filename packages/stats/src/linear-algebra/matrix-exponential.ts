import { decomposeLu } from "./lu.ts";
import { type Matrix, zeroMatrix } from "./matrix.ts";
import { multiply } from "./multiply.ts";
import { requireFinite, requireSquare } from "./require-matrix.ts";
import { solveLuMatrix } from "./solve-lu.ts";

/** Up to this 1-norm the approximant of degree 13 is as good as rounding allows (Higham 2005, table 2.3). */
const largestNorm = 5.371920351148152;
const degree = 13;
const coefficients = padeCoefficients();

/**
 * exp(A) of a square matrix: for intensities Q and a time t, exp(tQ) are the transition probabilities of a multi-state model.
 *
 * `null` where the result overflows. Throws RangeError unless the matrix is square and finite.
 * Source: Higham 2005, "The scaling and squaring method for the matrix exponential revisited", doi:10.1137/04061101X
 * (recalled): Padé approximant of degree 13. No balancing: entries of very different size may lose digits.
 * R: `expm::expm(A)`.
 *
 * @example matrixExponential(matrixOf([[0, 1], [-1, 0]])) // cos 1, sin 1; -sin 1, cos 1
 */
export function matrixExponential(a: Matrix): Matrix | null {
  const size = requireSquare(a, "matrixExponential");
  requireFinite(a.values, "matrixExponential");
  const norm = largestColumnSum(a);
  const squarings = norm > largestNorm ? Math.ceil(Math.log2(norm / largestNorm)) : 0;
  // Beyond this even exp of the smallest part is no number; 2^squarings stays finite below it.
  if (squarings > 1000) return null;
  const scaled: Matrix = { ...a, values: a.values.map((value) => value / 2 ** squarings) };
  let result = approximant(scaled, size);
  for (let turn = 0; turn < squarings && result !== null; turn++) result = multiply(result, result);
  return result !== null && result.values.every((value) => Number.isFinite(value)) ? result : null;
}

/** (V - U)^-1 (V + U), U the odd and V the even part of the numerator. */
function approximant(a: Matrix, size: number): Matrix | null {
  const square = multiply(a, a);
  // Horner's rule in A².
  let odd = zeroMatrix(size, size);
  let even = zeroMatrix(size, size);
  for (let power = degree - 1; power >= 0; power -= 2) {
    odd = addToDiagonal(multiply(odd, square), coefficients[power + 1] ?? 0);
    even = addToDiagonal(multiply(even, square), coefficients[power] ?? 0);
  }
  const u = multiply(a, odd);
  const lower = decomposeLu({ ...a, values: even.values.map((value, at) => value - (u.values[at] ?? 0)) }, { tolerance: 0 });
  return lower.singular ? null : solveLuMatrix(lower, { ...a, values: even.values.map((value, at) => value + (u.values[at] ?? 0)) });
}

function addToDiagonal(a: Matrix, amount: number): Matrix {
  for (let at = 0; at < a.values.length; at += a.columns + 1) a.values[at] = (a.values[at] ?? 0) + amount;
  return a;
}

/** Of x^k in the numerator: 13! (26 - k)! / (26! k! (13 - k)!), each from the one before. */
function padeCoefficients(): readonly number[] {
  const made = [1];
  for (let k = 1; k <= degree; k++) made.push(((made[k - 1] ?? 0) * (degree - k + 1)) / (k * (2 * degree - k + 1)));
  return made;
}

function largestColumnSum(a: Matrix): number {
  let largest = 0;
  for (let column = 0; column < a.columns; column++) {
    let sum = 0;
    for (let at = column; at < a.values.length; at += a.columns) sum += Math.abs(a.values[at] ?? 0);
    largest = Math.max(largest, sum);
  }
  return largest;
}
