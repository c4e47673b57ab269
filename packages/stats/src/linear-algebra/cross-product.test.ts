import { describe, expect, test } from "vitest";
import { addOuterProduct, crossProduct, crossProductWith, mirrorUpper } from "./cross-product.ts";
import { matrixOf, rowsOf, zeroMatrix } from "./matrix.ts";

const x = matrixOf([[1, 2], [3, 4], [5, 6]]);

describe("cross products", () => {
  test("X'X by hand: 1 + 9 + 25 = 35", () => {
    expect(rowsOf(crossProduct(x))).toEqual([[35, 44], [44, 56]]);
  });

  test("weights count rows: 1·1 + 0·9 + 2·25 = 51", () => {
    expect(rowsOf(crossProduct(x, { weights: [1, 0, 2] }))).toEqual([[51, 62], [62, 76]]);
    expect([...crossProductWith(x, [1, 1, -1], { weights: [1, 0, 2] })]).toEqual([1 - 10, 2 - 12]);
  });

  test("a result that is given is written over, and rows can be added one at a time", () => {
    const into = zeroMatrix(2, 2);
    crossProduct(x, { into });
    expect(rowsOf(crossProduct(x, { into }))).toEqual([[35, 44], [44, 56]]);
    const streamed = zeroMatrix(2, 2);
    for (const row of [[1, 2], [3, 4], [5, 6]]) addOuterProduct(streamed, row, 0, 1);
    expect(rowsOf(mirrorUpper(streamed))).toEqual([[35, 44], [44, 56]]);
  });

  test("as many weights and outcomes as rows, or it is refused", () => {
    expect(() => crossProduct(x, { weights: [1, 2] })).toThrow(RangeError);
    expect(() => crossProductWith(x, [1])).toThrow(RangeError);
  });
});
