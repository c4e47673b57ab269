/** Limits for benefit and futility against figures of R's rpact and gsDesign, and against R's own recursion on a fine grid. */
import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/dose-finding/monitoring-futility.json" with { type: "json" };
import { futilityBoundary, futilityCharacteristics } from "../../../src/monitoring/futility-boundary.ts";
import type { SpendingFunction } from "../../../src/monitoring/spending-function.ts";
import { checkFigure } from "../../check-figure.ts";

const spendingOf = (kind: string, parameter: number): SpendingFunction =>
  kind === "obf" ? { kind: "obrien-fleming" } : kind === "pocock" ? { kind: "pocock" } : kind === "power" ? { kind: "power", exponent: parameter } : { kind: "hwang-shih-decani", gamma: parameter };
const hsd = (gamma: number): SpendingFunction => ({ kind: "hwang-shih-decani", gamma });
const obf: SpendingFunction = { kind: "obrien-fleming" };
const pocock: SpendingFunction = { kind: "pocock" };
const third = [1 / 3, 2 / 3, 1];

describe("alpha and beta spending", () => {
  // rpact 3.3.4: getDesignGroupSequential(sided = 1, tolerance = 1e-10), getDesignCharacteristics()$inflationFactor.
  const rpact = [
    [{ fractions: third, alpha: 0.025, beta: 0.1, spending: hsd(-4), betaSpending: hsd(-2) }, [3.0107395, 2.5465306, 1.9992264], [-0.238724, 0.9410672], 1.0698831],
    [{ fractions: third, alpha: 0.025, beta: 0.1, spending: hsd(-4), betaSpending: hsd(-2), futility: "binding" }, [3.0107395, 2.5462192, 1.9643368], [-0.2579243, 0.9139054], 1.0487648],
    [{ fractions: [0.25, 0.5, 0.75, 1], alpha: 0.025, beta: 0.2, spending: obf, betaSpending: obf }, [4.3326336, 2.9631316, 2.3590443, 2.0140901], [-0.8202859, 0.6098061, 1.4016986], 1.1348402],
    [{ fractions: [0.4, 0.75, 1], alpha: 0.05, beta: 0.1, spending: pocock, betaSpending: pocock }, [1.9405431, 1.9711469, 2.0110146], [0.5580747, 1.3993818], 1.3884855],
    [{ fractions: [0.3, 0.6, 1], alpha: 0.025, beta: 0.1, spending: { kind: "power", exponent: 3 }, betaSpending: { kind: "power", exponent: 3 }, futility: "binding" }, [3.2051332, 2.5745748, 1.9853322], [-0.9847383, 0.4972024], 1.0248914],
  ] as const;
  test.each(rpact)("%o as in rpact", (options, upper, lower, inflation) => {
    const about = { method: "Alpha and beta spending", source: "R: rpact 3.3.4, getDesignGroupSequential" };
    const boundary = futilityBoundary(options);
    for (const [at, limit] of upper.entries()) checkFigure(about, `upper limit at look ${at + 1}`, boundary.looks[at]?.upper ?? Number.NaN, limit, 5e-7);
    for (const [at, limit] of lower.entries()) checkFigure(about, `lower limit at look ${at + 1}`, boundary.looks[at]?.lower ?? Number.NaN, limit, 5e-7);
    checkFigure(about, "inflation", boundary.inflation, inflation, 1e-6);
  });

  test("the default design of gsDesign, as it prints it", () => {
    // gsDesign(): three looks, non-binding, alpha 0.025, beta 0.1, Hwang-Shih-DeCani -4 and -2. Recalled.
    const about = { method: "Alpha and beta spending", source: "R: gsDesign(), printed (recalled)" };
    const boundary = futilityBoundary({ fractions: third, alpha: 0.025, beta: 0.1, spending: hsd(-4), betaSpending: hsd(-2) });
    const printed = [[3.01, -0.24], [2.55, 0.94], [2, 2]] as const;
    for (const [at, [upper, lower]] of printed.entries()) {
      checkFigure(about, `upper limit at look ${at + 1}`, boundary.looks[at]?.upper ?? Number.NaN, upper, 0.005);
      checkFigure(about, `lower limit at look ${at + 1}`, boundary.looks[at]?.lower ?? Number.NaN, lower, 0.005);
    }
    checkFigure(about, "inflation", boundary.inflation, 1.07, 0.0005);
    checkFigure(about, "benefit without an effect, futility obeyed", futilityCharacteristics(boundary, 0).upper, 0.0233, 0.00005);
  });

  test.each(reference.futility)("$spending and $betaSpending at $fractions, $futility, as in R's recursion", (row) => {
    const about = { method: "Alpha and beta spending", source: `${reference.r}: monitoring-futility.R` };
    const boundary = futilityBoundary({ fractions: row.fractions, alpha: row.alpha, beta: row.beta, spending: spendingOf(row.spending, row.parameter), betaSpending: spendingOf(row.betaSpending, row.betaParameter), futility: row.futility as "binding" | "non-binding" });
    for (const [at, { upper, lower }] of boundary.looks.entries()) {
      checkFigure(about, `upper limit at look ${at + 1}`, upper ?? Number.NaN, row.upper[at] ?? Number.NaN, 1e-7);
      checkFigure(about, `lower limit at look ${at + 1}`, lower ?? Number.NaN, row.lower[at] ?? Number.NaN, 1e-7);
    }
    checkFigure(about, "drift", boundary.drift, row.drift, 1e-7);
    for (const [at, drift] of [0, row.drift / 2, row.drift].entries()) checkFigure(about, `benefit at drift ${drift.toFixed(3)}`, futilityCharacteristics(boundary, drift).upper, row.benefit[at] ?? Number.NaN, 1e-7);
  });
});

describe("laws of the two kinds of futility", () => {
  const options = { fractions: [0.4, 0.7, 1], alpha: 0.025, beta: 0.1, spending: obf, betaSpending: hsd(-2) };
  test("non-binding limits keep alpha where futility is ignored, binding ones only where it is obeyed", () => {
    const free = futilityBoundary(options);
    const bound = futilityBoundary({ ...options, futility: "binding" });
    expect(futilityCharacteristics(free, 0, { futility: "ignored" }).upper).toBeCloseTo(0.025, 10);
    expect(futilityCharacteristics(free, 0).upper).toBeLessThan(0.0245);
    expect(futilityCharacteristics(bound, 0).upper).toBeCloseTo(0.025, 10);
    expect(futilityCharacteristics(bound, 0, { futility: "ignored" }).upper).toBeGreaterThan(0.0255);
    for (const { power } of [free, bound]) expect(power).toBeCloseTo(0.9, 10);
  });
  test("one look is the design without looks", () => {
    const { looks, inflation } = futilityBoundary({ ...options, fractions: [1] });
    // z(0.975)
    expect(looks[0]?.upper).toBeCloseTo(1.959963984540054, 12);
    expect(inflation).toBeCloseTo(1, 10);
  });
  test("every trial ends one way or the other", () => {
    const boundary = futilityBoundary(options);
    for (const drift of [-1, 0, 1.7, 3.4]) {
      const { upper, lower } = futilityCharacteristics(boundary, drift);
      expect(upper + lower).toBeCloseTo(1, 11);
    }
  });
});

describe("what is refused", () => {
  const options = { fractions: [0.5, 1], alpha: 0.025, beta: 0.1, spending: obf, betaSpending: obf };
  test.each([
    [{ fractions: [0.5, 0.9] }, "fractions.1"],
    [{ beta: 0.98 }, "beta"],
    [{ alpha: 0.5 }, "alpha"],
    [{ futility: "sometimes" }, "futility"],
     [{ alpha: 1e-90 }, "betaSpending"],
  ] as const)("%o", (wrong, path) => {
    expect(() => futilityBoundary({ ...options, ...wrong } as never)).toThrow(expect.objectContaining({ path }));
  });
});
