import { describe, expect, test } from "vitest";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { leaveOneOutCounts } from "./leave-one-out-counts.ts";
import { poolCumulativelyCounts } from "./pool-cumulatively-counts.ts";

const counts = { study: ["a", "b", "none", "c"], treatedEvents: [4, 3, 0, 1], treatedTotal: [20, 20, 30, 25], controlEvents: [8, 6, 0, 0], controlTotal: [20, 20, 30, 25] };
const coded = (code: string, path?: string) => (error: unknown): boolean => error instanceof StatisticRefusal && error.code === code && (path === undefined || error.path === path);
function refusalOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return null;
}

describe("leave-one-out of counts", () => {
  test("without all others one study has its own odds ratio: (4 × 12) / (16 × 8)", () => {
    const { without } = leaveOneOutCounts({ treatedEvents: [4, 3], treatedTotal: [20, 20], controlEvents: [8, 6], controlTotal: [20, 20] });
    expect(without[1]?.ratio?.estimate).toBeCloseTo((4 * 12) / (16 * 8), 12);
    expect(without[1]?.heterogeneity).toBeNull();
  });

  test("a study without events keeps its row, and changes no ratio", () => {
    const { all, without } = leaveOneOutCounts(counts);
    expect(without.map(({ study }) => study)).toEqual(["a", "b", "none", "c"]);
    expect(without[2]?.estimate).toBe(all.estimate);
  });

  test("without the only study with an event among the controls there is no ratio, and the row says why", () => {
    const { without, warnings, lowest, highest } = leaveOneOutCounts({ study: ["x", "y"], treatedEvents: [2, 1], treatedTotal: [20, 20], controlEvents: [3, 0], controlTotal: [20, 20] });
    expect(without[0]).toMatchObject({ study: "x", estimate: null, interval: null, refusal: { code: "separation" } });
    expect(warnings).toContain("Nothing can be pooled without x.");
    expect(lowest).toEqual(highest);
    expect(lowest?.study).toBe("y");
  });

  test("names the studies that decide whether p is below 0.05", () => {
    const { decisive } = leaveOneOutCounts({ study: ["large", "s1", "s2"], treatedEvents: [10, 2, 3], treatedTotal: [200, 30, 30], controlEvents: [30, 3, 3], controlTotal: [200, 30, 30] });
    expect(decisive).toEqual(["large"]);
  });

  test("one study alone is refused, and for Peto what only Mantel-Haenszel has", () => {
    const one = { treatedEvents: [4], treatedTotal: [20], controlEvents: [8], controlTotal: [20] };
    expect(refusalOf(() => leaveOneOutCounts(one))).toSatisfy(coded("too-few"));
    expect(refusalOf(() => leaveOneOutCounts(counts, { model: "peto", measure: "risk-ratio" }))).toSatisfy(coded("options-conflict", "measure"));
    expect(refusalOf(() => leaveOneOutCounts(counts, { model: "peto", correction: "constant" }))).toSatisfy(coded("options-conflict", "correction"));
  });
});

describe("cumulative meta-analysis of counts", () => {
  const order = [2001, 1999, 1998, null];

  test("begins with the earliest study: one without events has no effect yet, and a study without a year is counted as missing", () => {
    const { steps, missing } = poolCumulativelyCounts({ ...counts, order });
    expect(steps.map(({ added }) => added)).toEqual([["none"], ["b"], ["a"]]);
    expect(steps[0]).toMatchObject({ order: 1998, estimate: null, refusal: { code: "no-events" } });
    // (3 × 14) / (17 × 6)
    expect(steps[1]?.ratio?.estimate).toBeCloseTo((3 * 14) / (17 * 6), 12);
    expect(missing).toEqual({ rows: 1, byColumn: { order: 1 } });
  });

  test("takes studies of one year together where that is asked for", () => {
    const { steps } = poolCumulativelyCounts({ ...counts, order: [2001, 1999, 2001, 1999] }, { ties: "together" });
    expect(steps.map(({ added }) => added)).toEqual([["b", "c"], ["a", "none"]]);
  });

  test("refuses an order of another length", () => {
    expect(refusalOf(() => poolCumulativelyCounts({ ...counts, order: [1, 2] }))).toSatisfy(coded("lengths-differ", "order"));
  });
});
