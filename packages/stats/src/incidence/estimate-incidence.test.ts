import { describe, expect, test } from "vitest";
import { compareIncidence } from "./compare-incidence.ts";
import { estimateIncidence } from "./estimate-incidence.ts";
import { mergeIncidenceSummaries } from "./merge-incidence-summaries.ts";

describe("rates of events in person-time", () => {
  test("without events the limits are exact whatever was asked for, with the one-sided bound", () => {
    const [group] = estimateIncidence({ events: [0, 0], time: [40, 60] }, { interval: "robust", per: 100 }).groups;
    expect(group?.interval).toMatchObject({ kind: "exact", lower: 0 });
    // -log(0.05) = 2.9957… in 100 units of time: the exact rule of three; two-sided -log(0.025) = 3.6888…
    expect(group?.exactUpper).toBeCloseTo(2.995732273553991, 12);
    expect(group?.interval.upper).toBeCloseTo(3.6888794541139363, 12);
    expect(group?.reason).toMatch(/exact/u);
  });

  test("the robust variance is that of participants, not of rows", () => {
    const columns = { events: [3, 0, 3, 0], time: [1, 1, 1, 1], participant: ["a", "b", "a", "b"] };
    // x are 6 and 0 in 2 units each, the rate 1.5: sum of (x - 3)² = 18, over 36: the standard error of the log is √0.5.
    expect(Math.log((estimateIncidence(columns, { interval: "robust", per: 1 }).groups[0]?.interval.upper ?? 0) / 1.5) / 1.959963984540054).toBeCloseTo(Math.sqrt(0.5), 12);
    expect(estimateIncidence(columns).warnings.join(" ")).toMatch(/cluster/u);
  });

  test("counts in proportion to times tell no variance, rounding or not: limits are exact, with the reason", () => {
    for (const columns of [{ events: [2, 2, 2], time: [0.1, 0.1, 0.1] }, { events: [3, 6, 9], time: [0.3, 0.6, 0.9] }]) {
      for (const interval of ["robust", "overdispersed"] as const) {
        const [group] = estimateIncidence(columns, { interval }).groups;
        expect(group?.interval).toMatchObject({ kind: "exact" });
        expect(group?.reason).toMatch(/no variance/u);
      }
    }
    const made = compareIncidence({ events: [3, 6, 9, 1, 2, 3], time: [0.3, 0.6, 0.9, 0.3, 0.6, 0.9], group: ["a", "a", "a", "b", "b", "b"] }, { ratioInterval: "robust", differenceInterval: "robust" }).comparisons[0];
    expect(made?.ratio).toMatchObject({ lower: null, reason: "There is no variance between participants." });
    expect(made?.difference.lower).toBeNull();
  });

  test("what cannot be compared is refused or has its reason", () => {
    expect(() => compareIncidence({ events: [1], time: [2] })).toThrow(expect.objectContaining({ code: "one-group" }));
    expect(() => compareIncidence({ events: [1, 1], time: [2, 3], group: ["a", "b"], participant: ["p", "p"] })).toThrow(expect.objectContaining({ code: "options-conflict", path: "participant" }));
    expect(() => mergeIncidenceSummaries([])).toThrow(expect.objectContaining({ code: "empty" }));
    expect(compareIncidence({ events: [0, 0], time: [1, 2], group: ["a", "b"] }).comparisons[0]?.ratio).toMatchObject({ estimate: null, lower: 0, upper: Number.POSITIVE_INFINITY, pValue: 1 });
    expect(compareIncidence({ events: [0, 2], time: [1, 2], group: ["a", "b"] }, { ratioInterval: "log" }).comparisons[0]?.ratio.reason).toMatch(/exact/u);
  });
});
