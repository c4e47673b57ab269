import { describe, expect, test } from "vitest";
import { estimatePetPeese } from "./estimate-pet-peese.ts";
import { testAsymmetry } from "./test-asymmetry.ts";

const generic = { measure: "generic" } as const;
const same = { estimate: [0.3, 0.3, 0.3, 0.3, 0.3, 0.3], variance: [0.1, 0.15, 0.2, 0.25, 0.3, 0.35] };
const refused = (code: string, path: string) => expect.objectContaining({ name: "StatisticRefusal", code, path });

describe("tests of asymmetry", () => {
  test("estimates 2 + 3s with residuals 1, -8, 9, orthogonal to both, give Egger's slope 3 with standard error 7", () => {
    // Weights of 1 / variance make the errors orthogonal to intercept and slope: errors e_i with Σ w e = Σ w s e = 0, s = 1, 2, 3:
    // w = 1, 1/4, 1/9; e = 1, -8, 9 has Σ w e = 1 - 2 + 1 = 0 and Σ w s e = 1 - 4 + 3 = 0.
    const made = testAsymmetry({ estimate: [2 + 3 + 1, 2 + 6 - 8, 2 + 9 + 9], standardError: [1, 2, 3] }, generic);
    expect(made.asymmetry?.estimate).toBeCloseTo(3, 12);
    expect(made.limitEstimate?.estimate).toBeCloseTo(2, 12);
    // Σ w e² = 1 + 16 + 9 = 26 with 1 degree of freedom; variance of the slope 26 / (Σ w s² - (Σ w s)²/Σ w) = 26 / (3 - (11/6)²/(49/36)) = 26 × 49/26 = 49.
    expect(made.asymmetry?.standardError).toBeCloseTo(7, 12);
    expect(made.asymmetry?.test.degreesOfFreedom).toBe(1);
  });

  test("three studies in order have Kendall's tau 1 and an exact p of 1/3", () => {
    const made = testAsymmetry({ estimate: [0, 1, 5], variance: [1, 2, 3] }, { ...generic, test: "begg" });
    expect(made.rankCorrelation?.tau).toBe(1);
    expect(made.pValue).toBeCloseTo(1 / 3, 12);
  });

  test("the rounding left by equal estimates makes no test", () => {
    expect(() => testAsymmetry(same, generic)).toThrow(refused("not-identified", "estimate"));
    expect(() => testAsymmetry(same, { ...generic, test: "egger-mixed", interval: "hksj" })).toThrow(refused("not-identified", "interval"));
    expect(() => estimatePetPeese(same, { ...generic, error: "additive" })).toThrow(refused("not-identified", "interval"));
  });

  test("studies of one size are refused in the words of a funnel, by every regression", () => {
    for (const kind of ["egger", "egger-mixed", "thompson-sharp"] as const) expect(() => testAsymmetry({ estimate: [0.1, 0.2, 0.5], variance: [0.1, 0.1, 0.1] }, { ...generic, test: kind })).toThrow(refused("singular", "columns"));
  });
});
