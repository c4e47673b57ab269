import { describe, expect, test } from "vitest";
import { estimateProportionExact } from "./clopper-pearson.ts";
import { ruleOfThree } from "./rule-of-three.ts";

describe("estimateProportionExact", () => {
  test("with nobody observed there is no estimate and the limits say nothing", () => {
    expect(estimateProportionExact(0, 0)).toEqual({ estimate: null, lower: 0, upper: 1, level: 0.95, sided: "two-sided", method: "clopper-pearson" });
    expect(estimateProportionExact(0, 0, { sided: "upper" })).toMatchObject({ estimate: null, lower: 0, upper: 1 });
  });

  test("one-sided limits leave the other side open", () => {
    expect(estimateProportionExact(3, 20, { sided: "upper" }).lower).toBe(0);
    expect(estimateProportionExact(3, 20, { sided: "lower" }).upper).toBe(1);
  });

  test("all events: the upper limit is 1, and the lower mirrors no event", () => {
    const { lower, upper } = estimateProportionExact(15, 15);
    expect(upper).toBe(1);
    expect(lower).toBeCloseTo(1 - estimateProportionExact(0, 15).upper, 14);
  });

  test("counts and levels that make no sense are refused", () => {
    for (const [events, n] of [[-1, 5], [6, 5], [1.5, 5], [1, 2.5], [Number.NaN, 5], [0, Number.POSITIVE_INFINITY], [0, 2_000_000]] as const) {
      expect(() => estimateProportionExact(events, n)).toThrow(RangeError);
    }
    for (const level of [0, 1, 95, Number.NaN]) expect(() => estimateProportionExact(1, 5, { level })).toThrow(RangeError);
  });
});

describe("ruleOfThree", () => {
  test("it lies a little above the exact limit, and never above 1", () => {
    for (const n of [5, 15, 30, 300]) {
      const exact = estimateProportionExact(0, n, { sided: "upper" }).upper;
      expect(ruleOfThree(n)).toBeGreaterThan(exact);
    }
    expect(ruleOfThree(2)).toBe(1);
    expect(() => ruleOfThree(0)).toThrow(RangeError);
  });
});
