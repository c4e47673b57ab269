/** Covariances of visits by their names, with the parameters in which SAS holds them: variances, covariances and correlations. */
import { type Matrix, zeroMatrix } from "../linear-algebra/matrix.ts";
import type { CovarianceAt, SecondDerivative } from "./covariance-model.ts";

export const covarianceStructures = ["unstructured", "ar1", "ar1-heterogeneous", "compound-symmetry", "compound-symmetry-heterogeneous", "toeplitz", "toeplitz-heterogeneous"] as const;
export type CovarianceStructure = (typeof covarianceStructures)[number];

export interface StructureOfVisits {
  /** Names of the parameters, in their order. */
  readonly names: readonly string[];
  /** Whether a parameter is a variance or covariance (multiplied when the outcome is), or a correlation. */
  readonly scaled: readonly boolean[];
  readonly at: (parameters: Float64Array) => CovarianceAt;
  /** Where a search starts, from a covariance that is roughly right. */
  readonly start: (rough: Matrix) => Float64Array;
}

/** @example structureOfVisits("ar1", ["1", "2", "3"]).names // ["variance", "correlation"] */
export function structureOfVisits(structure: CovarianceStructure, visits: readonly string[]): StructureOfVisits {
  const size = visits.length;
  switch (structure) {
    case "unstructured":
      return unstructured(visits);
    case "compound-symmetry":
      return linearByLag(size, (lag) => Math.min(lag, 1), ["variance", "covariance"]);
    case "toeplitz":
      return linearByLag(size, (lag) => lag, ["variance", ...visits.slice(1).map((_, at) => `covariance at ${at + 1} visits`)]);
    case "ar1":
      return byCorrelation(visits, "one", ["correlation"], powers);
    case "ar1-heterogeneous":
      return byCorrelation(visits, "each", ["correlation"], powers);
    case "compound-symmetry-heterogeneous":
      return byCorrelation(visits, "each", ["correlation"], () => ({ at: 0, power: 1 }));
    case "toeplitz-heterogeneous":
      return byCorrelation(visits, "each", visits.slice(1).map((_, at) => `correlation at ${at + 1} visits`), (lag) => ({ at: lag - 1, power: 1 }));
  }
}

function unstructured(visits: readonly string[]): StructureOfVisits {
  const size = visits.length;
  const places = visits.flatMap((_, row) => visits.slice(row).map((__, more) => [row, row + more] as const));
  const first = places.map(([row, column]) => ones(size, (a, b) => (a === row && b === column) || (a === column && b === row)));
  return {
    names: places.map(([row, column]) => (row === column ? `variance of ${visits[row] ?? ""}` : `covariance of ${visits[row] ?? ""} and ${visits[column] ?? ""}`)),
    scaled: places.map(() => true),
    at: (parameters) => ({ value: combine(size, first, parameters), first, second: [] }),
    start: (rough) => Float64Array.from(places, ([row, column]) => rough.values[row * size + column] ?? 0),
  };
}

/** Covariances that are themselves the parameters: one for each class of lags. */
function linearByLag(size: number, classOf: (lag: number) => number, names: readonly string[]): StructureOfVisits {
  const held = size === 1 ? names.slice(0, 1) : names;
  const first = held.map((_, at) => ones(size, (a, b) => classOf(Math.abs(a - b)) === at));
  return {
    names: held,
    scaled: held.map(() => true),
    at: (parameters) => ({ value: combine(size, first, parameters), first, second: [] }),
    start: (rough) => Float64Array.from(held, (_, at) => meanOf(size, (a, b) => (classOf(Math.abs(a - b)) === at ? (rough.values[a * size + b] ?? 0) : null))),
  };
}

/** Which correlation stands at a lag, and to which power. */
type Correlation = (lag: number) => { readonly at: number; readonly power: number };
const powers: Correlation = (lag) => ({ at: 0, power: lag });

/** Variances times correlations: sqrt(v_i v_j) × (a correlation to a power of the lag); the derivatives are those of that product. */
function byCorrelation(visits: readonly string[], variances: "one" | "each", correlations: readonly string[], correlation: Correlation): StructureOfVisits {
  const size = visits.length;
  const held = size === 1 ? [] : correlations;
  const count = variances === "one" ? 1 : size;
  const names = [...(variances === "one" ? ["variance"] : visits.map((visit) => `variance of ${visit}`)), ...held];
  const at = (parameters: Float64Array): CovarianceAt => {
    const first = names.map(() => zeroMatrix(size, size));
    const second = new Map<number, Matrix>();
    const value = zeroMatrix(size, size);
    const add = (one: number, other: number, place: number, amount: number): void => {
      const key = Math.min(one, other) * names.length + Math.max(one, other);
      const matrix = second.get(key) ?? zeroMatrix(size, size);
      matrix.values[place] = (matrix.values[place] ?? 0) + amount;
      second.set(key, matrix);
    };
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        const place = a * size + b;
        const [i, j] = variances === "one" ? [0, 0] : [a, b];
        const vi = parameters[i] ?? 0;
        const vj = parameters[j] ?? 0;
        const root = i === j ? vi : Math.sqrt(vi) * Math.sqrt(vj);
        const { at: which, power } = a === b ? { at: 0, power: 0 } : correlation(Math.abs(a - b));
        const rho = parameters[count + which] ?? 0;
        const c = power === 0 ? 1 : rho ** power;
        value.values[place] = root * c;
        const bump = (k: number, amount: number): void => {
          const matrix = first[k] as Matrix;
          matrix.values[place] = (matrix.values[place] ?? 0) + amount;
        };
        if (i === j) bump(i, c);
        else {
          bump(i, (root * c) / (2 * vi));
          bump(j, (root * c) / (2 * vj));
          add(i, i, place, (-root * c) / (4 * vi * vi));
          add(j, j, place, (-root * c) / (4 * vj * vj));
          add(i, j, place, (root * c) / (4 * vi * vj));
        }
        if (power === 0) continue;
        const slope = power * rho ** (power - 1);
        const k = count + which;
        bump(k, root * slope);
        if (power > 1) add(k, k, place, root * power * (power - 1) * rho ** (power - 2));
        if (i === j) add(i, k, place, slope);
        else {
          add(i, k, place, (root * slope) / (2 * vi));
          add(j, k, place, (root * slope) / (2 * vj));
        }
      }
    }
    const seconds = [...second].map(([key, matrix]): SecondDerivative => ({ one: Math.floor(key / names.length), other: key % names.length, value: matrix }));
    return { value, first, second: seconds };
  };
  const start = (rough: Matrix): Float64Array => {
    const entry = (a: number, b: number): number => rough.values[a * size + b] ?? 0;
    const own = variances === "one" ? [meanOf(size, (a, b) => (a === b ? entry(a, a) : null))] : visits.map((_, visit) => entry(visit, visit));
    const found = held.map((_, which) =>
      meanOf(size, (a, b) => {
        if (a === b) return null;
        const { at: here, power } = correlation(Math.abs(a - b));
        return here === which && power === 1 ? entry(a, b) / Math.sqrt(entry(a, a) * entry(b, b)) : null;
      }),
    );
    return Float64Array.from([...own, ...found]);
  };
  return { names, scaled: names.map((_, which) => which < count), at, start };
}

function ones(size: number, where: (a: number, b: number) => boolean): Matrix {
  const made = zeroMatrix(size, size);
  for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) if (where(a, b)) made.values[a * size + b] = 1;
  return made;
}
function combine(size: number, parts: readonly Matrix[], factors: Float64Array): Matrix {
  const made = zeroMatrix(size, size);
  for (const [at, part] of parts.entries()) for (let place = 0; place < made.values.length; place++) made.values[place] = (made.values[place] ?? 0) + (factors[at] ?? 0) * (part.values[place] ?? 0);
  return made;
}
function meanOf(size: number, of: (a: number, b: number) => number | null): number {
  let sum = 0;
  let count = 0;
  for (let a = 0; a < size; a++)
    for (let b = a; b < size; b++) {
      const value = of(a, b);
      if (value === null) continue;
      sum += value;
      count += 1;
    }
  return count === 0 ? 0 : sum / count;
}
