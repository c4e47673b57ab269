import { describe, expect, test } from "vitest";
import { bfgsSteps, minimiseBfgs } from "./bfgs.ts";
import { minimiseLimitedBfgs } from "./limited-bfgs.ts";
import { minimiseBrent } from "./minimise-brent.ts";
import { minimiseNelderMead } from "./nelder-mead.ts";
import { profileLimit } from "./profile-limit.ts";

const rosenbrock = ([x = 0, y = 0]: ArrayLike<number> & Iterable<number>) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
const rosenbrockSlope = ([x = 0, y = 0]: ArrayLike<number> & Iterable<number>) => [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)];
/** Defined for x > 0 only, lowest at 1: x - log x. */
const barrier = ([x = 0]: ArrayLike<number> & Iterable<number>) => (x > 0 ? x - Math.log(x) : Number.NaN);

describe("a minimum on a line", () => {
  test("of (x - 2)² is at 2, of a function that rises at its lower end", () => {
    expect(minimiseBrent((x) => (x - 2) ** 2, 0, 5)).toMatchObject({ converged: true, reason: null, x: expect.closeTo(2, 8) as number });
    expect(minimiseBrent((x) => x, 0, 1).x).toBeLessThan(1e-7);
  });

  test("a function may be infinite in places, but no NaN; too few evaluations are told", () => {
    expect(minimiseBrent((x) => (x < 1 ? Infinity : x), 0, 3)).toMatchObject({ converged: true, x: expect.closeTo(1, 6) as number });
    expect(minimiseBrent(() => Number.NaN, 0, 1)).toMatchObject({ converged: false, reason: "not-a-number", value: null });
    expect(minimiseBrent((x) => Math.cosh(x), -1, 3, { maximumEvaluations: 3 })).toMatchObject({ converged: false, reason: "too-many-evaluations" });
    expect(() => minimiseBrent((x) => x, 1, 1)).toThrow(RangeError);
  });
});

describe("BFGS, with a whole matrix or little memory", () => {
  for (const [name, minimise] of [["matrix", minimiseBfgs], ["memory", minimiseLimitedBfgs]] as const) {
    test(`${name}: the bent valley of Rosenbrock ends at 1, 1`, () => {
      const analytic = minimise(rosenbrock, [-1.2, 1], { gradient: rosenbrockSlope });
      expect(analytic).toMatchObject({ converged: true, reason: null });
      expect([...analytic.estimate]).toEqual([1, 1].map((value) => expect.closeTo(value, 7)));
      const numerical = minimise(rosenbrock, [-1.2, 1]);
      expect(numerical.converged).toBe(true);
      expect([...numerical.estimate]).toEqual([1, 1].map((value) => expect.closeTo(value, 5)));
    });

    test(`${name}: a function that ends at zero is no obstacle`, () => {
      const found = minimise(barrier, [30]);
      expect(found.converged).toBe(true);
      expect(found.estimate[0]).toBeCloseTo(1, 5);
    });

    test(`${name}: what has no minimum, no value, or a wrong gradient is told`, () => {
      expect(minimise(([x = 0]) => -x, [0], { maximumIterations: 5 }).converged).toBe(false);
      expect(minimise(barrier, [-1])).toMatchObject({ converged: false, reason: "not-finite", value: null, gradient: null });
      const wrong = minimise(([x = 0]) => x * x, [1], { gradient: ([x = 0]) => [-2 * x] });
      expect(wrong).toMatchObject({ converged: false, reason: "no-descent", gradientNorm: 2 });
      expect(minimise(rosenbrock, [-1.2, 1], { maximumIterations: 2 })).toMatchObject({ converged: false, reason: "too-many-iterations", iterations: 2 });
    });
  }

  test("the curvature that is learnt is that of the function: a long thin bowl is left in few steps", () => {
    // With exact line searches BFGS ends a quadratic form of n parameters in n steps (Nocedal and Wright, theorem 6.4). Its line search
    // is inexact, so it takes some more; steepest descent, which learns nothing, would take thousands at this condition of 10,000.
    const scales = [1, 10, 100, 1_000, 10_000];
    const bowl = (x: Float64Array) => x.reduce((sum, value, k) => sum + ((scales[k] ?? 0) * (value - k) ** 2) / 2, 0);
    const slope = (x: Float64Array) => x.map((value, k) => (scales[k] ?? 0) * (value - k));
    for (const minimise of [minimiseBfgs, minimiseLimitedBfgs]) {
      const found = minimise(bowl, [1, 1, 1, 1, 1], { gradient: slope, gradientTolerance: 1e-10 });
      expect(found.converged).toBe(true);
      expect(found.iterations).toBeLessThan(40);
      expect([...found.estimate]).toEqual([0, 1, 2, 3, 4].map((value) => expect.closeTo(value, 8)));
    }
    expect(minimiseBfgs(rosenbrock, [-1.2, 1], { gradient: rosenbrockSlope }).iterations).toBeLessThan(50);
  });

  test("500 parameters with little memory", () => {
    const found = minimiseLimitedBfgs((x) => x.reduce((sum, value, k) => sum + (1 + (k % 7)) * (value - k) ** 2, 0), new Float64Array(500), { gradient: (x) => x.map((value, k) => 2 * (1 + (k % 7)) * (value - k)) });
    expect(found.converged).toBe(true);
    expect(found.estimate[499]).toBeCloseTo(499, 6);
  });

  test("can be watched: the value never rises", () => {
    const values = [...bfgsSteps(rosenbrock, [-1.2, 1])].map(({ value }) => value);
    for (let at = 1; at < values.length; at++) expect(values[at]).toBeLessThanOrEqual(values[at - 1] ?? 0);
  });
});

describe("Nelder and Mead's simplex", () => {
  test("finds 1, 1 without derivatives", () => {
    const found = minimiseNelderMead(rosenbrock, [-1.2, 1], { tolerance: 1e-14 });
    expect(found.converged).toBe(true);
    expect([...found.estimate]).toEqual([1, 1].map((value) => expect.closeTo(value, 5)));
  });

  test("no value at the start, or too few evaluations, is told", () => {
    expect(minimiseNelderMead(barrier, [-1])).toMatchObject({ converged: false, reason: "not-finite", value: null });
    expect(minimiseNelderMead(rosenbrock, [-1.2, 1], { maximumEvaluations: 20 })).toMatchObject({ converged: false, reason: "too-many-evaluations" });
    expect(minimiseNelderMead(barrier, [3]).estimate[0]).toBeCloseTo(1, 4);
  });
});

describe("a limit of a profile likelihood", () => {
  const normal = (x: number) => (-x * x) / 2;
  const about = { estimate: 0, maximum: 0, drop: 1.920729410347062, step: 0.5 } as const;

  test("of a normal mean is 1.96 standard errors away", () => {
    expect(profileLimit(normal, { ...about, side: "upper" })).toMatchObject({ reached: true, limit: expect.closeTo(1.959963984540054, 13) as number });
    expect(profileLimit(normal, { ...about, side: "lower" })).toMatchObject({ reached: true, limit: expect.closeTo(-1.959963984540054, 13) as number });
  });

  test("3 events in 10, likelihood drop 1.92: the limit solves 3 log p + 7 log (1 - p) = maximum - 1.92", () => {
    const profile = (p: number) => (p === 0 || p === 1 ? -Infinity : 3 * Math.log(p) + 7 * Math.log1p(-p));
    const found = profileLimit(profile, { estimate: 0.3, maximum: profile(0.3), drop: 1.920729410347062, side: "upper", step: 0.1, bound: 1 });
    if (!found.reached) throw new Error("It is reached.");
    expect(profile(found.limit)).toBeCloseTo(profile(0.3) - 1.920729410347062, 12);
    expect(found.limit).toBeGreaterThan(0.3);
  });

  test("not reached before the bound, or above the maximum, is told", () => {
    expect(profileLimit(normal, { ...about, side: "lower", bound: -1 })).toMatchObject({ reached: false, reason: "not-before-bound", at: -1 });
    expect(profileLimit(normal, { ...about, side: "lower", bound: 0 })).toMatchObject({ reached: false, reason: "not-before-bound", at: 0 });
    expect(profileLimit((x) => x, { ...about, side: "upper" })).toMatchObject({ reached: false, reason: "above-maximum" });
    expect(profileLimit(() => Number.NaN, { ...about, side: "upper" })).toMatchObject({ reached: false, reason: "not-a-number" });
    expect(() => profileLimit(normal, { ...about, side: "upper", bound: -1 })).toThrow(RangeError);
    expect(() => profileLimit(normal, { ...about, drop: 0, side: "upper" })).toThrow(RangeError);
  });
});
