/** What would take minutes, or has too few digits, is refused by its size; expected limits are those that the method pages tell. */
import { describe, expect, test } from "vitest";
import { computeMethod } from "../../src/compute/compute-method.ts";
import { runSteps } from "../../src/optimisation/run-steps.ts";

const counts = (events: number, total: number) => ({ treatedEvents: [3, events], treatedTotal: [30, total], controlEvents: [4, events], controlTotal: [30, total] });
const beyond: readonly (readonly [says: string, method: string, input: object])[] = [
  // min(n, events) - max(0, events - m) + 1 tables: 2 × 600,000 events give 1,200,001, above 1,000,000.
  ["the exact conditional form, above a million tables", "binomial-mixed-model", { columns: counts(600_000, 1e8), options: { form: "conditional-exact" } }],
  ["random levels of studies, above 100,000 events in an arm", "binomial-mixed-model", { columns: counts(100_001, 1e8), options: { form: "unconditional-random" } }],
  // 10,002 events on large arms: 10,003 tables, above 10,000.
  ["fragility, above 10,000 tables", "fragility", { columns: counts(5_001, 1e6), options: {} }],
  ["Fisher's test of a table of more than ten million", "fisher-exact-table", { columns: { group: ["a", "a", "b", "b", "c"], outcome: ["x", "y", "x", "y", "x"], count: [5e6, 5e6, 1, 1, 1] }, options: {} }],
  ["two means more than 10,000 standard deviations apart", "plan-two-means", { columns: { difference: [10_001], sd: [1] }, options: {} }],
];

describe("sizes beyond the limits", () => {
  test.each(beyond)("%s: refused as out of range", (_, method, input) => {
    expect(() => runSteps(computeMethod(method, input))).toThrow(expect.objectContaining({ code: "out-of-range" }));
  });

  test("a fragility index above 2,000 is not looked for, and the study says so", () => {
    // One event among 10^9 against 9 of 20: hundreds of millions of events more would be needed.
    const result = runSteps(computeMethod("fragility", { columns: { treatedEvents: [1], treatedTotal: [1e9], controlEvents: [9], controlTotal: [20] }, options: {} }));
    expect(result).toMatchObject({ studies: [{ index: null, significant: true, reason: "No such change of at most 2000 outcomes makes the table lose significance." }] });
  });

  test("imputations so far apart that Barnard and Rubin's degrees of freedom vanish are refused", () => {
    // At most (21/23) 20 within / total: 1.4e-19 and 1.4e-296, at which the quantile of t is above every number.
    for (const columns of [{ estimate: [0, 1e10, 2e10], variance: [1, 1, 1] }, { estimate: [0, 1e99, 2e99], variance: [1e-99, 1e-99, 1e-99] }]) {
      expect(() => runSteps(computeMethod("pool-imputations", { columns, options: { completeDegrees: 20 } }))).toThrow(expect.objectContaining({ code: "not-identified", path: "estimate" }));
    }
  });
});
