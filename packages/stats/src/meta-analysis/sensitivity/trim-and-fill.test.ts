import { describe, expect, test } from "vitest";
import { trimAndFill } from "./trim-and-fill.ts";

const common = { measure: "generic", model: "common" } as const;

describe("trim and fill", () => {
  test("a variance of L0 below 0 is no standard error", () => {
    // metafor 3.8: k0 = 0, se.k0 = NaN.
    const made = trimAndFill({ estimate: [-0.32, 0.03, 0.26, -0.73, 0.23, -0.01], standardError: [0.54, 0.16, 0.25, 0.56, 0.1, 0.17] }, { ...common, side: "left" });
    expect(made.missingStudies).toBe(0);
    expect(made.standardError).toBeNull();
  });

  test("the longest run above is two, and R0 takes one off: the highest is mirrored about the middle of the others", () => {
    // Mean 27/7 = 3.86: distances of 8 and 9 rank 6 and 7, that of 0 ranks 5: R0 = 7 - 5 - 1 = 1. Without 9 the mean is 3; 0 still ranks 5. Filled 2 × 3 - 9 = -3; (27 - 3)/8 = 3; p = 1/2².
    const made = trimAndFill({ estimate: [0, 1, 2, 3, 4, 8, 9], variance: [1, 1, 1, 1, 1, 1, 1] }, { ...common, side: "left", estimator: "R0" });
    expect(made.missingStudies).toBe(1);
    expect(made.filled).toEqual([{ study: "Filled 1", mirrors: "7", estimate: -3, variance: 1 }]);
    expect(made.after.estimate).toBeCloseTo(3, 12);
    expect(made.pValue).toBe(0.25);
  });
});
