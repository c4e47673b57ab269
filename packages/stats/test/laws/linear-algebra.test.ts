import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { orthonormalBasis, upperTriangle } from "../../src/linear-algebra/apply-qr.ts";
import { decomposeCholesky } from "../../src/linear-algebra/cholesky.ts";
import { crossProduct } from "../../src/linear-algebra/cross-product.ts";
import { determinant } from "../../src/linear-algebra/determinant.ts";
import { inverseFromCholesky } from "../../src/linear-algebra/invert-positive-definite.ts";
import { weightedLeastSquares } from "../../src/linear-algebra/least-squares.ts";
import { decomposeLu } from "../../src/linear-algebra/lu.ts";
import { diagonalMatrix, identityMatrix, type Matrix } from "../../src/linear-algebra/matrix.ts";
import { matrixExponential } from "../../src/linear-algebra/matrix-exponential.ts";
import { multiply, multiplyVector } from "../../src/linear-algebra/multiply.ts";
import { decomposeQr } from "../../src/linear-algebra/pivoted-qr.ts";
import { solveLu } from "../../src/linear-algebra/solve-lu.ts";
import { symmetricEigen } from "../../src/linear-algebra/symmetric-eigen.ts";
import { generalisedInverse, symmetricSquareRoot } from "../../src/linear-algebra/symmetric-power.ts";
import { transpose } from "../../src/linear-algebra/transpose.ts";
import { findMonotoneRoot } from "../../src/optimisation/find-monotone-root.ts";
import { findRoot } from "../../src/optimisation/find-root.ts";
import { integrate } from "../../src/quadrature/integrate.ts";

const entry = fc.integer({ min: -9, max: 9 });
const matrixOfSize = (rows: number, columns: number) => fc.array(entry, { minLength: rows * columns, maxLength: rows * columns }).map((values): Matrix => ({ rows, columns, values: Float64Array.from(values) }));
const size = fc.integer({ min: 1, max: 8 });
const anyMatrix = fc.tuple(size, size).chain(([rows, columns]) => matrixOfSize(rows, columns));
const square = size.chain((rows) => matrixOfSize(rows, rows));
const symmetric = square.map((a): Matrix => ({ ...a, values: a.values.map((value, at) => value + (transpose(a).values[at] ?? 0)) }));
const positiveDefinite = anyMatrix.map((a): Matrix => {
  const made = crossProduct(a);
  for (let at = 0; at < made.values.length; at += made.columns + 1) made.values[at] = (made.values[at] ?? 0) + 1;
  return made;
});

/** Entries differ by at most 1e-11 of the largest one, or of 1. */
function same(actual: Matrix, expected: Matrix, tolerance = 1e-11): void {
  expect([actual.rows, actual.columns]).toEqual([expected.rows, expected.columns]);
  const scale = expected.values.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  for (const [at, value] of expected.values.entries()) expect(Math.abs((actual.values[at] ?? Number.NaN) - value)).toBeLessThanOrEqual(tolerance * scale);
}
const holds = <Values>(property: fc.IProperty<Values>): void => fc.assert(property);

describe("laws of linear algebra", () => {
  test("Cholesky: L L' is the matrix, L has zeros above, and the inverse undoes it", () => {
    holds(fc.property(positiveDefinite, (a) => {
      const found = decomposeCholesky(a);
      if (!found.positiveDefinite) throw new Error("It is positive definite.");
      same(multiply(found.lower, transpose(found.lower)), a);
      found.lower.values.forEach((value, at) => expect(at % a.rows > Math.trunc(at / a.rows) && value !== 0).toBe(false));
      same(multiply(a, inverseFromCholesky(found)), identityMatrix(a.rows), 1e-9);
    }));
  });

  test("Cholesky: a sum of fewer squares than columns is never positive definite", () => {
    // Few small whole numbers: their sums of squares are exact, and no leading part is so nearly singular that rounding could pass for a square.
    const wholeNumbers = (rows: number, columns: number) => fc.array(fc.integer({ min: -4, max: 4 }), { minLength: rows * columns, maxLength: rows * columns }).map((values): Matrix => ({ rows, columns, values: Float64Array.from(values) }));
    holds(fc.property(fc.integer({ min: 2, max: 4 }).chain((columns) => wholeNumbers(columns - 1, columns)), (x) => {
      expect(decomposeCholesky(crossProduct(x), { tolerance: 1e-8 }).positiveDefinite).toBe(false);
    }));
  });

  test("QR: Q'Q is the identity, and Q R gives the kept columns back", () => {
    holds(fc.property(anyMatrix, (x) => {
      const qr = decomposeQr(x);
      const basis = orthonormalBasis(qr);
      same(crossProduct(basis), identityMatrix(qr.rank));
      const kept = qr.order.slice(0, qr.rank);
      const values = Float64Array.from({ length: x.rows * qr.rank }, (_, at) => x.values[Math.trunc(at / qr.rank) * x.columns + (kept[at % qr.rank] ?? 0)] ?? 0);
      same(multiply(basis, upperTriangle(qr)), { rows: x.rows, columns: qr.rank, values });
      expect(qr.dependentColumns.length).toBe(x.columns - qr.rank);
    }));
  });

  test("least squares: residuals are orthogonal to every column, also to dependent ones", () => {
    holds(fc.property(fc.integer({ min: 2, max: 9 }).chain((rows) => fc.tuple(matrixOfSize(rows, 3), fc.array(entry, { minLength: rows, maxLength: rows }), fc.array(fc.integer({ min: 0, max: 4 }), { minLength: rows, maxLength: rows }))), ([x, y, weights]) => {
      const fit = weightedLeastSquares(x, y, { weights });
      for (const left of multiplyVector(transpose(x), fit.residuals.map((value, row) => value * (weights[row] ?? 0)))) expect(Math.abs(left)).toBeLessThan(1e-9);
    }));
  });

  test("eigen: vectors are orthonormal, put the matrix together again, and values fall", () => {
    holds(fc.property(symmetric, (a) => {
      const { values, vectors } = symmetricEigen(a);
      same(crossProduct(vectors), identityMatrix(a.rows));
      same(multiply(multiply(vectors, diagonalMatrix(values)), transpose(vectors)), a);
      for (let at = 1; at < values.length; at++) expect(values[at]).toBeLessThanOrEqual(values[at - 1] ?? 0);
    }));
  });

  test("square root: S S is the matrix; generalised inverse: A G A is A, G A G is G, both symmetric", () => {
    holds(fc.property(anyMatrix, symmetric, (x, a) => {
      const gram = crossProduct(x);
      const root = symmetricSquareRoot(gram);
      if (root === null) return;
      same(multiply(root.matrix, root.matrix), gram, 1e-10);
      const inverse = generalisedInverse(a).matrix;
      expect([...transpose(inverse).values]).toEqual([...inverse.values]);
      same(multiply(multiply(a, inverse), a), a, 1e-8);
    }));
  });

  test("LU: the solution solves, and determinants multiply", () => {
    holds(fc.property(square, (a) => {
      const lu = decomposeLu(a);
      if (lu.singular || Math.abs(determinant(a)) < 0.5) return;
      const right = Float64Array.from({ length: a.rows }, (_, at) => at + 1);
      const back = multiplyVector(a, solveLu(lu, right));
      for (const [at, value] of right.entries()) expect(Math.abs((back[at] ?? 0) - value)).toBeLessThan(1e-6);
      // Of whole numbers it is a whole number.
      expect(Math.abs(determinant(a) / Math.round(determinant(a)) - 1)).toBeLessThan(1e-8);
      expect(determinant(multiply(a, a)) / determinant(a) ** 2).toBeCloseTo(1, 6);
    }));
  });

  test("exponential: exp(A) exp(-A) is the identity; rows of exp(Q) add up to 1 and none is below 0", () => {
    holds(fc.property(square, (whole) => {
      const a = { ...whole, values: whole.values.map((value) => value / 20) };
      const [there, back] = [matrixExponential(a), matrixExponential({ ...a, values: a.values.map((value) => -value) })];
      if (there === null || back === null) throw new Error("They are small.");
      same(multiply(there, back), identityMatrix(a.rows), 1e-9);
      const intensities = { ...whole, values: whole.values.map((value) => Math.abs(value)) };
      for (let row = 0; row < a.rows; row++) {
        intensities.values[row * (a.rows + 1)] = 0;
        intensities.values[row * (a.rows + 1)] = -intensities.values.subarray(row * a.rows, (row + 1) * a.rows).reduce((sum, value) => sum + value, 0);
      }
      const probabilities = matrixExponential(intensities);
      if (probabilities === null) throw new Error("Probabilities do not overflow.");
      for (const sum of multiplyVector(probabilities, new Float64Array(a.rows).fill(1))) expect(sum).toBeCloseTo(1, 11);
      for (const value of probabilities.values) expect(value).toBeGreaterThan(-1e-12);
    }));
  });
});

describe("laws of roots and integrals", () => {
  test("the root of a rising cubic is found to machine precision, with or without a bracket", () => {
    holds(fc.property(fc.double({ min: -50, max: 50, noNaN: true }), fc.double({ min: -100, max: 100, noNaN: true }), (root, start) => {
      const f = (x: number) => (x - root) * (1 + (x - root) ** 2);
      const close = 4 * Number.EPSILON * Math.max(Math.abs(root), Number.MIN_VALUE) + Number.MIN_VALUE;
      for (const found of [findRoot(f, -60, 70), findMonotoneRoot(f, { direction: "rising", start, step: 0.5 })]) {
        if (!found.found) throw new Error("There is a root.");
        expect(Math.abs(found.root - root)).toBeLessThanOrEqual(close);
      }
    }));
  });

  test("integrals over neighbouring intervals add up", () => {
    holds(fc.property(fc.double({ min: -5, max: 5, noNaN: true }), (cut) => {
      const f = (x: number) => Math.exp(-x) / (1 + x * x);
      const [low, high] = [Math.min(0, cut), Math.max(0, cut)];
      const sum = (integrate(f, -6, low).value ?? 0) + (integrate(f, low, high).value ?? 0) + (integrate(f, high, 6).value ?? 0);
      expect(sum / (integrate(f, -6, 6).value ?? 0)).toBeCloseTo(1, 9);
    }));
  });
});
