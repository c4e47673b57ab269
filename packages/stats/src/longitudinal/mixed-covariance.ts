/** Covariances of a random intercept and slope, for participants whose rows have been turned so that few of them carry the effects. */
import { type Matrix, matrixOf, zeroMatrix } from "../linear-algebra/matrix.ts";
import { transpose } from "../linear-algebra/transpose.ts";
import type { CovarianceAt, CovarianceModel, SecondDerivative } from "./covariance-model.ts";
import { threefold } from "./repeated-likelihood.ts";

export const randomKinds = ["intercept", "intercept-and-slope", "uncorrelated-intercept-and-slope"] as const;
export type RandomKind = (typeof randomKinds)[number];

/** Places (row, column) of the Cholesky factor, or of the covariance, of the effects: one parameter each. */
export const placesOf = (kind: RandomKind): readonly (readonly [number, number])[] => (kind === "intercept" ? [[0, 0]] : kind === "intercept-and-slope" ? [[0, 0], [1, 0], [1, 1]] : [[0, 0], [1, 1]]);
export const effectsOf = (kind: RandomKind): number => (kind === "intercept" ? 1 : 2);

/** Lower triangle with the parameters in their places. */
export function lowerOf(kind: RandomKind, parameters: ArrayLike<number>): Matrix {
  const size = effectsOf(kind);
  const lower = zeroMatrix(size, size);
  for (const [at, [row, column]] of placesOf(kind).entries()) lower.values[row * size + column] = parameters[at] ?? 0;
  return lower;
}

/**
 * V = R L L' R' + e² I in the entries of L and e, R being how each pattern's rows carry the effects (`null`: not at all).
 * No bound is needed: where the likelihood wants less variance than none, an entry of L comes to rest at zero.
 */
export function factoredCovariance(kind: RandomKind, carriers: readonly (Matrix | null)[]): CovarianceModel {
  const places = placesOf(kind);
  const size = effectsOf(kind);
  const units = places.map(([row, column]) => unit(size, row, column));
  return {
    parameters: places.length + 1,
    at: (parameters) => {
      const spread = parameters[places.length] ?? 0;
      if (!(Math.abs(spread) > 1e-150)) return null;
      const lower = lowerOf(kind, parameters);
      const inner = threefold(lower, transpose(lower), unitMatrix(size));
      const first = units.map((one) => symmetric(threefold(one, transpose(lower), unitMatrix(size))));
      const second = places.flatMap(([, column], k) => places.slice(k).flatMap(([, otherColumn], more) => (column === otherColumn ? [{ one: k, other: k + more, value: symmetric(threefold(units[k] as Matrix, transpose(units[k + more] as Matrix), unitMatrix(size))) }] : [])));
      return (pattern) => carried(carriers[pattern] ?? null, { inner, first, second }, spread * spread, 2 * spread, 2);
    },
  };
}

/** The same in the entries of the covariance of effects and the residual variance: linear, for Kenward and Roger and for standard errors. */
export function linearCovariance(kind: RandomKind, carriers: readonly (Matrix | null)[]): CovarianceModel {
  const places = placesOf(kind);
  const size = effectsOf(kind);
  const first = places.map(([row, column]) => (row === column ? unit(size, row, column) : symmetric(unit(size, row, column))));
  return {
    parameters: places.length + 1,
    at: (parameters) => {
      const residual = parameters[places.length] ?? 0;
      if (!(residual > 0)) return null;
      const inner = zeroMatrix(size, size);
      for (const [at, [row, column]] of places.entries()) {
        inner.values[row * size + column] = parameters[at] ?? 0;
        inner.values[column * size + row] = parameters[at] ?? 0;
      }
      return (pattern) => carried(carriers[pattern] ?? null, { inner, first, second: [] }, residual, 1, 0);
    },
  };
}

/** What stands between R and R', carried to the rows, with the residual part: its value, slope and curvature. */
function carried(carrier: Matrix | null, { inner, first, second }: { readonly inner: Matrix; readonly first: readonly Matrix[]; readonly second: readonly SecondDerivative[] }, residual: number, slope: number, curvature: number): CovarianceAt {
  const size = carrier?.rows ?? 1;
  const identity = unitMatrix(size);
  const last = first.length;
  const diagonal = (amount: number): Matrix => ({ ...identity, values: identity.values.map((value) => value * amount) });
  const ofResidual = curvature === 0 ? [] : [{ one: last, other: last, value: diagonal(curvature) }];
  if (carrier === null) return { value: diagonal(residual), first: [...first.map(() => null), diagonal(slope)], second: ofResidual };
  const turned = transpose(carrier);
  const value = threefold(carrier, inner, turned);
  for (let at = 0; at < size; at++) value.values[at * (size + 1)] = (value.values[at * (size + 1)] ?? 0) + residual;
  return { value, first: [...first.map((one) => threefold(carrier, one, turned)), diagonal(slope)], second: [...second.map((one) => ({ ...one, value: threefold(carrier, one.value, turned) })), ...ofResidual] };
}

function unit(size: number, row: number, column: number): Matrix {
  const made = zeroMatrix(size, size);
  made.values[row * size + column] = 1;
  return made;
}
const unitMatrix = (size: number): Matrix => matrixOf(Array.from({ length: size }, (_, row) => Array.from({ length: size }, (__, column) => (row === column ? 1 : 0))));
function symmetric(matrix: Matrix): Matrix {
  const turned = transpose(matrix);
  return { ...matrix, values: matrix.values.map((value, at) => value + (turned.values[at] ?? 0)) };
}
