import { describe, expect, test } from "vitest";
import { compareAdjustedMeans } from "./compare-adjusted-means.ts";
import { compareMeans, compareMeanSummaries } from "./compare-means.ts";
import { compareVariances } from "./compare-variances.ts";
import { comparePairedMeans, testMean } from "./test-mean.ts";

const refused = (code: string, path: string) => expect.objectContaining({ name: "StatisticRefusal", code, path });

describe("comparisons of means", () => {
  test("by hand: 1, 2, 3 against 2, 4, 6", () => {
    // Means 4 and 2, variances 4 and 1: standard error √(4/3 + 1/3), degrees (5/3)² / ((4/3)²/2 + (1/3)²/2) = 50/17.
    const made = compareMeans({ outcome: [1, 2, 3, 2, 4, 6], group: ["a", "a", "a", "b", "b", "b"] });
    expect(made.estimate).toBe(2);
    expect(made.standardError).toBeCloseTo(Math.sqrt(5 / 3), 14);
    expect(made.test.degreesOfFreedom).toBeCloseTo(50 / 17, 13);
    expect(compareMeans({ outcome: [1, 2, 3, 2, 4, 6], group: ["a", "a", "a", "b", "b", "b"] }, { reference: "b" }).estimate).toBe(-2);
  });

  test("rows with something missing are left out and counted", () => {
    expect(testMean({ outcome: [1, null, 2, 3] })).toMatchObject({ estimate: 2, missing: { rows: 1 } });
  });

  test.each([
    ["no spread", () => compareMeans({ outcome: [2, 2, 2, 2], group: ["a", "a", "b", "b"] }), "not-identified", "outcome"],
    ["one row in a group", () => compareMeans({ outcome: [1, 2, 3], group: ["a", "b", "b"] }), "too-few", "group"],
    ["one row", () => testMean({ outcome: [1] }), "too-few", "outcome"],
    ["pairs that differ alike", () => comparePairedMeans({ after: [2, 3], before: [1, 2] }), "not-identified", "outcome"],
    ["pairs that differ alike but for the rounding of decimals", () => comparePairedMeans({ after: [100.1, 200.1, 300.1], before: [100, 200, 300] }), "not-identified", "outcome"],
    ["a row of summaries without spread, by its number", () => compareMeanSummaries({ treatedMean: [1, 2], treatedSd: [1, 0], treatedTotal: [4, 4], controlMean: [0, 1], controlSd: [1, 0], controlTotal: [4, 3] }), "not-identified", "treatedSd.2"],
    ["a row of summaries of one each, by its number", () => compareMeanSummaries({ treatedMean: [1], treatedSd: [1], treatedTotal: [1], controlMean: [0], controlSd: [1], controlTotal: [1] }), "too-few", "treatedTotal.1"],
    ["a group without spread", () => compareVariances({ outcome: [1, 1, 2, 3], group: ["a", "a", "b", "b"] }), "not-identified", "outcome"],
    ["a reference that is none", () => compareMeans({ outcome: [1, 2, 3, 4], group: ["a", "a", "b", "b"] }, { reference: "c" }), "unknown-choice", "reference"],
    ["a baseline that tells the arm", () => compareAdjustedMeans({ outcome: [1, 2, 3, 5, 4], group: ["a", "a", "b", "b", "b"], covariates: { baseline: [0, 0, 1, 1, 1] } }), "singular", "covariates.baseline"],
    ["summaries of no rows", () => compareMeanSummaries({ treatedMean: [], treatedSd: [], treatedTotal: [], controlMean: [], controlSd: [], controlTotal: [] }), "empty", "treatedMean"],
  ])("%s: refused", (_, run, code, path) => {
    expect(run).toThrow(refused(code, path));
  });

  test("a remedy names the pooled variance only where it would help", () => {
    expect(() => compareMeans({ outcome: [1, 2, 3], group: ["a", "b", "b"] })).toThrow(/pooled/u);
    expect(() => compareMeans({ outcome: [1, 2], group: ["a", "b"] })).not.toThrow(/pooled/u);
  });

  test("the pooled variance takes a group of one row", () => {
    expect(compareMeans({ outcome: [1, 2, 4], group: ["a", "b", "b"] }, { variance: "pooled" }).test.degreesOfFreedom).toBe(1);
  });
});
