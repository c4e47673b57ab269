import { describe, expect, test } from "vitest";
import { compareRanks } from "./compare-ranks.ts";
import { compareSignedRanks } from "./compare-signed-ranks.ts";
import { kthAverage, kthDifference } from "./pair-order.ts";
import { sampleSumDistribution, signSumDistribution, tailsOf } from "./sum-distribution.ts";

const refused = (code: string, path: string) => expect.objectContaining({ name: "StatisticRefusal", code, path });

describe("sums of scores", () => {
  test("of two of 1, 2, 3: 3, 4, 5, a third each; of signs: by hand", () => {
    const { lowest, probabilities } = sampleSumDistribution([1, 2, 3], 2);
    const found = Array.from(probabilities, (one, at) => [lowest + at, one] as const).filter(([, one]) => one > 0);
    expect(found.map(([sum]) => sum)).toEqual([3, 4, 5]);
    for (const [, one] of found) expect(one).toBeCloseTo(1 / 3, 15);
    expect([...signSumDistribution([1, 2]).probabilities]).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect(tailsOf(signSumDistribution([1, 2]), 2)).toEqual({ lower: 0.75, upper: 0.5 });
  });

  test("of 60 of 120 scores add up to one", () => {
    const { probabilities } = sampleSumDistribution(Array.from({ length: 120 }, (_, at) => at), 60);
    expect(probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
  });
});

describe("order of pairs", () => {
  test("differences and averages, counted out", () => {
    // 1-0, 1-2, 4-0, 4-2: -1, 1, 2, 4.
    expect([1, 2, 3, 4].map((k) => kthDifference(Float64Array.of(1, 4), Float64Array.of(0, 2), k))).toEqual([-1, 1, 2, 4]);
    // 1, 2, 3, 2.5 (1+4)/2, 3.5 …: of 1, 3, 4: 1, 2, 2.5, 3, 3.5, 4.
    expect([1, 2, 3, 4, 5, 6].map((k) => kthAverage(Float64Array.of(1, 3, 4), k))).toEqual([1, 2, 2.5, 3, 3.5, 4]);
  });
});

describe("Wilcoxon's tests at their edges", () => {
  test("all tied, nobody, one group, and too many rows for the exact test are refused", () => {
    expect(() => compareRanks({ outcome: [2, 2, 2, 2], group: ["a", "a", "b", "b"] })).toThrow(refused("not-identified", "outcome"));
    expect(() => compareRanks({ outcome: [], group: [] })).toThrow(refused("empty", "group"));
    expect(() => compareRanks({ outcome: [1, 2], group: ["a", "a"] })).toThrow(refused("one-group", "group"));
    expect(() => compareRanks({ outcome: [1, 2, 3], group: ["a", "b", "c"] })).toThrow(refused("out-of-range", "group"));
    const many = Array.from({ length: 1000 }, (_, at) => at);
    expect(() => compareRanks({ outcome: many, group: many.map((one) => (one % 2 === 0 ? "a" : "b")) }, { distribution: "exact" })).toThrow(refused("out-of-range", "distribution"));
    expect(() => compareSignedRanks({ after: [0, 0, 0] })).toThrow(refused("not-identified", "after"));
  });

  test("one row in each group: p is 1, and no finite interval has its level", () => {
    const made = compareRanks({ outcome: [1, 2], group: ["a", "b"] });
    expect(made.test.pValue).toBe(1);
    expect(made.shift).toMatchObject({ estimate: 1, lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY });
    expect(made.warnings).toHaveLength(1);
  });

  test("differences of decimals that are alike are tied, and equal ones are zero", () => {
    // 0.3 - 0.2 and 1.1 - 1 differ in the last digits; 0.1 + 0.2 is not 0.3 to the last digit.
    const made = compareSignedRanks({ after: [0.3, 1, 0.1 + 0.2, 5], before: [0.2, 1.1, 0.3, 1] });
    expect(made).toMatchObject({ zeros: 1, tied: true });
    // Sizes 0.1, 0.1, 4: ranks 1.5, 1.5, 3; positive ones 1.5 and 3.
    expect(made.test.statistic).toBe(4.5);
  });

  test("huge values are ranked as others are", () => {
    expect(compareRanks({ outcome: [1e99, 2e99, -1e99, 1.5e99], group: ["a", "a", "b", "b"] }).test.statistic).toBe(1);
  });
});
