import { describe, expect, test } from "vitest";
import { nearestDose } from "./nearest-dose.ts";

describe("the dose level closest to the target", () => {
  test("of two equally close ones the lower one, or by wish the higher one", () => {
    // 0.3 - 0.2 and 0.4 - 0.3 differ in double precision; they are a tie all the same.
    expect(nearestDose([0.1, 0.2, 0.4], 0.3)).toBe(2);
    expect(nearestDose([0.1, 0.2, 0.4], 0.3, { tie: "higher" })).toBe(3);
  });

  test("where the curve is the same in double precision it is taken to rise: the highest below the target, the lowest above it", () => {
    expect(nearestDose([0.2, 0.2, 0.2], 0.3)).toBe(3);
    expect(nearestDose([0.4, 0.4, 0.4], 0.3, { tie: "higher" })).toBe(1);
    expect(nearestDose([0.3, 0.3], 0.3)).toBe(2);
  });

  test("probabilities far below the target are told apart: many participants without an event lead up, not down", () => {
    // dfcrm 0.2-2.1, crm(): all estimates at most the target give the highest dose level. Here 0 of 40 at eight dose levels.
    expect(nearestDose([5.2e-60, 7.6e-43, 1.5e-26, 8.6e-15], 0.1)).toBe(4);
    expect(nearestDose([0, 0, 1e-300], 0.1)).toBe(3);
    expect(nearestDose([5.2e-60, 7.6e-43, 1.5e-26, 8.6e-15], 0.1, { closed: [false, false, true, true] })).toBe(2);
    expect(nearestDose([1 - 2e-16, 1 - 1e-16, 1], 0.3)).toBe(1);
  });

  test("closed dose levels are left out; null when all are closed", () => {
    expect(nearestDose([0.1, 0.3, 0.5], 0.3, { closed: [false, true, false] })).toBe(1);
    expect(nearestDose([0.1, 0.3], 0.3, { closed: [true, true] })).toBe(null);
  });

  test("below all and above all: the ends", () => {
    expect(nearestDose([0.1, 0.2], 0.9)).toBe(2);
    expect(nearestDose([0.1, 0.2], 0.01, { tie: "higher" })).toBe(1);
  });
});
