/** What comes with the cells: DMSO and endotoxin, per kilogram of actual body weight. */
import type { Assessment, Reason } from "../decision/decision.ts";
import { ownRule, reason } from "../decision/reason.ts";
import type { Quantity } from "../quantity/quantity.ts";
import { dimensionOf, valueIn } from "../quantity/unit.ts";
import type { PlannedBag } from "./dose-plan.ts";
import type { Lot, TestResult } from "./lot.ts";

const dmsoRule = ownRule("dmso-load");
const endotoxinRule = ownRule("endotoxin-load");

/**
 * DMSO in g per kg of actual weight, over all bags of the plan: volume x concentration of the lot / weight. One infusion
 * only; other infusions of the same day are not added. Not assessable when a lot's DMSO is unknown or not a mass per
 * volume (a volume percentage is no mass).
 */
export function deriveDmsoPerKg(bags: readonly PlannedBag[], lots: readonly Lot[], kilograms: number): Assessment<Quantity> {
  const because: Reason[] = [];
  let grams = 0;
  for (const bag of bags) {
    const lot = lots.find((one) => one.id === bag.lotId);
    const dmso = lot?.dmso ?? null;
    if (dmso === null || dimensionOf(dmso.unit) !== "mass per volume" || !isMeasured(dmso.value)) {
      because.push(reason("dmso-unknown", `lot.${lot?.code ?? bag.lotId}`, dmsoRule, { lot: lot?.code ?? bag.lotId }));
    } else {
      grams += valueIn(bag.volume, "mL") * valueIn(dmso, "g/mL");
    }
  }
  if (because.length > 0) return { assessable: false, rule: dmsoRule, because };
  return { assessable: true, rule: dmsoRule, value: { value: grams / kilograms, unit: "g/kg" }, reasons: [] };
}

/**
 * Endotoxin in [EU]/mL of the worst lot of the plan. Of each lot the latest final result counts, or the latest interim
 * one; of two at the same time the higher. Not assessable when a lot has none in units per volume.
 */
export function deriveEndotoxinConcentration(bags: readonly PlannedBag[], lots: readonly Lot[]): Assessment<Quantity> {
  const because: Reason[] = [];
  let highest = 0;
  for (const lotId of new Set(bags.map((bag) => bag.lotId))) {
    const lot = lots.find((one) => one.id === lotId);
    const concentration = lot === undefined ? null : latestEndotoxin(lot.results);
    if (concentration === null) because.push(reason("endotoxin-unknown", `lot.${lot?.code ?? lotId}`, endotoxinRule, { lot: lot?.code ?? lotId }));
    else highest = Math.max(highest, concentration);
  }
  if (because.length > 0) return { assessable: false, rule: endotoxinRule, because };
  return { assessable: true, rule: endotoxinRule, value: { value: highest, unit: "[EU]/mL" }, reasons: [] };
}

/**
 * Endotoxin in [EU]/kg/h: concentration x rate / actual weight, at the moment when the worst lot runs. For an infusion
 * shorter than an hour this is more than what the hour brings, so it errs towards refusal.
 */
export function deriveEndotoxinRate(concentration: Assessment<Quantity>, rate: Quantity | null, kilograms: number): Assessment<Quantity> {
  if (!concentration.assessable) return concentration;
  if (rate === null) return { assessable: false, rule: endotoxinRule, because: [reason("rate-not-chosen", "rate", endotoxinRule)] };
  const value = (valueIn(concentration.value, "[EU]/mL") * valueIn(rate, "mL/h")) / kilograms;
  return { assessable: true, rule: endotoxinRule, value: { value, unit: "[EU]/kg/h" }, reasons: [] };
}

function latestEndotoxin(results: readonly TestResult[]): number | null {
  const known = results.flatMap(({ result, stage, reportedAt }) =>
    result?.kind === "number" && dimensionOf(result.quantity.unit) === "endotoxin per volume" && isMeasured(result.quantity.value)
      ? [{ stage, reportedAt, value: valueIn(result.quantity, "[EU]/mL") }]
      : [],
  );
  const finals = known.filter((one) => one.stage === "final");
  const counted = finals.length > 0 ? finals : known;
  const latest = counted.map((one) => one.reportedAt).toSorted().at(-1);
  const values = counted.filter((one) => one.reportedAt === latest).map((one) => one.value);
  return values.length === 0 ? null : Math.max(...values);
}

function isMeasured(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}
