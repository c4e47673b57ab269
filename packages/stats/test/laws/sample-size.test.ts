import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planProportion } from "../../src/small-trials/sample-size/plan-proportion.ts";
import { planTwoMeans } from "../../src/small-trials/sample-size/plan-two-means.ts";
import { planTwoProportions } from "../../src/small-trials/sample-size/plan-two-proportions.ts";

const chance = fc.double({ min: 0.05, max: 0.95, noNaN: true });
const effect = fc.double({ min: 0.3, max: 3, noNaN: true });
const sides = fc.constantFrom("one", "two");
const power = fc.double({ min: 0.5, max: 0.95, noNaN: true });

describe("sizes of trials", () => {
  test("power of two means rises with the size, and the size planned is the smallest that has it", () => {
    fc.assert(fc.property(effect, sides, power, fc.constantFrom(0.5, 1, 2), (difference, side, wanted, ratio) => {
      const options = { sides: side, power: wanted, ratio } as const;
      const plan = planTwoMeans({ difference: [difference], sd: [1] }, options).plans[0];
      const size = plan?.controlSize ?? 0;
      const at = (controls: number): number => planTwoMeans({ difference: [difference], sd: [1], controlSize: [controls] }, options).plans[0]?.power ?? Number.NaN;
      expect(at(size)).toBeGreaterThanOrEqual(wanted * (1 - 1e-12));
      if (size > 2) expect(at(size - 1)).toBeLessThan(wanted);
      expect(at(size + 5)).toBeGreaterThan(at(size));
    }), { numRuns: 25 });
  });

  test("power of two proportions rises with the size, and the size planned is the smallest that has it", () => {
    fc.assert(fc.property(chance, chance, sides, power, fc.constantFrom("normal", "unpooled", "arcsine"), (treated, control, side, wanted, kind) => {
      fc.pre(Math.abs(treated - control) > 0.1);
      const options = { sides: side, power: wanted, test: kind, tails: "one" } as const;
      const size = planTwoProportions({ treated: [treated], control: [control] }, options).plans[0]?.controlSize ?? 0;
      const at = (controls: number): number => planTwoProportions({ treated: [treated], control: [control], controlSize: [controls] }, options).plans[0]?.power ?? Number.NaN;
      expect(at(size)).toBeGreaterThanOrEqual(wanted * (1 - 1e-12));
      if (size > 1) expect(at(size - 1)).toBeLessThan(wanted);
      // With one side of the normal test alone there is nothing that falls with the size.
      expect(at(size + 5)).toBeGreaterThanOrEqual(at(size));
    }), { numRuns: 30 });
  });

  test("an exact test of one proportion keeps its level, has its power at the size and after it, and not before the first", () => {
    fc.assert(fc.property(chance, chance, sides, (hypothesis, expected, side) => {
      fc.pre(Math.abs(hypothesis - expected) > 0.2);
      const plan = planProportion({ hypothesis: [hypothesis], expected: [expected] }, { sides: side }).plans[0];
      const at = (size: number): number => planProportion({ hypothesis: [hypothesis], expected: [expected], size: [size] }, { sides: side }).plans[0]?.power ?? Number.NaN;
      const [size, first] = [plan?.size ?? 0, plan?.firstSize ?? 0];
      expect(plan?.actualSignificance).toBeLessThanOrEqual(0.05 * (1 + 1e-12));
      expect(at(size)).toBeGreaterThanOrEqual(0.8 * (1 - 1e-12));
      for (let more = 1; more <= 10; more++) expect(at(size + more)).toBeGreaterThanOrEqual(0.8 * (1 - 1e-12));
      if (size > 1) expect(first === size ? at(size - 1) : Math.min(at(size - 1), 0.8)).toBeLessThanOrEqual(0.8);
      for (let less = 1; less < Math.min(first, 6); less++) expect(at(first - less)).toBeLessThan(0.8);
    }), { numRuns: 30 });
  });
});
