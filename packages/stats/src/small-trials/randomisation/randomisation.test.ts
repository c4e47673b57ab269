import { describe, expect, test } from "vitest";
import { testRandomisation } from "./test-randomisation.ts";

const refused = (code: string, path: string) => expect.objectContaining({ name: "StatisticRefusal", code, path });
const columns = { outcome: [1, 2, 3, 4, 5, 6], group: ["a", "a", "a", "b", "b", "b"] };

describe("a randomisation test", () => {
  test("of three against three, all apart: 2 of 20 allocations", () => {
    expect(testRandomisation(columns)).toMatchObject({ pValue: 0.1, exact: true, allocations: 20, asFar: 2, pValueInterval: null });
    expect(testRandomisation(columns, { alternative: "greater" }).pValue).toBe(0.05);
  });

  test("in blocks of two: 2 of 8, as each block keeps its one", () => {
    // Group b has the larger of each block of two.
    expect(testRandomisation({ outcome: [1, 2, 4, 3, 5, 6], group: ["a", "b", "b", "a", "a", "b"] }, { scheme: "blocks", blockSize: 2 })).toMatchObject({ allocations: 8, pValue: 0.25 });
  });

  test("draws come near the exact p-value, and their interval holds it", () => {
    for (const scheme of ["fixed-sizes", "coin", "minimisation"] as const) {
      const made = testRandomisation(columns, { scheme, enumerateUpTo: 0, draws: 4000, seed: 3 });
      expect(made.exact).toBe(false);
      expect(made.pValueInterval?.lower).toBeLessThan(made.pValue);
      expect(made.pValue).toBeGreaterThan(0.01);
      expect(made.pValue).toBeLessThan(0.35);
      expect(testRandomisation(columns, { scheme, enumerateUpTo: 0, draws: 4000, seed: 3 }).pValue).toBe(made.pValue);
    }
    const drawn = testRandomisation(columns, { enumerateUpTo: 0, draws: 20_000, seed: 5, level: 0.999 }).pValueInterval;
    expect(drawn?.lower).toBeLessThan(0.1);
    expect(drawn?.upper).toBeGreaterThan(0.1);
  });

  test("neither huge outcomes nor a common offset hide or make ties", () => {
    // Ranks 1, 2, 4 against 3, 5, 6: sums at least as far as 7 from 10.5 are 6, 7 on either side: 4 of 20.
    const outcome = [1e15, 2e15, 4e15, 3e15, 7e15, 9e15];
    expect(testRandomisation({ ...columns, outcome }, { statistic: "rank-mean-difference" }).pValue).toBe(0.2);
    expect(testRandomisation({ ...columns, outcome: [1, 2, 3, 1e-7, 5, 6].map((one) => 1e8 + one / 1024) }).pValue).toBe(testRandomisation({ ...columns, outcome: [1, 2, 3, 0, 5, 6] }).pValue);
  });

  test("all tied: every allocation is as far, p is 1", () => {
    expect(testRandomisation({ outcome: [2, 2, 2, 2], group: ["a", "a", "b", "b"] }).pValue).toBe(1);
  });

  test("what cannot go together is refused", () => {
    expect(() => testRandomisation({ ...columns, event: [1, 1, 1, 1, 1, 1] })).toThrow(refused("options-conflict", "event"));
    expect(() => testRandomisation({ ...columns, stratum: ["s", "s", "s", "t", "t", "t"] }, { scheme: "coin" })).toThrow(refused("options-conflict", "stratum"));
    expect(() => testRandomisation({ ...columns, factors: { site: columns.group } })).toThrow(refused("options-conflict", "factors"));
    expect(() => testRandomisation(columns, { statistic: "proportion-difference" })).toThrow(refused("out-of-range", "outcome"));
    expect(() => testRandomisation({ outcome: [1, 2], group: ["a", "a"] })).toThrow(refused("one-group", "group"));
  });
});
