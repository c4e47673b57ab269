import { describe, expect, test } from "vitest";
import { computeEffectSizes } from "./compute-effect-sizes.ts";

const counts = { treatedEvents: [4, 0, 1, 10], treatedTotal: [20, 15, 30, 10], controlEvents: [8, 0, 0, 12], controlTotal: [20, 16, 10, 12] };

describe("effect sizes", () => {
  test("a risk ratio of 4/20 against 8/20 is one half", () => {
    const { estimates, variances } = computeEffectSizes({ treatedEvents: [4], treatedTotal: [20], controlEvents: [8], controlTotal: [20] }, { measure: "risk-ratio" });
    expect(estimates[0]).toBeCloseTo(Math.log(0.5), 14);
    // 1/4 - 1/20 + 1/8 - 1/20
    expect(variances[0]).toBeCloseTo(0.275, 14);
  });

  test("studies without events and studies with nothing but events are named as left out, the corrected ones as corrected", () => {
    const made = computeEffectSizes({ ...counts, study: ["A", "B", "C", "D"] });
    expect(made.studies).toEqual(["A", "C"]);
    expect([...made.rows]).toEqual([1, 3]);
    expect(made.excluded).toMatchObject([{ row: 2, study: "B", reason: "double-zero" }, { row: 4, study: "D", reason: "double-full" }]);
    expect(made.corrected).toEqual([{ row: 3, study: "C", treatedAdded: 0.5, controlAdded: 0.5 }]);
    // log((1.5 × 10.5) / (29.5 × 0.5))
    expect(made.estimates[1]).toBeCloseTo(Math.log((1.5 * 10.5) / (29.5 * 0.5)), 14);
  });

  test("kept, double zeros are corrected, too; without a correction they have no estimate", () => {
    expect(computeEffectSizes(counts, { doubleZero: "include" }).corrected.map(({ row }) => row)).toEqual([2, 3, 4]);
    expect(computeEffectSizes(counts, { doubleZero: "include", correction: "none" }).excluded.map(({ row, reason }) => [row, reason])).toEqual([[2, "not-estimable"], [3, "not-estimable"], [4, "not-estimable"]]);
  });

  test("a risk ratio where everybody of both arms had the event is left out by name and with a warning; kept, its variance is the correction's alone", () => {
    const named = { ...counts, study: ["A", "B", "C", "D"] };
    const { excluded, warnings, method } = computeEffectSizes(named, { measure: "risk-ratio" });
    expect(excluded).toMatchObject([{ study: "B", reason: "double-zero" }, { study: "D", reason: "double-full" }]);
    expect(warnings).toEqual([expect.stringMatching(/^Everybody of both arms had the event in D: .* left out\. Mantel-Haenszel's risk ratio keeps it/)]);
    expect(method).toContain("left out (2 without an estimate)");
    const kept = computeEffectSizes(named, { measure: "risk-ratio", doubleZero: "include" });
    // metafor 3.8.1, escalc("RR", ai = 10, n1i = 10, ci = 12, n2i = 12): log of (10.5/11) / (12.5/13), no 0, with a variance of 0.0074.
    expect(kept.estimates[3]).toBeCloseTo(Math.log(10.5 / 11) - Math.log(12.5 / 13), 14);
    expect(kept.variances[3]).toBeCloseTo(1 / 10.5 - 1 / 11 + 1 / 12.5 - 1 / 13, 14);
    // Odds tell nothing there, in any method: no warning that one would keep it.
    expect(computeEffectSizes(named).warnings).toEqual([]);
  });

  test("what has no variance without a correction is named in a warning, and counted in the sentence", () => {
    const { warnings } = computeEffectSizes({ ...counts, study: ["A", "B", "C", "D"] }, { measure: "risk-ratio", correction: "none", doubleZero: "include" });
    expect(warnings).toEqual(["Left out for want of an estimate or of a variance above zero: B, C, D."]);
    const { method } = computeEffectSizes({ treatedMean: [5, 4], treatedSd: [1, 0], treatedTotal: [10, 10], controlMean: [4, 3], controlSd: [1, 0], controlTotal: [10, 10] }, { measure: "mean-difference" });
    expect(method).toContain("1 study without an estimate or a variance left out");
  });

  test("differences keep studies without events unless they are asked not to", () => {
    expect(computeEffectSizes(counts, { measure: "risk-difference" }).excluded).toEqual([]);
    // Without a correction 0/15 - 0/16 and 10/10 - 12/12 have a variance of 0, which is no weight.
    expect(computeEffectSizes(counts, { measure: "risk-difference", correction: "none" }).excluded.map(({ row, reason }) => [row, reason])).toEqual([[2, "not-estimable"], [4, "not-estimable"]]);
    expect(computeEffectSizes(counts, { measure: "risk-difference", doubleZero: "exclude" }).rows).toEqual(Int32Array.of(1, 3));
  });

  test("the treatment-arm correction adds one in all, in proportion to the arms, and shows no difference by itself", () => {
    const [third] = computeEffectSizes(counts, { correction: "treatment-arm" }).corrected;
    // 30 and 10 of 40.
    expect(third).toMatchObject({ row: 3, treatedAdded: 0.75, controlAdded: 0.25 });
  });

  test("the empirical correction leans to the odds ratio of the studies without a zero", () => {
    const made = computeEffectSizes(counts, { correction: "empirical" });
    // Study 1 alone has no zero: (4 × 12) / (16 × 8) = 0.375; 0.375 × 30 against 10.
    expect(made.empiricalRatio).toBeCloseTo(0.375, 14);
    expect(made.corrected[0]?.treatedAdded).toBeCloseTo(11.25 / 21.25, 14);
    expect(made.corrected[0]?.controlAdded).toBeCloseTo(10 / 21.25, 14);
    expect(() => computeEffectSizes({ treatedEvents: [0], treatedTotal: [9], controlEvents: [2], controlTotal: [9] }, { correction: "empirical" })).toThrow(expect.objectContaining({ code: "not-identified", path: "correction" }));
  });

  test.each([
    ["all-studies", [1, 3]],
    ["zero-cell-studies", [3]],
    ["all-studies-if-any-zero", [1, 3]],
  ] as const)("%s: rows %j are corrected", (correctedStudies, rows) => {
    expect(computeEffectSizes(counts, { correctedStudies }).corrected.map(({ row }) => row)).toEqual(rows);
  });

  test("a hazard ratio comes from its limits, from logrank statistics, or as it is", () => {
    const printed = computeEffectSizes({ hazardRatio: [0.5], lower: [0.25], upper: [1] }, { measure: "hazard-ratio" });
    expect(printed.estimates[0]).toBeCloseTo(Math.log(0.5), 14);
    // (log 4 / (2 × 1.959964))²
    expect(printed.variances[0]).toBeCloseTo((Math.log(4) / (2 * 1.959963984540054)) ** 2, 14);
    expect(computeEffectSizes({ observedMinusExpected: [-3], variance: [6] }, { measure: "hazard-ratio" }).estimates).toEqual(Float64Array.of(-0.5));
    expect(computeEffectSizes({ estimate: [-0.5], standardError: [0.5] }, { measure: "hazard-ratio" }).variances).toEqual(Float64Array.of(0.25));
    expect(computeEffectSizes({ hazardRatio: [0.9], lower: [0.25], upper: [1] }, { measure: "hazard-ratio" }).warnings).toHaveLength(1);
  });

  test("rows with something missing are left out and counted", () => {
    expect(computeEffectSizes({ ...counts, controlEvents: [8, null, 0, 12] }).missing).toEqual({ rows: 1, byColumn: { controlEvents: 1 } });
  });

  test.each([
    ["nobody had the event", { treatedEvents: [0], treatedTotal: [5], controlEvents: [0], controlTotal: [5] }, {}, "no-events"],
    ["everybody had the event", { treatedEvents: [5], treatedTotal: [5], controlEvents: [5], controlTotal: [5] }, {}, "only-events"],
    ["zeros without a correction", { treatedEvents: [0], treatedTotal: [5], controlEvents: [1], controlTotal: [5] }, { correction: "none" }, "not-identified"],
    ["more events than participants", { treatedEvents: [6], treatedTotal: [5], controlEvents: [1], controlTotal: [5] }, {}, "events-above-n"],
    ["an empty arm", { treatedEvents: [0], treatedTotal: [0], controlEvents: [1], controlTotal: [5] }, {}, "out-of-range"],
    ["limits the wrong way round", { hazardRatio: [1], lower: [2], upper: [0.5] }, { measure: "hazard-ratio" }, "start-not-before-end"],
    ["a ratio outside of its limits", { hazardRatio: [3], lower: [0.5], upper: [2] }, { measure: "hazard-ratio" }, "out-of-range"],
    ["a correction of means", { treatedMean: [1], treatedSd: [1], treatedTotal: [5], controlMean: [1], controlSd: [1], controlTotal: [5] }, { measure: "mean-difference", correction: "constant" }, "options-conflict"],
    ["a treatment-arm correction of one arm", { events: [0], total: [5] }, { measure: "proportion-logit", correction: "treatment-arm" }, "options-conflict"],
    ["a variance that the measure has not", { events: [0], total: [5] }, { measure: "proportion-logit", varianceKind: "unbiased" }, "options-conflict"],
    ["columns of another measure", { events: [0], total: [5] }, {}, "unknown-column"],
    ["no row", { events: [], total: [] }, { measure: "proportion-logit" }, "empty"],
  ] as const)("%s is refused", (_, columns, options, code) => {
    expect(() => computeEffectSizes(columns, options)).toThrow(expect.objectContaining({ name: "StatisticRefusal", code }));
  });
});
