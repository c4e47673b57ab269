import { expect, test } from "vitest";
import { runSteps } from "../optimisation/run-steps.ts";
import { testTablesByBarnard } from "./exact-tests/test-unconditionally.ts";
import { testLargeTable } from "./exact-tests/test-large-table.ts";
import { testTrend } from "./exact-tests/test-trend.ts";
import { estimateProportions } from "./single/estimate-proportions.ts";
import { compareProportionsByDifference } from "./two-groups/compare-proportions.ts";

const arms = (x: number, m: number, y: number, n: number) => ({ treatedEvents: [x], treatedTotal: [m], controlEvents: [y], controlTotal: [n] });
test.each([
  ["nobody at all", () => estimateProportions({ events: [0], total: [0] }), "out-of-range", "total.1"],
  ["more events than participants", () => compareProportionsByDifference(arms(1, 10, 6, 5)), "events-above-n", "controlEvents.1"],
  ["a total above a million by an exact search", () => estimateProportions({ events: [0], total: [1_000_001] }, { interval: "blaker" }), "out-of-range", "total.1"],
  ["one side of a two-sided interval", () => estimateProportions({ events: [0], total: [5] }, { interval: "blaker", sided: "upper" }), "options-conflict", "sided"],
  ["the shortest interval of a large total", () => estimateProportions({ events: [0], total: [10_001] }, { interval: "blyth-still-casella" }), "out-of-range", "total.1"],
  ["Barnard's test of too many tables", () => runSteps(testTablesByBarnard(arms(1, 2000, 2, 2000))), "out-of-range", "treatedTotal.1"],
  ["a table of one column", () => runSteps(testLargeTable({ group: ["a", "b"], outcome: ["x", "x"], count: [1, 2] })), "too-few", "outcome"],
  ["a trend without events", () => testTrend({ events: [0, 0], total: [5, 5] }), "no-events", "events"],
])("%s is refused", (_, compute, code, path) => {
  expect(compute).toThrow(expect.objectContaining({ name: "StatisticRefusal", code, path }));
});

test("rows with something missing are left out and counted", () => {
  const made = estimateProportions({ events: [1, null], total: [10, 10] });
  expect(made.missing).toEqual({ rows: 1, byColumn: { events: 1 } });
  expect(made.rows).toHaveLength(1);
});
