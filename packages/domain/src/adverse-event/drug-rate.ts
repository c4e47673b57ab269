/** Rates of vasoactive drugs, absolute and per body mass. */
import type { Quantity } from "../quantity/quantity.ts";
import { convert, dimensionOf, valueIn } from "../quantity/unit.ts";

export type DrugRate = { readonly ok: true; readonly value: number } | { readonly ok: false; readonly why: "weight-unknown" | "unit-unknown" };

const absolute = "mass per time";
const perMass = "mass per body mass and time";

/**
 * The rate as a number in `unit`. Between ug/min and ug/kg/min the weight is needed; without it the answer is "weight-unknown".
 * A rate in mL/h or U/min is no mass of drug: "unit-unknown".
 *
 * @example drugRateIn({ value: 7, unit: "ug/min" }, "ug/kg/min", { value: 70, unit: "kg" }) // { ok: true, value: 0.1 }
 */
export function drugRateIn(rate: Quantity, unit: string, weight: Quantity | null): DrugRate {
  const from = dimensionOf(rate.unit);
  const to = dimensionOf(unit);
  if (from === null || to === null) return { ok: false, why: "unit-unknown" };
  if (from === to) return { ok: true, value: valueIn(rate, unit) };
  const bridged = (from === absolute && to === perMass) || (from === perMass && to === absolute);
  if (!bridged) return { ok: false, why: "unit-unknown" };
  if (weight === null || dimensionOf(weight.unit) !== "mass" || !(weight.value > 0)) return { ok: false, why: "weight-unknown" };
  const kilograms = valueIn(weight, "kg");
  const moved = from === absolute ? { value: valueIn(rate, "ug/min") / kilograms, unit: "ug/kg/min" } : { value: valueIn(rate, "ug/kg/min") * kilograms, unit: "ug/min" };
  return { ok: true, value: convert(moved, unit).value };
}

/** `value >= limit` or `value > limit`; numbers that differ only by rounding of the arithmetic are equal. */
export function exceeds(value: number, comparator: ">=" | ">", limit: number): boolean {
  const difference = value - limit;
  if (Math.abs(difference) <= 1e-9 * Math.max(Math.abs(value), Math.abs(limit))) return comparator === ">=";
  return difference > 0;
}
