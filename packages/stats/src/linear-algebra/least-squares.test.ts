import { describe, expect, test } from "vitest";
import { weightedLeastSquares } from "./least-squares.ts";
import { matrixOf, rowsOf } from "./matrix.ts";

const line = matrixOf([[1, 0], [1, 1], [1, 2]]);
const close = (values: readonly number[], digits = 13) => values.map((value) => expect.closeTo(value, digits));

describe("weighted least squares", () => {
  test("the line through 0, 0, 3: slope 3/2, intercept -1/2, residuals 1/2, -1, 1/2", () => {
    // X'X = [3 3; 3 5], X'y = (3, 6); its inverse is [5 -3; -3 3] / 6.
    const fit = weightedLeastSquares(line, [0, 0, 3]);
    expect(fit.coefficients).toEqual(close([-0.5, 1.5]));
    expect([...fit.residuals]).toEqual(close([0.5, -1, 0.5]));
    expect(fit.residualSumOfSquares).toBeCloseTo(1.5, 13);
    expect(fit.degreesOfFreedom).toBe(1);
    expect(rowsOf(fit.unscaledCovariance)).toEqual([close([5 / 6, -0.5]), close([-0.5, 0.5])]);
  });

  test("a mean with weights 1, 1, 2 of 1, 2, 5 is 13/4, with variance 1/4", () => {
    const fit = weightedLeastSquares(matrixOf([[1], [1], [1]]), [1, 2, 5], { weights: [1, 1, 2] });
    expect(fit.coefficients).toEqual(close([3.25]));
    expect([...fit.unscaledCovariance.values]).toEqual(close([0.25]));
    expect(fit.residualSumOfSquares).toBeCloseTo(2.25 ** 2 + 1.25 ** 2 + 2 * 1.75 ** 2, 12);
  });

  test("a row of weight 0 is predicted but does not count", () => {
    const fit = weightedLeastSquares(line, [1, 3, 100], { weights: [1, 1, 0] });
    expect(fit.coefficients).toEqual(close([1, 2]));
    expect(fit.residuals[2]).toBeCloseTo(95, 11);
    expect(fit.degreesOfFreedom).toBe(0);
  });

  test("a dependent column has no coefficient", () => {
    const fit = weightedLeastSquares(matrixOf([[1, 2, 0], [1, 2, 1], [1, 2, 2]]), [1, 3, 5]);
    expect(fit.coefficients).toEqual([expect.closeTo(1, 13), null, expect.closeTo(2, 13)]);
    expect(fit).toMatchObject({ rank: 2, keptColumns: [0, 2], dependentColumns: [1] });
  });

  test("weights below 0, and numbers that are none, are refused", () => {
    expect(() => weightedLeastSquares(line, [1, 2, 3], { weights: [1, -1, 1] })).toThrow(RangeError);
    expect(() => weightedLeastSquares(line, [1, Number.NaN, 3])).toThrow(RangeError);
    expect(() => weightedLeastSquares(line, [1, 2])).toThrow(RangeError);
  });
});
