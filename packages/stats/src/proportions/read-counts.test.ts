import { expect, test } from "vitest";
import { testTablesByChiSquare, testTablesExactly } from "./exact-tests/test-tables.ts";
import { estimateProportions } from "./single/estimate-proportions.ts";
import { compareProportionsByDifference } from "./two-groups/compare-proportions.ts";

const large = { treatedEvents: [340_000], treatedTotal: [5_000_000], controlEvents: [330_000], controlTotal: [5_000_000] };

test("formulas take totals above a million", () => {
  // R 4.2.2: qbeta(.025, 340000, 4660001), qbeta(.975, 340001, 4660000); Wilson and Newcombe by prop.test(correct = FALSE); chisq.test(correct = FALSE).
  expect(estimateProportions({ events: [340_000], total: [5_000_000] }).rows[0]?.interval).toMatchObject({ lower: expect.closeTo(0.06777948922841852, 12), upper: expect.closeTo(0.06822101120824564, 12) });
  expect(compareProportionsByDifference(large).rows[0]?.interval).toMatchObject({ lower: expect.closeTo(0.00169007927035739, 12), upper: expect.closeTo(0.002309925074512, 12) });
  expect((testTablesByChiSquare(large).rows[0]?.test?.pValue ?? 0) / 1.14762467648198e-36).toBeCloseTo(1, 8);
});

test("exact methods refuse them, and name methods that do not", () => {
  const refusal = expect.objectContaining({ name: "StatisticRefusal", code: "out-of-range", remedy: expect.stringContaining("wilson") });
  expect(() => testTablesExactly(large)).toThrow(refusal);
  expect(() => estimateProportions({ events: [3], total: [5_000_000] }, { interval: "blaker" })).toThrow(refusal);
});
