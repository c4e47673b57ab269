import { describe, expect, test } from "vitest";
import { matrixOf, rowsOf, zeroMatrix } from "./matrix.ts";
import { symmetricEigen } from "./symmetric-eigen.ts";
import { generalisedInverse, inverseSymmetricSquareRoot, symmetricPower, symmetricSquareRoot } from "./symmetric-power.ts";

const close = (rows: readonly (readonly number[])[]) => rows.map((row) => row.map((value) => expect.closeTo(value, 13)));

describe("eigenvalues of a symmetric matrix", () => {
  test("[2 1; 1 2] has 3 along (1, 1) and 1 across", () => {
    const { values, vectors } = symmetricEigen(matrixOf([[2, 1], [1, 2]]));
    expect([...values]).toEqual([3, 1].map((value) => expect.closeTo(value, 14)));
    expect(Math.abs(vectors.values[0] ?? 0)).toBeCloseTo(Math.SQRT1_2, 14);
    expect(vectors.values[0]).toBeCloseTo(vectors.values[2] ?? 0, 14);
  });

  test("[0 1; 1 0], with nothing on its diagonal, has 1 and -1", () => {
    expect([...symmetricEigen(matrixOf([[0, 1], [1, 0]])).values]).toEqual([1, -1].map((value) => expect.closeTo(value, 14)));
  });

  test("zeros, one number, and nothing at all", () => {
    expect([...symmetricEigen(zeroMatrix(2, 2)).values]).toEqual([0, 0]);
    expect([...symmetricEigen(matrixOf([[-7]])).values]).toEqual([-7]);
    expect([...symmetricEigen(zeroMatrix(0, 0)).values]).toEqual([]);
  });

  test("sizes of 1e200 do not overflow, and what is not finite is refused", () => {
    expect((symmetricEigen(matrixOf([[2e200, 1e200], [1e200, 2e200]])).values[0] ?? 0) / 3e200).toBeCloseTo(1, 14);
    expect(() => symmetricEigen(matrixOf([[Number.NaN]]))).toThrow(RangeError);
    expect(() => symmetricEigen(matrixOf([[1, 2]]))).toThrow(RangeError);
  });
});

describe("powers of a symmetric matrix", () => {
  test("the root of [5 4; 4 5], with eigenvalues 9 and 1, is [2 1; 1 2]; its inverse is [2 -1; -1 2] / 3", () => {
    const a = matrixOf([[5, 4], [4, 5]]);
    expect(rowsOf(symmetricSquareRoot(a)?.matrix ?? zeroMatrix(0, 0))).toEqual(close([[2, 1], [1, 2]]));
    expect(rowsOf(inverseSymmetricSquareRoot(a)?.matrix ?? zeroMatrix(0, 0))).toEqual(close([[2 / 3, -1 / 3], [-1 / 3, 2 / 3]]));
  });

  test("the generalised inverse of [2 2; 2 2] is [1 1; 1 1] / 8, of rank 1; negative eigenvalues are inverted, too", () => {
    const found = generalisedInverse(matrixOf([[2, 2], [2, 2]]));
    expect(found.rank).toBe(1);
    expect(rowsOf(found.matrix)).toEqual(close([[0.125, 0.125], [0.125, 0.125]]));
    expect(rowsOf(generalisedInverse(matrixOf([[-4, 0], [0, 0]])).matrix)).toEqual([[-0.25, 0], [0, 0]]);
  });

  test("there is no root of a matrix with an eigenvalue below zero", () => {
    expect(symmetricSquareRoot(matrixOf([[0, 1], [1, 0]]))).toBeNull();
    expect(symmetricPower(zeroMatrix(2, 2), -0.5)).toMatchObject({ rank: 0 });
  });
});
