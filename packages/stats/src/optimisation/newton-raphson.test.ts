import { describe, expect, test } from "vitest";
import { type Matrix, matrixOf, rowsOf, zeroMatrix } from "../linear-algebra/matrix.ts";
import { maximiseNewton, newtonSteps } from "./newton-raphson.ts";
import { numericalGradient, numericalHessian } from "./numerical-derivatives.ts";

const single = (value: number, slope: number, bend: number) => ({ value, gradient: Float64Array.of(slope), hessian: matrixOf([[bend]]) });
/** 3 events in 10 with the log-odds as parameter. */
const threeInTen = ([b = 0]: ArrayLike<number> & Iterable<number>) => {
  const p = 1 / (1 + Math.exp(-b));
  return single(3 * b - 10 * Math.log1p(Math.exp(b)), 3 - 10 * p, -10 * p * (1 - p));
};
/** One covariate that separates events from others: the likelihood rises for ever. */
const separated = ([b = 0]: ArrayLike<number> & Iterable<number>) => {
  const p = 1 / (1 + Math.exp(b));
  return single(-4 * Math.log1p(Math.exp(-b)), 4 * p, -4 * p * (1 - p));
};

describe("Newton's method", () => {
  test("finds the log-odds log(3/7) of 3 events in 10, with variance 1/3 + 1/7", () => {
    const found = maximiseNewton(threeInTen, [0]);
    expect(found).toMatchObject({ converged: true, reason: null });
    expect(found.estimate[0]).toBeCloseTo(Math.log(3 / 7), 14);
    expect(-1 / (found.hessian.values[0] ?? 0)).toBeCloseTo(1 / 3 + 1 / 7, 13);
    expect(found.gradientNorm).toBeLessThan(1e-8);
  });

  test("halves steps from a start where the whole step would overshoot", () => {
    // -log cosh x: from 3 the whole step lands beyond -90.
    const found = maximiseNewton(([x = 0]) => single(-Math.log(Math.cosh(x)), -Math.tanh(x), -1 / Math.cosh(x) ** 2), [3]);
    expect(found.converged).toBe(true);
    expect(found.estimate[0]).toBeCloseTo(0, 12);
  });

  test("separation is no estimate: the gradient vanishes, the steps do not", () => {
    const found = maximiseNewton(separated, [0]);
    expect(found).toMatchObject({ converged: false, reason: "no-finite-maximum" });
    expect(found.gradientNorm).toBeLessThan(1e-7);
  });

  test("what is not concave, not finite, or contradicts itself is told with the last gradient", () => {
    expect(maximiseNewton(([x = 0]) => single(x * x, 2 * x, 2), [1])).toMatchObject({ converged: false, reason: "not-concave", gradientNorm: 2 });
    expect(maximiseNewton(() => single(Number.NaN, Number.NaN, -1), [1])).toMatchObject({ converged: false, reason: "not-finite", value: null, gradientNorm: 0 });
    // The slope has the wrong sign.
    expect(maximiseNewton(([x = 0]) => single(-x * x, 2 * x, -2), [1])).toMatchObject({ converged: false, reason: "no-rise" });
    expect(maximiseNewton(threeInTen, [0], { maximumIterations: 1 })).toMatchObject({ converged: false, reason: "too-many-iterations", iterations: 1 });
    expect(() => maximiseNewton(() => ({ value: 0, gradient: new Float64Array(2), hessian: zeroMatrix(2, 2) }), [1])).toThrow(RangeError);
  });

  test("the callback may give the same arrays each time", () => {
    const gradient = new Float64Array(1);
    const hessian: Matrix = zeroMatrix(1, 1);
    const found = maximiseNewton((point) => {
      const at = threeInTen(point);
      gradient.set(at.gradient);
      hessian.values.set(at.hessian.values);
      return { value: at.value, gradient, hessian };
    }, [5]);
    expect(found.estimate[0]).toBeCloseTo(Math.log(3 / 7), 14);
  });

  test("can be watched: the value never falls", () => {
    const values: number[] = [];
    for (const { value } of newtonSteps(threeInTen, [4])) values.push(value);
    expect(values.length).toBeGreaterThan(3);
    for (let at = 1; at < values.length; at++) expect((values[at] ?? 0) - (values[at - 1] ?? 0)).toBeGreaterThan(-1e-12);
  });
});

describe("numerical derivatives", () => {
  const f = ([x = 0, y = 0]: ArrayLike<number> & Iterable<number>) => x * x * y + Math.exp(y);

  test("agree with derivatives by hand: (2xy, x² + e^y) and (2y, 2x; 2x, e^y)", () => {
    const gradient = numericalGradient(f, [3, 2]);
    expect((gradient?.[0] ?? 0) / 12).toBeCloseTo(1, 10);
    expect((gradient?.[1] ?? 0) / (9 + Math.exp(2))).toBeCloseTo(1, 10);
    const hessian = numericalHessian(f, [3, 2]);
    expect(rowsOf(hessian ?? matrixOf([]))).toEqual([[expect.closeTo(4, 7), expect.closeTo(6, 7)], [expect.closeTo(6, 7), expect.closeTo(Math.exp(2), 7)]]);
  });

  test("at zero, and null where the function is no number", () => {
    expect(numericalGradient(([x = 0]) => Math.sin(x), [0])?.[0]).toBeCloseTo(1, 10);
    expect(numericalGradient(([x = 0]) => Math.log(x), [0])).toBeNull();
    expect(numericalHessian(([x = 0]) => Math.log(x), [0])).toBeNull();
  });
});
