/** Group-sequential limits against published constants and R's recursion on a fine grid. */
import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/dose-finding/monitoring-spending.json" with { type: "json" };
import { driftForPower, spendingBoundary, spendingCharacteristics } from "../../../src/monitoring/alpha-spending.ts";
import { classicalLimits } from "../../../src/monitoring/classical-limits.ts";
import type { SpendingFunction } from "../../../src/monitoring/spending-function.ts";
import { checkFigure } from "../../check-figure.ts";

const spendingOf = (kind: string, parameter: number): SpendingFunction =>
  kind === "obf" ? { kind: "obrien-fleming" } : kind === "pocock" ? { kind: "pocock" } : kind === "power" ? { kind: "power", exponent: parameter } : { kind: "hwang-shih-decani", gamma: parameter };
const fifths = [0.2, 0.4, 0.6, 0.8, 1];

const source = `${reference.r}: monitoring-spending.R`;

describe("alpha spending", () => {
  test("five equal looks, two-sided 0.05: the limits printed for R's gsDesign and ldbounds", () => {
    // Recalled; recomputed in monitoring-spending.R.
    const about = { method: "Alpha spending", source: "documentation of R's gsDesign and ldbounds (recalled)" };
    const hold = (kind: "obrien-fleming" | "pocock", printed: readonly number[]) => {
      const { looks } = spendingBoundary({ fractions: fifths, alpha: 0.05, spending: { kind } });
      expect(looks).toHaveLength(printed.length);
      for (const [at, limit] of printed.entries()) checkFigure(about, `${kind}, look ${at + 1}`, looks[at]?.limit ?? Number.NaN, limit, 0.0005);
    };
    hold("obrien-fleming", [4.877, 3.357, 2.68, 2.29, 2.031]);
    hold("pocock", [2.438, 2.427, 2.41, 2.397, 2.386]);
  });
  test.each(reference.spending)("$kind at $fractions, $sides $alpha: limits to 1e-8, power to 1e-8", ({ kind, fractions, alpha, sides, parameter, limits, drifts, power }) => {
    const boundary = spendingBoundary({ fractions, alpha, sides: sides as "two-sided" | "upper", spending: spendingOf(kind, parameter) });
    boundary.looks.forEach(({ limit }, at) => checkFigure({ method: "Alpha spending", source }, `${kind}, limit at look ${at + 1}`, limit ?? 0, limits[at] ?? Number.NaN, 1e-8));
    drifts.forEach((drift, at) => checkFigure({ method: "Alpha spending", source }, `${kind}, power at drift ${drift}`, spendingCharacteristics(boundary, drift).upper, power[at] ?? Number.NaN, 1e-8));
    expect(boundary.attainedError).toBeCloseTo(boundary.looks.at(-1)?.spent ?? 0, 10);
  });
  test.each(reference.classical)("$looks classical looks, delta $delta, alpha $alpha: the constant", ({ looks, alpha, delta, constant }) => {
    const boundary = classicalLimits({ fractions: Array.from({ length: looks }, (_, at) => (at + 1) / looks), alpha, delta });
    checkFigure({ method: "Pocock, O'Brien-Fleming and Wang-Tsiatis: constants", source }, `${looks} looks, delta ${delta}`, boundary.looks.at(-1)?.limit ?? Number.NaN, constant, 1e-7);
  });
  test("the constants of Pocock and of O'Brien and Fleming, and the inflation of Jennison and Turnbull", () => {
    // Jennison and Turnbull 2000, tables 2.1 and 2.3: 2.413 and 2.040 at five looks; tables 2.2 and 2.4 at power 0.9: 1.207 and 1.026. Recalled.
    const pocock = classicalLimits({ fractions: fifths, alpha: 0.05, delta: 0.5 });
    const fleming = classicalLimits({ fractions: fifths, alpha: 0.05, delta: 0 });
    const about = { method: "Pocock and O'Brien-Fleming: constants, inflation", source: "Jennison and Turnbull 2000, tables 2.1 to 2.4 (recalled)" };
    for (const [name, boundary, constant, inflation] of [["Pocock", pocock, 2.413, 1.207], ["O'Brien-Fleming", fleming, 2.04, 1.026]] as const) {
      checkFigure(about, `${name}, constant`, boundary.looks.at(-1)?.limit ?? Number.NaN, constant, 0.0005);
      checkFigure(about, `${name}, inflation`, driftForPower(boundary, 0.9).inflation, inflation, 0.0005);
    }
  });
});
