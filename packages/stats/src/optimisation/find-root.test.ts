import { describe, expect, test } from "vitest";
import { expandBracket } from "./expand-bracket.ts";
import { findMonotoneRoot } from "./find-monotone-root.ts";
import { findRoot } from "./find-root.ts";

describe("a root between two points", () => {
  test("√2 to the last digit, in few evaluations", () => {
    const found = findRoot((x) => x * x - 2, 0, 2);
    expect(found).toMatchObject({ found: true, root: expect.closeTo(Math.SQRT2, 15) as number });
    expect(found.evaluations).toBeLessThan(15);
  });

  test("a root at an end, a step instead of a crossing, a flat triple root, infinite values", () => {
    expect(findRoot((x) => x, 0, 1)).toMatchObject({ root: 0, value: 0, evaluations: 2 });
    expect(findRoot((x) => x - 1, 0, 1)).toMatchObject({ root: 1, value: 0 });
    expect(findRoot((x) => (x < 0.3 ? -1 : 1), 0, 1)).toMatchObject({ found: true, root: expect.closeTo(0.3, 15) as number });
    expect(findRoot((x) => (x - 0.7) ** 3, 0, 1)).toMatchObject({ found: true, root: expect.closeTo(0.7, 5) as number });
    expect(findRoot((x) => (x < 0.25 ? -Infinity : Math.log(x) + 1), 0, 1)).toMatchObject({ found: true, root: expect.closeTo(Math.exp(-1), 14) as number });
  });

  test("no change of sign, a NaN and too few evaluations are told, not thrown", () => {
    expect(findRoot((x) => x * x + 1, -1, 1)).toMatchObject({ found: false, reason: "no-sign-change" });
    expect(findRoot((x) => (x === 0 ? Number.NaN : x), -1, 1)).toMatchObject({ found: false, reason: "not-a-number", at: 0 });
    expect(findRoot((x) => Math.exp(x) - 5, 0, 100, { maximumEvaluations: 4 })).toMatchObject({ found: false, reason: "too-many-evaluations" });
    expect(() => findRoot((x) => x, 1, 0)).toThrow(RangeError);
  });

  test("a tolerance ends it earlier", () => {
    const [rough, exact] = [findRoot((x) => x ** 5 - 2, 0, 10, { tolerance: 1e-2 }), findRoot((x) => x ** 5 - 2, 0, 10)];
    expect(rough.evaluations).toBeLessThan(exact.evaluations);
    expect(rough).toMatchObject({ root: expect.closeTo(2 ** 0.2, 1) as number });
  });
});

describe("an interval that is widened", () => {
  test("moves the end that is closer to zero, and stays within its limits", () => {
    expect(expandBracket((x) => x - 10, 0, 1)).toEqual({ found: true, lower: 0, upper: 16 });
    expect(expandBracket((x) => x + 10, 0, 1)).toEqual({ found: true, lower: -15, upper: 1 });
    expect(expandBracket((x) => x - 10, 0, 1, { lowest: 0, highest: 5 })).toEqual({ found: false, reason: "no-sign-change", lower: 0, upper: 5 });
    expect(expandBracket(() => Number.NaN, 0, 1)).toMatchObject({ reason: "not-a-number" });
    expect(() => expandBracket((x) => x, 0, 1, { lowest: 0.5 })).toThrow(RangeError);
  });
});

describe("a root of a function that rises or falls", () => {
  test("is found from either side", () => {
    for (const start of [0, 2, 50]) expect(findMonotoneRoot((x) => 8 - x ** 3, { direction: "falling", start, step: 0.1 })).toMatchObject({ found: true, root: expect.closeTo(2, 14) as number });
    expect(findMonotoneRoot((x) => Math.log(x), { direction: "rising", start: 1e-300, step: 1, lowest: 1e-300 })).toMatchObject({ root: expect.closeTo(1, 14) as number });
  });

  test("beyond a limit is told apart, and the function is never asked there", () => {
    const asked: number[] = [];
    const falling = (x: number) => {
      asked.push(x);
      return -1 - x;
    };
    expect(findMonotoneRoot(falling, { direction: "falling", start: 5, step: 1, lowest: 0 })).toMatchObject({ found: false, reason: "below-lowest", at: 0 });
    expect(Math.min(...asked)).toBe(0);
    expect(findMonotoneRoot((x) => x - 10, { direction: "rising", start: 0, step: 1, highest: 9 })).toMatchObject({ reason: "above-highest", at: 9 });
  });

  test("the wrong direction and a NaN are told", () => {
    expect(findMonotoneRoot((x) => -5 - x, { direction: "rising", start: 0, step: 1 })).toMatchObject({ reason: "not-monotone" });
    expect(findMonotoneRoot(() => Number.NaN, { direction: "rising", start: 0, step: 1 })).toMatchObject({ reason: "not-a-number" });
    expect(() => findMonotoneRoot((x) => x, { direction: "rising", start: 0, step: 0 })).toThrow(RangeError);
  });
});
