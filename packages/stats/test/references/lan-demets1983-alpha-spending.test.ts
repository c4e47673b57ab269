/** Group-sequential limits against published constants and R's recursion on a fine grid. */
import { describe, expect, test } from "vitest";
import reference from "../../../../validation/dose-finding/monitoring-spending.json" with { type: "json" };
import { driftForPower, spendingBoundary, spendingCharacteristics } from "../../src/monitoring/alpha-spending.ts";
import { classicalLimits } from "../../src/monitoring/classical-limits.ts";
import type { SpendingFunction } from "../../src/monitoring/spending-function.ts";

const spendingOf = (kind: string, parameter: number): SpendingFunction =>
  kind === "obf" ? { kind: "obrien-fleming" } : kind === "pocock" ? { kind: "pocock" } : kind === "power" ? { kind: "power", exponent: parameter } : { kind: "hwang-shih-decani", gamma: parameter };
const fifths = [0.2, 0.4, 0.6, 0.8, 1];

describe("alpha spending", () => {
  test("five equal looks, two-sided 0.05: the limits printed for R's gsDesign and ldbounds", () => {
    // Recalled; recomputed in monitoring-spending.R.
    const limitsOf = (kind: "obrien-fleming" | "pocock") => spendingBoundary({ fractions: fifths, alpha: 0.05, spending: { kind } }).looks.map(({ limit }) => limit?.toFixed(3));
    expect(limitsOf("obrien-fleming")).toEqual(["4.877", "3.357", "2.680", "2.290", "2.031"]);
    expect(limitsOf("pocock")).toEqual(["2.438", "2.427", "2.410", "2.397", "2.386"]);
  });
  test.each(reference.spending)("$kind at $fractions, $sides $alpha: limits to 1e-8, power to 1e-8", ({ kind, fractions, alpha, sides, parameter, limits, drifts, power }) => {
    const boundary = spendingBoundary({ fractions, alpha, sides: sides as "two-sided" | "upper", spending: spendingOf(kind, parameter) });
    boundary.looks.forEach(({ limit }, at) => expect(Math.abs((limit ?? 0) - (limits[at] ?? -1))).toBeLessThan(1e-8));
    drifts.forEach((drift, at) => expect(Math.abs(spendingCharacteristics(boundary, drift).upper - (power[at] ?? -1))).toBeLessThan(1e-8));
    expect(boundary.attainedError).toBeCloseTo(boundary.looks.at(-1)?.spent ?? 0, 10);
  });
  test.each(reference.classical)("$looks classical looks, delta $delta, alpha $alpha: the constant", ({ looks, alpha, delta, constant }) => {
    const boundary = classicalLimits({ fractions: Array.from({ length: looks }, (_, at) => (at + 1) / looks), alpha, delta });
    expect(Math.abs((boundary.looks.at(-1)?.limit ?? 0) - constant)).toBeLessThan(1e-7);
  });
  test("the constants of Pocock and of O'Brien and Fleming, and the inflation of Jennison and Turnbull", () => {
    // Jennison and Turnbull 2000, tables 2.1 and 2.3: 2.413 and 2.040 at five looks; tables 2.2 and 2.4 at power 0.9: 1.207 and 1.026. Recalled.
    const pocock = classicalLimits({ fractions: fifths, alpha: 0.05, delta: 0.5 });
    const fleming = classicalLimits({ fractions: fifths, alpha: 0.05, delta: 0 });
    expect([pocock.looks.at(-1)?.limit?.toFixed(3), fleming.looks.at(-1)?.limit?.toFixed(3)]).toEqual(["2.413", "2.040"]);
    expect([driftForPower(pocock, 0.9).inflation.toFixed(3), driftForPower(fleming, 0.9).inflation.toFixed(3)]).toEqual(["1.207", "1.026"]);
  });
});
