import { describe, expect, test } from "vitest";
import { exampleBags, exampleLot } from "../../test/example-day.ts";
import { exampleProtocol, exampleSource } from "../../test/example-protocol.ts";
import type { Limit, LimitId, Protocol } from "../protocol/protocol.ts";
import { deriveDose } from "./decide-dose.ts";
import type { DoseInput } from "./decide-dose.ts";
import type { DosePlan } from "./dose-plan.ts";

const kg = (value: number) => ({ value, unit: "kg" });
const perMinute = (value: number) => ({ value, unit: "mL/min" });

const input: DoseInput = {
  protocol: exampleProtocol,
  doseLevel: 2,
  weight: kg(60),
  previousWeight: kg(61),
  height: { value: 165, unit: "cm" },
  sex: "female",
  lots: [exampleLot],
  bags: exampleBags,
  rate: perMinute(2.5),
};

function planOf(change: Partial<DoseInput> = {}): DosePlan {
  const dose = deriveDose({ ...input, ...change });
  if (!dose.assessable) throw new Error(`No plan: ${dose.because.map((one) => one.code).join(", ")}`);
  return dose.value;
}

function refusalOf(change: Partial<DoseInput>): string[] {
  const dose = deriveDose({ ...input, ...change });
  return dose.assessable ? [] : dose.because.map((one) => one.code);
}

function withLimit(id: LimitId, limit: Omit<Limit, "source">): Protocol {
  return { ...exampleProtocol, limits: { ...exampleProtocol.limits, [id]: { ...limit, source: exampleSource } } };
}

function verdictOf(plan: DosePlan, id: LimitId) {
  return plan.verdicts.find((one) => one.limitId === id)?.verdict;
}

describe("the dose of one infusion", () => {
  // 1.5 million cells/kg x 60 kg = 90 million: all 60 of bag 1 (50 mL) and 30 of the 60 of bag 2 (25 mL).
  // 75 mL at 2.5 mL/min = 30 min; 1.2 million cells/mL x 2.5 = 3 million cells/min.
  // DMSO: 75 mL x 0.05 g/mL / 60 kg = 0.0625 g/kg. Endotoxin: 0.2 EU/mL x 150 mL/h / 60 kg = 0.5 EU/kg/h.
  test("every number follows from level, weight, bags and rate", () => {
    const plan = planOf();
    expect(plan.cellsNeeded).toEqual({ value: 90, unit: "10*6{cells}" });
    expect(plan.capped).toBe(false);
    expect(plan.bags.map(({ bagCode, volume, cells, partial }) => [bagCode, volume.value, cells.value, partial])).toEqual([
      ["BAG-1", 50, 60, false],
      ["BAG-2", 25, 30, true],
    ]);
    expect(plan.volume).toEqual({ value: 75, unit: "mL" });
    expect(plan.cellsPerKg).toEqual({ value: 1.5, unit: "10*6{cells}/kg" });
    expect(plan.cellConcentration).toEqual({ value: 1.2, unit: "10*6{cells}/mL" });
    expect(plan.rate).toEqual(perMinute(2.5));
    expect(plan.duration).toEqual({ value: 30, unit: "min" });
    expect(plan.cellRate).toEqual({ value: 3, unit: "10*6{cells}/min" });
    expect(plan.dmsoPerKg).toMatchObject({ assessable: true, value: { value: 0.0625, unit: "g/kg" } });
    expect(plan.endotoxinRate).toMatchObject({ assessable: true, value: { value: 0.5, unit: "[EU]/kg/h" } });
    expect(plan.verdicts.map((one) => one.verdict)).toEqual(Array.from({ length: 8 }, () => "within"));
    expect(plan.weightDecision.outcome).toBe("allowed");
  });

  test("a wanted duration gives the rate: 75 mL in 25 min are 3 mL/min", () => {
    const plan = planOf({ rate: null, durationWanted: { value: 25, unit: "min" } });
    expect(plan.rate).toEqual(perMinute(3));
    expect(plan.duration).toEqual({ value: 25, unit: "min" });
  });

  test("a rate and a duration together are refused", () => {
    expect(refusalOf({ durationWanted: { value: 25, unit: "min" } })).toEqual(["pace-given-twice"]);
  });

  test("without a rate nothing about pace is called within a limit", () => {
    const plan = planOf({ rate: null });
    expect([plan.rate, plan.duration, plan.cellRate]).toEqual([null, null, null]);
    for (const id of ["infusion-rate-maximum", "cell-rate-maximum", "infusion-duration-minimum", "infusion-duration-maximum", "endotoxin-rate-maximum"] as const) {
      expect(verdictOf(plan, id), `limit ${id}`).toBe("not-assessable");
    }
  });

  test("a rate of zero, below zero, or in cells is no rate", () => {
    for (const rate of [perMinute(0), perMinute(-1), perMinute(Number.NaN), { value: 1, unit: "10*6{cells}/min" }]) {
      expect(refusalOf({ rate })).toEqual(["rate-unfit"]);
    }
  });

  test("the dose is reduced to the protocol's maximum and says so", () => {
    const plan = planOf({ protocol: withLimit("dose-cells-maximum", { value: 0.08, unit: "10*9{cells}" }) });
    expect(plan.cellsNeeded).toEqual({ value: 80, unit: "10*6{cells}" });
    expect(plan.capped).toBe(true);
    expect(plan.notes.map((one) => one.code)).toEqual(["dose-capped"]);
    expect(plan.bags[1]?.cells.value).toBeCloseTo(20, 12);
  });

  test("too few cells refuse, with what is there and what is needed", () => {
    const dose = deriveDose({ ...input, bags: [exampleBags[0]] });
    expect(dose).toMatchObject({ assessable: false, because: [{ code: "cells-insufficient", saw: { value: 60, needed: 90, unit: "10*6{cells}" } }] });
  });

  test("bags of the lot that expires first are used first", () => {
    const soon = { ...exampleLot, id: "soon", expiresAt: "2026-03-05T00:00:00.000Z" };
    const plan = planOf({ lots: [exampleLot, soon], bags: [exampleBags[0], { ...exampleBags[1], lotId: "soon" }] });
    expect(plan.bags.map((bag) => bag.bagCode)).toEqual(["BAG-2", "BAG-1"]);
  });

  test("a quarantined bag and a bag with unknown cells are not counted, and both are named", () => {
    const spare = { ...exampleBags[1], id: "spare", code: "BAG-3" };
    const plan = planOf({ bags: [{ ...exampleBags[0], state: "quarantined" }, { ...exampleBags[0], viableCells: null }, exampleBags[1], spare] });
    expect(plan.bags.map((bag) => bag.bagCode)).toEqual(["BAG-2", "BAG-3"]);
    expect(plan.notes.map((one) => one.code)).toEqual(["bag-left-out", "bag-cells-unknown"]);
  });

  test("a missing and an implausible weight refuse", () => {
    expect(refusalOf({ weight: null })).toEqual(["weight-missing"]);
    expect(refusalOf({ weight: kg(600) })).toEqual(["weight-implausible"]);
    expect(refusalOf({ weight: { value: 60, unit: "cm" } })).toEqual(["weight-unit-unfit"]);
  });

  test("a changed weight shows the plan, and asks for confirmation", () => {
    // 75 against 61 kg is 22.95 %, above the 10 % of the protocol; 1.5 x 75 = 112.5 million cells.
    const plan = planOf({ weight: kg(75) });
    expect(plan.weightDecision.reasons.map((one) => one.code)).toEqual(["weight-change-unconfirmed"]);
    expect(planOf({ weight: kg(75), weightConfirmed: kg(75) }).weightDecision.outcome).toBe("allowed");
  });

  test("an unknown level and a missing weight are reported together", () => {
    expect(refusalOf({ doseLevel: 9, weight: null })).toEqual(["dose-level-unknown", "weight-missing"]);
    expect(refusalOf({ doseLevel: null })).toEqual(["dose-level-unknown"]);
  });

  test("a dose by predicted weight needs sex and height, and still the actual weight", () => {
    const protocol: Protocol = { ...exampleProtocol, dose: { ...exampleProtocol.dose, basis: "predicted", predictedWeightFormula: "ardsnet-pbw" } };
    // Woman of 165 cm: 45.5 + 0.91 x 12.6 = 56.966 kg; x 1.5 = 85.449 million cells.
    const plan = planOf({ protocol });
    expect(plan.weightUsed.value).toBeCloseTo(56.966, 10);
    expect(plan.cellsNeeded.value).toBeCloseTo(85.449, 10);
    expect(refusalOf({ protocol, sex: null, height: null })).toEqual(["sex-unknown", "height-unknown"]);
    expect(refusalOf({ protocol, weight: null })).toEqual(["weight-missing"]);
  });

  test("a dose level in cells is the dose itself", () => {
    const [level] = exampleProtocol.dose.levels;
    if (level === undefined) throw new Error("the example has levels");
    const protocol = { ...exampleProtocol, dose: { ...exampleProtocol.dose, levels: [{ ...level, level: 2, quantity: { value: 100, unit: "10*6{cells}", source: exampleSource } }] } };
    expect(planOf({ protocol }).cellsNeeded.value).toBe(100);
  });

  test("unknown DMSO and unknown endotoxin are not assessable, never zero", () => {
    const plan = planOf({ lots: [{ ...exampleLot, dmso: null, results: [] }] });
    expect(verdictOf(plan, "dmso-dose-maximum")).toBe("not-assessable");
    expect(verdictOf(plan, "endotoxin-rate-maximum")).toBe("not-assessable");
    expect(plan.verdicts.find((one) => one.limitId === "dmso-dose-maximum")?.reason.code).toBe("dmso-unknown");
  });

  test("exactly at a limit is within, above it is outside", () => {
    expect(verdictOf(planOf({ protocol: withLimit("infusion-rate-maximum", { value: 150, unit: "mL/h" }) }), "infusion-rate-maximum")).toBe("within");
    expect(verdictOf(planOf({ protocol: withLimit("infusion-rate-maximum", { value: 149, unit: "mL/h" }) }), "infusion-rate-maximum")).toBe("outside");
    expect(verdictOf(planOf({ protocol: withLimit("infusion-duration-minimum", { value: 0.5, unit: "h" }) }), "infusion-duration-minimum")).toBe("within");
    expect(verdictOf(planOf({ protocol: withLimit("infusion-duration-minimum", { value: 31, unit: "min" }) }), "infusion-duration-minimum")).toBe("outside");
    expect(verdictOf(planOf({ protocol: withLimit("cell-rate-maximum", { value: 3, unit: "mL/min" }) }), "cell-rate-maximum")).toBe("not-assessable");
  });

  test("a limit that the protocol does not set is named, not passed", () => {
    const { "dmso-dose-maximum": _, ...limits } = exampleProtocol.limits;
    const plan = planOf({ protocol: { ...exampleProtocol, limits } });
    expect(plan.limitsNotSet).toEqual(["dmso-dose-maximum"]);
    expect(verdictOf(plan, "dmso-dose-maximum")).toBeUndefined();
  });
});
