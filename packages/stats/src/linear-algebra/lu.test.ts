import { describe, expect, test } from "vitest";
import { determinant, signedLogDeterminant } from "./determinant.ts";
import { decomposeLu } from "./lu.ts";
import { diagonalMatrix, matrixOf, rowsOf } from "./matrix.ts";
import { matrixExponential } from "./matrix-exponential.ts";
import { solveLu } from "./solve-lu.ts";

describe("general systems", () => {
  test("a zero in the first place needs an exchange: 2y = 6, x = 5", () => {
    const lu = decomposeLu(matrixOf([[0, 2], [1, 0]]));
    if (lu.singular) throw new Error("It is not singular.");
    expect([...solveLu(lu, [6, 5])]).toEqual([5, 3]);
    expect(lu.sign).toBe(-1);
  });

  test("a singular matrix names the column that depends on those before it", () => {
    expect(decomposeLu(matrixOf([[1, 2, 3], [2, 4, 7], [1, 2, 5]]))).toEqual({ singular: true, pivot: 1 });
    expect(determinant(matrixOf([[1, 2], [2, 4]]))).toBe(0);
    expect(signedLogDeterminant(matrixOf([[0]]))).toEqual({ sign: 0, logAbsolute: null });
  });

  test("determinants by hand: 1·4 - 2·3 = -2", () => {
    expect(determinant(matrixOf([[1, 2], [3, 4]]))).toBeCloseTo(-2, 14);
    expect(determinant(matrixOf([[2, 0, 1], [1, 3, 2], [1, 1, 1]]))).toBeCloseTo(2 * (3 - 2) + (1 - 3), 14);
    // -10^400 is no number, its logarithm is.
    expect(signedLogDeterminant(diagonalMatrix([-1e200, 1e200]))).toEqual({ sign: -1, logAbsolute: expect.closeTo(400 * Math.LN10, 10) as number });
  });

  test("what is not square or not finite is refused", () => {
    expect(() => decomposeLu(matrixOf([[1, 2]]))).toThrow(RangeError);
    expect(() => decomposeLu(matrixOf([[Infinity]]))).toThrow(RangeError);
  });
});

describe("the matrix exponential", () => {
  const close = (rows: readonly (readonly number[])[]) => rows.map((row) => row.map((value) => expect.closeTo(value, 13)));

  test("of a turn by 20 radians, after squaring: cosine and sine", () => {
    expect(rowsOf(matrixExponential(matrixOf([[0, 20], [-20, 0]])) ?? matrixOf([]))).toEqual(close([[Math.cos(20), Math.sin(20)], [-Math.sin(20), Math.cos(20)]]));
  });

  test("of a strictly triangular matrix: 1 + A, and of one number: exp", () => {
    expect(rowsOf(matrixExponential(matrixOf([[0, 3], [0, 0]])) ?? matrixOf([]))).toEqual(close([[1, 3], [0, 1]]));
    expect(matrixExponential(matrixOf([[-2]]))?.values[0]).toBeCloseTo(Math.exp(-2), 15);
  });

  test("an overflow is null", () => {
    expect(matrixExponential(matrixOf([[1000]]))).toBeNull();
    expect(matrixExponential(matrixOf([[1e308]]))).toBeNull();
  });
});
