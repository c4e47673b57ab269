import { describe, expect, test } from "vitest";
import { columnOf, diagonalMatrix, entryOf, identityMatrix, matrixOf, rowsOf } from "./matrix.ts";

describe("a matrix", () => {
  test("keeps its numbers row by row", () => {
    const made = matrixOf([[1, 2, 3], [4, 5, 6]]);
    expect([...made.values]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(entryOf(made, 1, 0)).toBe(4);
    expect([...columnOf(made, 2)]).toEqual([3, 6]);
    expect(rowsOf(made)).toEqual([[1, 2, 3], [4, 5, 6]]);
  });

  test("a diagonal has zeros beside it", () => {
    expect(rowsOf(diagonalMatrix([2, 3]))).toEqual([[2, 0], [0, 3]]);
    expect(rowsOf(identityMatrix(1))).toEqual([[1]]);
  });

  test("rows of different lengths and places outside are refused", () => {
    expect(() => matrixOf([[1, 2], [3]])).toThrow(RangeError);
    expect(() => entryOf(matrixOf([[1, 2]]), 0, 2)).toThrow(RangeError);
    expect(() => entryOf(matrixOf([[1, 2]]), 0, -1)).toThrow(RangeError);
  });
});
