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

/**
 * (Σ P_ii)² / Σ P_ij² with P_ij = δ_ij a'L_i a - (K_i a)'M(K_j a), for any direction a. All of it is made of the products of two
 * entries of a: their factors are added up over clusters once, and a direction then costs no more for many clusters.
 */
export function satterthwaite(parts: readonly ClusterParts[], bread: Matrix): (direction: Float64Array) => number {
  const p = bread.rows;
  const pairs = Array.from({ length: p }, (_, one) => Array.from({ length: one + 1 }, (__, other) => [one, other] as const)).flat();
  const size = pairs.length;
  const first = new Float64Array(size);
  const second = zeroMatrix(size, size);
  const sums = pairs.map(() => zeroMatrix(p, p));
  const own = new Float64Array(size);
  const shared = new Float64Array(size);
  for (const { pull, spread } of parts) {
    const turned = multiply(multiply(transpose(pull), bread), pull);
    for (const [k, [one, other]] of pairs.entries()) {
      const times = one === other ? 1 : 2;
      own[k] = times * ((spread.values[one * p + other] as number) + (spread.values[other * p + one] as number)) / 2;
      shared[k] = times * (turned.values[one * p + other] as number);
      first[k] = (first[k] as number) + (own[k] as number) - (shared[k] as number);
      const into = (sums[k] as Matrix).values;
      for (let row = 0; row < p; row++) {
        for (let column = 0; column < p; column++) {
          const straight = (pull.values[row * p + one] as number) * (pull.values[column * p + other] as number);
          const crossed = one === other ? 0 : (pull.values[row * p + other] as number) * (pull.values[column * p + one] as number);
          into[row * p + column] = (into[row * p + column] as number) + straight + crossed;
        }
      }
    }
    for (let k = 0; k < size; k++) for (let l = 0; l < size; l++) second.values[k * size + l] = (second.values[k * size + l] as number) + (own[k] as number) * ((own[l] as number) - 2 * (shared[l] as number));
  }
  return (direction) => {
    const products = Float64Array.from(pairs, ([one, other]) => (direction[one] as number) * (direction[other] as number));
    const sum = zeroMatrix(p, p);
    let trace = 0;
    for (let k = 0; k < size; k++) {
      const product = products[k] as number;
      trace += product * (first[k] as number);
      const from = (sums[k] as Matrix).values;
      for (let at = 0; at < from.length; at++) sum.values[at] = (sum.values[at] as number) + product * (from[at] as number);
    }
    const turned = multiply(bread, sum);
    return (trace * trace) / (quadraticForm(second, products) + traceOfProduct(turned, turned));
  };
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
