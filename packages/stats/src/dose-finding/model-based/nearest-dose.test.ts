import { describe, expect, test } from "vitest";
import { nearestDose } from "./nearest-dose.ts";

describe("the dose level closest to the target", () => {
  test("of two equally close ones the lower one, or by wish the higher one", () => {
    // 0.3 - 0.2 and 0.4 - 0.3 differ in double precision; they are a tie all the same.
    expect(nearestDose([0.1, 0.2, 0.4], 0.3)).toBe(2);
    expect(nearestDose([0.1, 0.2, 0.4], 0.3, { tie: "higher" })).toBe(3);
    expect(nearestDose([0.2, 0.2, 0.2], 0.3)).toBe(1);
    expect(nearestDose([0.2, 0.2, 0.2], 0.3, { tie: "higher" })).toBe(3);
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
