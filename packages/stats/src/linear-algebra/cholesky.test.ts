import { describe, expect, test } from "vitest";
import { decomposeCholesky } from "./cholesky.ts";
import { invertPositiveDefinite } from "./invert-positive-definite.ts";
import { logDeterminant } from "./log-determinant.ts";
import { identityMatrix, matrixOf, rowsOf } from "./matrix.ts";
import { solveCholesky, solveCholeskyMatrix, solveLower, solveLowerTransposed } from "./solve-cholesky.ts";

const decomposed = (rows: number[][], tolerance?: number) => decomposeCholesky(matrixOf(rows), tolerance === undefined ? {} : { tolerance });

describe("the Cholesky decomposition", () => {
  test("by hand: 4 = 2², 2 = 1·2, 5 = 1² + 2²", () => {
    const found = decomposed([[4, 2], [2, 5]]);
    expect(found.positiveDefinite && rowsOf(found.lower)).toEqual([[2, 0], [1, 2]]);
    expect(logDeterminant(matrixOf([[4, 2], [2, 5]]))).toBeCloseTo(Math.log(16), 15);
  });

  test("of Hilbert matrices: √(2j - 1) ((i - 1)!)² / ((i + j - 1)! (i - j)!)", () => {
    const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
    const size = 6;
    const found = decomposed(Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_unused, j) => 1 / (i + j + 1))));
    if (!found.positiveDefinite) throw new Error("It is positive definite.");
    for (const [row, entries] of rowsOf(found.lower).entries()) for (const [column, entry] of entries.entries()) expect(entry).toBeCloseTo(column > row ? 0 : (Math.sqrt(2 * column + 1) * factorial(row) ** 2) / (factorial(row + column + 1) * factorial(row - column)), 11);
  });

  test("only the lower triangle is read, and the decomposition may take the place of the matrix", () => {
    const a = matrixOf([[4, 99], [2, 5]]);
    const found = decomposeCholesky(a, { into: a });
    expect(found.positiveDefinite).toBe(true);
    expect(rowsOf(a)).toEqual([[2, 0], [1, 2]]);
  });

  test("what is not positive definite names the pivot: dependent, negative, zero, NaN, infinite", () => {
    expect(decomposed([[1, 2], [2, 4]])).toEqual({ positiveDefinite: false, pivot: 1 });
    expect(decomposed([[-1]])).toEqual({ positiveDefinite: false, pivot: 0 });
    expect(decomposed([[1, 0, 0], [0, 0, 0], [0, 0, 1]])).toEqual({ positiveDefinite: false, pivot: 1 });
    expect(decomposed([[1, 0], [Number.NaN, 1]])).toEqual({ positiveDefinite: false, pivot: 1 });
    for (const tolerance of [0, 1e-10]) expect(decomposed([[Infinity]], tolerance)).toEqual({ positiveDefinite: false, pivot: 0 });
    expect(invertPositiveDefinite(matrixOf([[1, 2], [2, 4]]))).toBeNull();
    expect(logDeterminant(matrixOf([[0]]))).toBeNull();
  });

  test("a diagonal that only rounding keeps above zero is refused, unless the tolerance is 0", () => {
    // 1 - (1 - 2^-53)² is 2^-52 at most.
    const rows = [[1, 1 - 2 ** -53], [1 - 2 ** -53, 1]];
    expect(decomposed(rows).positiveDefinite).toBe(false);
    expect(decomposed(rows, 0).positiveDefinite).toBe(true);
  });

  test("solutions and the inverse by hand", () => {
    const found = decomposed([[4, 2], [2, 5]]);
    if (!found.positiveDefinite) throw new Error("It is positive definite.");
    expect([...solveCholesky(found, [8, 12])]).toEqual([1, 2]);
    const right = Float64Array.of(8, 12);
    expect([...solveCholesky(found, right, right)]).toEqual([1, 2]);
    // [2 0; 1 2] x = (4, 8): 2, 3; [2 1; 0 2] x = (4, 8): 0, 4.
    expect([...solveLower(found.lower, [4, 8])]).toEqual([2, 3]);
    expect([...solveLowerTransposed(found.lower, [4, 8])]).toEqual([0, 4]);
    expect(rowsOf(solveCholeskyMatrix(found, identityMatrix(2)))).toEqual([[5 / 16, -1 / 8], [-1 / 8, 1 / 4]]);
    expect(invertPositiveDefinite(matrixOf([[2, 1], [1, 1]]))?.values.map((value) => Math.round(value * 1e14) / 1e14)).toEqual(Float64Array.of(1, -1, -1, 2));
  });
});
