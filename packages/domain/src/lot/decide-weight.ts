/** May this body weight be used for a dose? */
import type { Decision, Reason } from "../decision/decision.ts";
import { decide, protocolRule, reason } from "../decision/reason.ts";
import type { Limit, LimitId, Protocol } from "../protocol/protocol.ts";
import type { Quantity } from "../quantity/quantity.ts";
import { compareQuantities, dimensionOf, valueIn } from "../quantity/unit.ts";

type WeightProtocol = Pick<Protocol, "id" | "version" | "limits">;

/**
 * Allowed when the weight is known, within the protocol's plausible range (its ends included), and either close enough to
 * the last weight or confirmed by a person.
 *
 * Cases in order: missing; not a mass; outside the plausible range, or the protocol sets none; differs from the last
 * weight by more than `weight-change-tolerance` (a share of the last weight in `%`, or a mass). Where there is no earlier
 * weight or no tolerance, nothing can be compared, and a person has to confirm too. A confirmation never heals a missing
 * or implausible weight.
 *
 * @param previous the last weight before this infusion day; `null`: there is none.
 * @param confirmed the weight that a person confirmed with a reason; it counts only for exactly this weight. `null`: none.
 */
export function decideWeight(protocol: WeightProtocol, weight: Quantity | null, previous: Quantity | null, confirmed: Quantity | null): Decision {
  const rule = protocolRule(protocol, "weight");
  if (weight === null) return decide(rule, [reason("weight-missing", "weight", rule)]);
  if (dimensionOf(weight.unit) !== "mass" || !Number.isFinite(weight.value)) {
    return decide(rule, [reason("weight-unit-unfit", "weight", rule, { value: weight.value, unit: weight.unit })]);
  }
  const implausible = [findRangeFault(protocol, weight, "weight-plausible-minimum"), findRangeFault(protocol, weight, "weight-plausible-maximum")].filter((fault) => fault !== null);
  if (implausible.length > 0) return decide(rule, implausible);
  const met = [reason("weight-plausible", "weight", rule, { value: weight.value, unit: weight.unit })];
  const change = assessChange(protocol, weight, previous);
  if (change.code === "weight-change-within") return decide(rule, [], [...met, change]);
  if (!isConfirmed(weight, confirmed)) return decide(rule, [change], met);
  return decide(rule, [], [...met, reason("weight-confirmed", "weight", rule, { value: weight.value, unit: weight.unit })]);
}

function findRangeFault(protocol: WeightProtocol, weight: Quantity, limitId: LimitId): Reason | null {
  const rule = protocolRule(protocol, `limit.${limitId}`);
  const limit = protocol.limits[limitId];
  const saw = { value: weight.value, unit: weight.unit };
  if (limit === undefined || dimensionOf(limit.unit) !== "mass") return reason("weight-range-not-set", "weight", rule, { ...saw, limitId });
  const difference = compareQuantities(weight, limit);
  const outside = limitId === "weight-plausible-minimum" ? difference < 0 : difference > 0;
  return outside ? reason("weight-implausible", "weight", rule, { ...saw, limit: limit.value, limitUnit: limit.unit }, limit.source) : null;
}

function assessChange(protocol: WeightProtocol, weight: Quantity, previous: Quantity | null): Reason {
  const rule = protocolRule(protocol, "limit.weight-change-tolerance");
  const tolerance = protocol.limits["weight-change-tolerance"];
  const change = tolerance === undefined || previous === null ? null : deriveChange(weight, previous, tolerance);
  const saw = {
    value: weight.value,
    unit: weight.unit,
    previous: previous?.value ?? null,
    previousUnit: previous?.unit ?? "",
    limit: tolerance?.value ?? null,
    limitUnit: tolerance?.unit ?? "",
  };
  const source = tolerance?.source ?? null;
  if (change === null || tolerance === undefined) return reason("weight-change-unknown", "weight", rule, saw, source);
  const code = compareQuantities(change, tolerance) > 0 ? "weight-change-unconfirmed" : "weight-change-within";
  return reason(code, "weight", rule, { ...saw, change: change.value, changeUnit: change.unit }, source);
}

/** The change in the tolerance's unit, as a share of the previous weight where the tolerance is a plain number. */
function deriveChange(weight: Quantity, previous: Quantity, tolerance: Limit): Quantity | null {
  if (dimensionOf(previous.unit) !== "mass" || !Number.isFinite(previous.value) || previous.value <= 0) return null;
  const kilograms = Math.abs(valueIn(weight, "kg") - valueIn(previous, "kg"));
  if (dimensionOf(tolerance.unit) === "mass") return { value: kilograms, unit: "kg" };
  if (dimensionOf(tolerance.unit) === "number") return { value: (kilograms / valueIn(previous, "kg")) * 100, unit: "%" };
  return null;
}

function isConfirmed(weight: Quantity, confirmed: Quantity | null): boolean {
  return confirmed !== null && dimensionOf(confirmed.unit) === "mass" && Number.isFinite(confirmed.value) && compareQuantities(weight, confirmed) === 0;
}
