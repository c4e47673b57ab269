import { describe, expect, test } from "vitest";
import { backTransform } from "./back-transform.ts";
import { harmonicMean } from "./harmonic-mean.ts";
import { hedgesFactor } from "./hedges-factor.ts";

describe("back to the natural scale", () => {
  test("Freeman-Tukey values of whole studies go back to their proportions and rates", () => {
    const value = (Math.asin(Math.sqrt(3 / 11)) + Math.asin(Math.sqrt(4 / 11))) / 2;
    expect(backTransform("proportion-freeman-tukey", value, { size: 10 })).toBeCloseTo(0.3, 12);
    expect(backTransform("rate-freeman-tukey", (Math.sqrt(3 / 8) + Math.sqrt(4 / 8)) / 2, { size: 8 })).toBeCloseTo(3 / 8, 14);
  });

  test("limits beyond what the scale holds are the ends", () => {
    expect(backTransform("proportion-arcsine", -0.1)).toBe(0);
    expect(backTransform("proportion-arcsine", 1.6)).toBe(1);
    expect(backTransform("proportion-freeman-tukey", 0.01, { size: 10 })).toBe(0);
    expect(backTransform("proportion-freeman-tukey", 1.55, { size: 10 })).toBe(1);
    expect(backTransform("rate-freeman-tukey", 0.01, { size: 8 })).toBe(0);
    expect(backTransform("rate-square-root", -1)).toBe(0);
  });

  test("without sizes a Freeman-Tukey value cannot be taken back, and a generic one has no other scale", () => {
    expect(backTransform("proportion-freeman-tukey", 0.5)).toBeNull();
    expect(backTransform("rate-freeman-tukey", 0.5)).toBeNull();
    expect(backTransform("generic", 0.5)).toBeNull();
  });

  test("ratios, logits, raw scales", () => {
    expect(backTransform("hazard-ratio", 0)).toBe(1);
    expect(backTransform("proportion-logit", -800)).toBe(0);
    expect(backTransform("proportion-logit", 0)).toBe(0.5);
    expect(backTransform("risk-difference", -0.25)).toBe(-0.25);
    expect(harmonicMean([2, 6])).toBe(3);
  });

  // Γ(3/2) = √π / 2 and Γ(5/2) = 3 √π / 4.
  test("Hedges' factor in closed form at 3 and 5 degrees of freedom, and none at 1", () => {
    expect(hedgesFactor(3)).toBeCloseTo(Math.sqrt(Math.PI) / 2 / Math.sqrt(1.5), 14);
    expect(hedgesFactor(5)).toBeCloseTo((0.75 * Math.sqrt(Math.PI)) / Math.sqrt(2.5), 14);
    expect(hedgesFactor(1)).toBeNull();
  });
});
