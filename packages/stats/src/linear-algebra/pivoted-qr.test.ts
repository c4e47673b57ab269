import { describe, expect, test } from "vitest";
import { leverages, multiplyByQ, multiplyByQTransposed, orthonormalBasis, upperTriangle } from "./apply-qr.ts";
import { matrixOf, rowsOf } from "./matrix.ts";
import { decomposeQr } from "./pivoted-qr.ts";

describe("the QR decomposition", () => {
  test("by hand: (3, 4) has length 5, and R's sign turns it to -5", () => {
    const qr = decomposeQr(matrixOf([[3], [4]]));
    expect(rowsOf(upperTriangle(qr))).toEqual([[-5]]);
    expect([...orthonormalBasis(qr).values]).toEqual([-0.6, -0.8].map((value) => expect.closeTo(value, 15)));
    expect([...leverages(qr)]).toEqual([9 / 25, 16 / 25].map((value) => expect.closeTo(value, 15)));
  });

  test("of two equal columns the second is dependent; zeros are, too; the others keep their order", () => {
    const qr = decomposeQr(matrixOf([[1, 1, 0, 0], [1, 1, 0, 1], [1, 1, 0, 3]]));
    expect(qr).toMatchObject({ rank: 2, order: [0, 3, 1, 2], dependentColumns: [1, 2] });
  });

  test("the tolerance decides: a column of which 1e-6 is left is kept, of which 1e-8 is left is not", () => {
    const withRest = (rest: number) => decomposeQr(matrixOf([[1, 1], [0, rest]])).rank;
    expect([withRest(1e-6), withRest(1e-8)]).toEqual([2, 1]);
    expect(decomposeQr(matrixOf([[1, 1], [0, 1e-8]]), { tolerance: 1e-10 }).rank).toBe(2);
  });

  test("numbers whose squares overflow or vanish keep their length", () => {
    expect(upperTriangle(decomposeQr(matrixOf([[3e200], [4e200]]))).values[0]).toBeCloseTo(-5e200, -187);
    expect((upperTriangle(decomposeQr(matrixOf([[3e-200], [4e-200]]))).values[0] ?? 0) / -5e-200).toBeCloseTo(1, 14);
  });

  test("no column at all has rank 0, nothing but zeros, too", () => {
    expect(decomposeQr(matrixOf([[0, 0], [0, 0]]))).toMatchObject({ rank: 0, dependentColumns: [0, 1] });
    expect(decomposeQr({ rows: 3, columns: 0, values: new Float64Array() }).rank).toBe(0);
  });

  test("Q undoes Q', and lengths that do not fit are refused", () => {
    const qr = decomposeQr(matrixOf([[1, 2], [3, 4], [5, 7]]));
    expect([...multiplyByQ(qr, multiplyByQTransposed(qr, [1, 2, 3]))]).toEqual([1, 2, 3].map((value) => expect.closeTo(value, 14)));
    expect(() => multiplyByQ(qr, [1])).toThrow(RangeError);
    expect(() => decomposeQr(matrixOf([[Number.NaN]]))).toThrow(RangeError);
  });
});
