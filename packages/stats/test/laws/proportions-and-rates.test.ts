import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binomialProbability } from "../../src/distributions/binomial.ts";
import { runSteps } from "../../src/optimisation/run-steps.ts";
import { testTablesByBarnard } from "../../src/proportions/exact-tests/test-unconditionally.ts";
import { testTablesExactly } from "../../src/proportions/exact-tests/test-tables.ts";
import { estimateOddsRatios } from "../../src/proportions/odds-ratio/estimate-odds-ratios.ts";
import { estimateProportions } from "../../src/proportions/single/estimate-proportions.ts";
import { proportionIntervals } from "../../src/proportions/single/proportion-options.ts";
import { testProportions } from "../../src/proportions/single/test-proportions.ts";
import { compareProportionsByDifference, compareProportionsByRatio } from "../../src/proportions/two-groups/compare-proportions.ts";

const counts = fc.integer({ min: 1, max: 60 }).chain((total) => fc.record({ events: fc.integer({ min: 0, max: total }), total: fc.constant(total) }));
const one = (events: number, total: number, options: object) => estimateProportions({ events: [events], total: [total] }, options).rows[0]?.interval ?? { lower: Number.NaN, upper: Number.NaN };
const tables = fc.tuple(counts, counts).map(([a, b]) => ({ treatedEvents: [a.events], treatedTotal: [a.total], controlEvents: [b.events], controlTotal: [b.total] }));
const swap = (t: { treatedEvents: number[]; treatedTotal: number[]; controlEvents: number[]; controlTotal: number[] }) => ({ treatedEvents: t.controlEvents, treatedTotal: t.controlTotal, controlEvents: t.treatedEvents, controlTotal: t.treatedTotal });

describe("limits of a proportion", () => {
  test.each(proportionIntervals)("%s: the limits of those without the event are the mirror image", (interval) => {
    fc.assert(fc.property(counts, ({ events, total }) => {
      const [here, there] = [one(events, total, { interval }), one(total - events, total, { interval })];
      expect(Math.abs(here.lower - (1 - there.upper))).toBeLessThan(1e-11);
    }), { numRuns: 60 });
  });

  test.each(proportionIntervals)("%s: a higher level has no narrower interval", (interval) => {
    fc.assert(fc.property(counts, ({ events, total }) => {
      const [narrow, wide] = [one(events, total, { interval, level: 0.9 }), one(events, total, { interval, level: 0.99 })];
      expect(wide.lower).toBeLessThanOrEqual(narrow.lower + 1e-12);
      expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper - 1e-12);
    }), { numRuns: 60 });
  });

  test.each(["clopper-pearson", "blyth-still-casella", "blaker"] as const)("%s covers every proportion at least as often as it says", (interval) => {
    for (const total of [1, 2, 3, 7, 10, 16, 25, 40]) {
      const limits = Array.from({ length: total + 1 }, (_, k) => one(k, total, { interval, level: 0.95 }));
      // Coverage is lowest right beside a limit.
      for (const place of limits.flatMap(({ lower, upper }) => [lower - 1e-10, lower + 1e-10, upper - 1e-10, upper + 1e-10])) {
        if (place <= 0 || place >= 1) continue;
        const covered = limits.reduce((sum, { lower, upper }, k) => sum + (lower <= place && place <= upper ? binomialProbability(k, total, place) : 0), 0);
        expect(covered, `${interval}, ${total}, ${place}`).toBeGreaterThanOrEqual(0.95 - 1e-7);
      }
    }
  });

  test("the central and the mid-P test reject exactly what lies outside of their limits", () => {
    fc.assert(fc.property(counts, fc.double({ min: 0.001, max: 0.999, noNaN: true }), fc.constantFrom("central" as const, "mid-p" as const), ({ events, total }, probability, twoSidedRule) => {
      const made = testProportions({ events: [events], total: [total] }, { probability, twoSidedRule }).rows[0];
      if (made === undefined || Math.abs(made.pValue - 0.05) < 1e-9) return;
      expect(made.pValue < 0.05).toBe(probability < made.interval.lower || probability > made.interval.upper);
    }));
  });
});

describe("two groups", () => {
  test("changing the groups over turns differences, ratios and odds ratios around", () => {
    fc.assert(fc.property(tables, (table) => {
      for (const interval of ["newcombe", "miettinen-nurminen", "mee"] as const) {
        const [here, there] = [compareProportionsByDifference(table, { interval }).rows[0]?.interval, compareProportionsByDifference(swap(table), { interval }).rows[0]?.interval];
        expect(Math.abs((here?.lower ?? 9) + (there?.upper ?? 9))).toBeLessThan(1e-10);
      }
      const [ratio, turned] = [compareProportionsByRatio(table).rows[0]?.interval, compareProportionsByRatio(swap(table)).rows[0]?.interval];
      if (turned !== undefined && turned !== null && ratio !== undefined && ratio !== null && Number.isFinite(turned.upper)) expect(Math.abs(ratio.lower * turned.upper - 1)).toBeLessThan(1e-9);
      const [odds, other] = [estimateOddsRatios(table).rows[0]?.interval, estimateOddsRatios(swap(table)).rows[0]?.interval];
      if (other !== undefined && other !== null && odds !== undefined && odds !== null && Number.isFinite(other.upper)) expect(Math.abs(odds.lower * other.upper - 1)).toBeLessThan(1e-9);
    }), { numRuns: 60 });
  });

  test("the score test rejects exactly the differences outside of the score limits", () => {
    fc.assert(fc.property(tables, fc.double({ min: -0.95, max: 0.95, noNaN: true }), fc.constantFrom("miettinen-nurminen" as const, "mee" as const), (table, nullValue, interval) => {
      const made = compareProportionsByDifference(table, { interval, nullValue }).rows[0];
      if (made === undefined || made.interval === null || Math.abs(made.test.pValue - 0.05) < 1e-8) return;
      expect(made.test.pValue < 0.05).toBe(nullValue < made.interval.lower || nullValue > made.interval.upper);
    }));
  });

  test("exact p-values do not change when the groups change over", () => {
    fc.assert(fc.property(tables, (table) => {
      expect(Math.abs((testTablesExactly(table).rows[0]?.pValue ?? 0) - (testTablesExactly(swap(table)).rows[0]?.pValue ?? 1))).toBeLessThan(1e-10);
      expect(Math.abs((runSteps(testTablesByBarnard(table)).rows[0]?.pValue ?? 0) - (runSteps(testTablesByBarnard(swap(table))).rows[0]?.pValue ?? 1))).toBeLessThan(1e-9);
    }), { numRuns: 30 });
  });
});
