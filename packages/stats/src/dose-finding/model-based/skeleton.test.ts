import { describe, expect, test } from "vitest";
import { skeletonByIndifferenceInterval } from "./skeleton.ts";

const usual = { halfwidth: 0.05, target: 0.25, priorDose: 3, doses: 5 };

describe("skeletons by indifference interval", () => {
  test("the prior dose level has the target, and probabilities rise", () => {
    const skeleton = skeletonByIndifferenceInterval(usual);
    expect(skeleton[2]).toBeCloseTo(0.25, 15);
    expect(skeleton.every((p, at) => at === 0 || p > (skeleton[at - 1] ?? 1))).toBe(true);
  });

  test("the next dose level of the empiric model by hand: 0.25^(log 0.3 / log 0.2)", () => {
    expect(skeletonByIndifferenceInterval(usual)[3]).toBeCloseTo(0.25 ** (Math.log(0.3) / Math.log(0.2)), 14);
  });

  test.each([
    ["halfwidth", { halfwidth: 0.25 }],
    ["halfwidth", { halfwidth: 0 }],
    ["target", { target: 0 }],
    ["priorDose", { priorDose: 6 }],
    ["intercept", { intercept: 3 }],
    ["intercept", { model: "logistic", intercept: -1 }],
    ["halfwidth", { halfwidth: 0.2, doses: 50 }],
  ] as const)("refuses %s by name", (path, options) => {
    expect(() => skeletonByIndifferenceInterval({ ...usual, ...options })).toThrow(expect.objectContaining({ path }));
  });
});
