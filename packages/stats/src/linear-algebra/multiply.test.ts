import { describe, expect, test } from "vitest";
import { compensatedSum } from "./compensated-sum.ts";
import { kronecker } from "./kronecker.ts";
import { matrixOf, rowsOf, zeroMatrix } from "./matrix.ts";
import { multiply, multiplyVector } from "./multiply.ts";
import { quadraticForm } from "./quadratic-form.ts";
import { transpose } from "./transpose.ts";

const a = matrixOf([[1, 2, 3], [4, 5, 6]]);
const b = matrixOf([[7, 8], [9, 10], [11, 12]]);

describe("products", () => {
  test("a product by hand: 1·7 + 2·9 + 3·11 = 58", () => {
    expect(rowsOf(multiply(a, b))).toEqual([[58, 64], [139, 154]]);
    expect([...multiplyVector(a, [1, 0, -1])]).toEqual([-2, -2]);
  });

  test("a result that is given is written over, not added to", () => {
    const into = zeroMatrix(2, 2);
    multiply(a, b, into);
    expect(multiply(a, b, into)).toBe(into);
    expect(rowsOf(into)).toEqual([[58, 64], [139, 154]]);
  });

  test("a transpose turns rows into columns", () => {
    expect(rowsOf(transpose(a))).toEqual([[1, 4], [2, 5], [3, 6]]);
  });

  test("quadratic and bilinear forms by hand: 2·1 + 2·1·2 + 3·4 = 18", () => {
    const symmetric = matrixOf([[2, 1], [1, 3]]);
    expect(quadraticForm(symmetric, [1, 2])).toBe(18);
    expect(quadraticForm(symmetric, [1, 2], [1, -1])).toBe(1 - 4);
  });

  test("the Kronecker product by hand", () => {
    expect(rowsOf(kronecker(matrixOf([[1, 2]]), matrixOf([[0, 1], [3, 4]])))).toEqual([[0, 1, 0, 2], [3, 4, 6, 8]]);
  });

  test("shapes that do not fit are refused", () => {
    expect(() => multiply(a, a)).toThrow(RangeError);
    expect(() => multiplyVector(a, [1, 2])).toThrow(RangeError);
    expect(() => quadraticForm(a, [1, 2])).toThrow(RangeError);
  });
});

describe("a compensated sum", () => {
  test("keeps what large numbers would swallow", () => {
    expect(compensatedSum([1, 1e100, 1, -1e100])).toBe(2);
    // 10 times 0.1 rounds to 1 when the rounding is kept; added plainly it is 0.9999999999999999.
    expect(compensatedSum(Array.from({ length: 10 }, () => 0.1))).toBe(1);
  });

  test("is 0 for nothing and infinite with an infinity", () => {
    expect(compensatedSum([])).toBe(0);
    expect(compensatedSum([1, Infinity, 2])).toBe(Infinity);
  });
});
