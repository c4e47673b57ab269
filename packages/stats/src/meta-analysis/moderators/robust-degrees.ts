/** Degrees of freedom of robust variances, from their first two moments under the working model. */
import { type Matrix, zeroMatrix } from "../../linear-algebra/matrix.ts";
import { multiply, multiplyVector } from "../../linear-algebra/multiply.ts";
import { quadraticForm } from "../../linear-algebra/quadratic-form.ts";
import { symmetricPower } from "../../linear-algebra/symmetric-power.ts";
import { transpose } from "../../linear-algebra/transpose.ts";

/** Of one cluster: X'WAe, X'AWX and X'WAΦAWX. */
export interface ClusterParts {
  readonly score: Float64Array;
  readonly pull: Matrix;
  readonly spread: Matrix;
}

/** (Σ P_ii)² / Σ P_ij² with P_ij = δ_ij a'L_i a - (K_i a)'M(K_j a); the double sum from p by p matrices alone. */
export function satterthwaite(parts: readonly ClusterParts[], bread: Matrix, direction: Float64Array): number {
  const count = direction.length;
  const sum = zeroMatrix(count, count);
  let [trace, squares] = [0, 0];
  for (const { pull, spread } of parts) {
    const u = multiplyVector(pull, direction);
    const own = quadraticForm(spread, direction);
    const shared = quadraticForm(bread, u);
    trace += own - shared;
    squares += own * own - 2 * own * shared;
    addProduct(sum, u, u);
  }
  const turned = multiply(bread, sum);
  return (trace * trace) / (squares + traceOfProduct(turned, turned));
}

/**
 * η of the approximate Hotelling distribution: q(q + 1) over the total variance of the standardised variance, Σ over i, j, s, t of
 * P_ij(s,s) P_ij(t,t) + P_ij(s,t) P_ij(t,s). The double sum over clusters comes from p by p matrices, the clusters themselves apart.
 */
export function hotellingDegrees(parts: readonly ClusterParts[], bread: Matrix, directions: readonly Float64Array[]): number | null {
  const q = directions.length;
  const expected = zeroMatrix(q, q);
  for (const { pull, spread } of parts) {
    const own = formsOf(spread, directions);
    const shared = formsOf(bread, directions.map((direction) => multiplyVector(pull, direction)));
    for (let at = 0; at < q * q; at++) expected.values[at] = (expected.values[at] as number) + (own.values[at] as number) - (shared.values[at] as number);
  }
  const scale = symmetricPower(symmetrised(expected), -0.5);
  if (scale === null || scale.rank < q) return null;
  const standard = Array.from({ length: q }, (_, s) => {
    const made = new Float64Array(bread.rows);
    for (const [t, direction] of directions.entries()) for (let at = 0; at < made.length; at++) made[at] = (made[at] as number) + (scale.matrix.values[s * q + t] as number) * (direction[at] as number);
    return made;
  });
  const sums = Array.from({ length: q * q }, () => zeroMatrix(bread.rows, bread.rows));
  let total = 0;
  for (const { pull, spread } of parts) {
    const pulled = standard.map((direction) => multiplyVector(pull, direction));
    const own = formsOf(spread, standard).values;
    const shared = formsOf(bread, pulled).values;
    for (let s = 0; s < q; s++) {
      for (let t = 0; t < q; t++) {
        const [ss, tt, st, ts] = [s * q + s, t * q + t, s * q + t, t * q + s];
        const whole = (at: number): number => (own[at] as number) - (shared[at] as number);
        total += whole(ss) * whole(tt) + whole(st) * whole(ts) - (shared[ss] as number) * (shared[tt] as number) - (shared[st] as number) * (shared[ts] as number);
        addProduct(sums[st] as Matrix, pulled[s] as Float64Array, pulled[t] as Float64Array);
      }
    }
  }
  const turned = sums.map((sum) => multiply(bread, sum));
  for (let s = 0; s < q; s++) for (let t = 0; t < q; t++) total += traceOfProduct(turned[s * q + t] as Matrix, turned[t * q + s] as Matrix) + traceOfProduct(turned[t * q + s] as Matrix, turned[t * q + s] as Matrix);
  return (q * (q + 1)) / total;
}

function formsOf(matrix: Matrix, vectors: readonly Float64Array[]): Matrix {
  const made = zeroMatrix(vectors.length, vectors.length);
  for (const [s, one] of vectors.entries()) for (const [t, other] of vectors.entries()) made.values[s * vectors.length + t] = quadraticForm(matrix, one, other);
  return made;
}

function addProduct(into: Matrix, one: Float64Array, other: Float64Array): void {
  for (let row = 0, at = 0; row < one.length; row++) for (let column = 0; column < other.length; column++, at++) into.values[at] = (into.values[at] as number) + (one[row] as number) * (other[column] as number);
}

function traceOfProduct(one: Matrix, other: Matrix): number {
  let sum = 0;
  for (let row = 0; row < one.rows; row++) for (let column = 0; column < one.columns; column++) sum += (one.values[row * one.columns + column] as number) * (other.values[column * one.columns + row] as number);
  return sum;
}

/** Half of a matrix and its transpose. */
export function symmetrised(matrix: Matrix): Matrix {
  const turned = transpose(matrix);
  return { ...matrix, values: matrix.values.map((value, at) => (value + (turned.values[at] as number)) / 2) };
}
