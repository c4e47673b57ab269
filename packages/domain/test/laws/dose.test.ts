import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deriveDose } from "../../src/lot/decide-dose.ts";
import type { DosePlan } from "../../src/lot/dose-plan.ts";
import { deriveRateRange } from "../../src/lot/derive-rate-range.ts";
import { assessLimit } from "../../src/lot/limit-verdict.ts";
import type { Bag } from "../../src/lot/lot.ts";
import { limitIds } from "../../src/protocol/protocol.ts";
import { limitDefinitions } from "../../src/protocol/limit-definitions.ts";
import { exampleBags, exampleLot } from "../example-day.ts";
import { exampleProtocol, exampleSource } from "../example-protocol.ts";

const kilograms = fc.double({ min: 30, max: 250, noNaN: true });
const bag = fc.record({ cells: fc.double({ min: 1, max: 200, noNaN: true }), volume: fc.double({ min: 5, max: 200, noNaN: true }) });
const manyBags = fc.array(bag, { minLength: 1, maxLength: 8 });

function bagsOf(list: readonly { cells: number; volume: number }[]): Bag[] {
  return list.map(({ cells, volume }, index) => ({ ...exampleBags[0], id: `b${String(index)}`, code: `B${String(index)}`, viableCells: { value: cells, unit: "10*6{cells}" }, volume: { value: volume, unit: "mL" } }));
}

function planFor(weight: number, doseLevel: number, bags: readonly Bag[] = bagsOf([{ cells: 400, volume: 100 }]), rate = 2): DosePlan | null {
  const measured = { value: weight, unit: "kg" };
  const dose = deriveDose({ protocol: exampleProtocol, doseLevel, weight: measured, previousWeight: measured, height: null, sex: null, lots: [exampleLot], bags, rate: { value: rate, unit: "mL/min" } });
  return dose.assessable ? dose.value : null;
}

describe("laws of the dose", () => {
  test("a heavier participant or a higher level never gets fewer cells, and nobody more than the maximum of 200 million", () => {
    fc.assert(
      fc.property(kilograms, kilograms, (a, b) => {
        const [lighter, heavier] = [Math.min(a, b), Math.max(a, b)];
        for (const level of [1, 2]) {
          const low = planFor(lighter, level)?.cellsNeeded.value ?? Number.NaN;
          const high = planFor(heavier, level)?.cellsNeeded.value ?? Number.NaN;
          expect(high).toBeGreaterThanOrEqual(low);
          expect(high).toBeLessThanOrEqual(200);
        }
        expect(planFor(a, 2)?.cellsNeeded.value).toBeGreaterThanOrEqual(planFor(a, 1)?.cellsNeeded.value ?? Number.NaN);
      }),
    );
  });

  test("the bags of a plan give exactly the cells needed, none more than it holds, and only the last one in part", () => {
    fc.assert(
      fc.property(kilograms, manyBags, (weight, list) => {
        const bags = bagsOf(list);
        const plan = planFor(weight, 2, bags);
        const held = list.reduce((sum, one) => sum + one.cells, 0);
        const needed = Math.min(200, 1.5 * weight);
        expect(plan !== null || held < needed * (1 + 1e-9)).toBe(true);
        if (plan === null) return;
        const given = plan.bags.reduce((sum, one) => sum + one.cells.value, 0);
        expect(Math.abs(given / needed - 1)).toBeLessThan(1e-9);
        for (const one of plan.bags) {
          const whole = bags.find((other) => other.id === one.bagId);
          expect(one.volume.value).toBeLessThanOrEqual(whole?.volume?.value ?? 0);
          expect(one.volume.value).toBeGreaterThan(0);
        }
        expect(plan.bags.slice(0, -1).some((one) => one.partial)).toBe(false);
      }),
    );
  });

  test("cells per minute times minutes are never fewer than the cells of the dose", () => {
    fc.assert(
      fc.property(kilograms, manyBags, fc.double({ min: 0.1, max: 10, noNaN: true }), (weight, list, rate) => {
        const plan = planFor(weight, 1, bagsOf(list), rate);
        if (plan === null) return;
        const atMost = (plan.cellRate?.value ?? 0) * (plan.duration?.value ?? 0);
        expect(atMost).toBeGreaterThanOrEqual(plan.cellsNeeded.value * (1 - 1e-9));
      }),
    );
  });

  test("inside the range of rates every limit of pace is kept; just outside it one is not", () => {
    const pace = new Set(["infusion-rate-maximum", "cell-rate-maximum", "infusion-duration-minimum", "infusion-duration-maximum", "endotoxin-rate-maximum"]);
    const broken = (weight: number, bags: readonly Bag[], rate: number) => planFor(weight, 2, bags, rate)?.verdicts.filter((one) => pace.has(one.limitId) && one.verdict !== "within").length;
    fc.assert(
      fc.property(kilograms, manyBags, fc.double({ min: 0, max: 1, noNaN: true }), (weight, list, share) => {
        const bags = bagsOf(list);
        const plan = planFor(weight, 2, bags);
        if (plan === null) return;
        const range = deriveRateRange(plan, exampleProtocol);
        if (!range.assessable) return;
        const low = range.value.lowest?.rate.value ?? Number.NaN;
        const high = range.value.highest?.rate.value ?? Number.NaN;
        expect(broken(weight, bags, low + share * (high - low))).toBe(0);
        expect(broken(weight, bags, high * 1.001)).toBeGreaterThan(0);
        expect(broken(weight, bags, low * 0.999)).toBeGreaterThan(0);
      }),
    );
  });
});

describe("laws of a limit", () => {
  test("a value at the limit is within; a thousandth on the wrong side is outside, on the right side within", () => {
    fc.assert(
      fc.property(fc.constantFrom(...limitIds), fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (id, value) => {
        const { unitLike: unit, direction } = limitDefinitions[id];
        const protocol = { ...exampleProtocol, limits: { [id]: { value, unit, source: exampleSource } } };
        const verdict = (number: number) => assessLimit(protocol, id, { assessable: true, rule: { id: "r", edition: "e" }, value: { value: number, unit }, reasons: [] })?.verdict;
        expect(verdict(value)).toBe("within");
        expect(verdict(value * (direction === "maximum" ? 1.001 : 0.999))).toBe("outside");
        expect(verdict(value * (direction === "maximum" ? 0.999 : 1.001))).toBe("within");
      }),
    );
  });
});
