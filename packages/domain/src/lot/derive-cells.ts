/** How many cells a dose level is for one body weight. */
import type { Assessment } from "../decision/decision.ts";
import { protocolRule, reason } from "../decision/reason.ts";
import type { DoseLevel, Protocol } from "../protocol/protocol.ts";
import type { Quantity } from "../quantity/quantity.ts";
import { dimensionOf, valueIn } from "../quantity/unit.ts";

const millions = "10*6{cells}";

/**
 * Cells needed, in 10*6{cells}: level x weight, or the level itself where it is a fixed number of cells; never more than
 * `dose-cells-maximum`. A reduction is said in `reasons` (code `dose-capped`).
 * Not assessable when the level or the maximum is in a unit that does not fit, or the level is not above zero.
 *
 * @example deriveCells(protocol, level2, { value: 60, unit: "kg" }) // 1.5 million cells/kg: 90 million cells
 */
export function deriveCells(protocol: Pick<Protocol, "id" | "version" | "limits">, level: DoseLevel, weight: Quantity): Assessment<Quantity> {
  const rule = protocolRule(protocol, "dose");
  const { value, unit } = level.quantity;
  const dimension = dimensionOf(unit);
  const perKilogram = dimension === "cells per body mass";
  if (!(perKilogram || dimension === "cells") || !(value > 0)) {
    return { assessable: false, rule, because: [reason("dose-level-unit-unfit", "dose.level", rule, { value, unit }, level.quantity.source)] };
  }
  const wanted = perKilogram ? valueIn(level.quantity, "10*6{cells}/kg") * valueIn(weight, "kg") : valueIn(level.quantity, millions);
  const cap = protocol.limits["dose-cells-maximum"];
  if (cap === undefined) return { assessable: true, rule, value: { value: wanted, unit: millions }, reasons: [] };
  const path = "limit.dose-cells-maximum";
  if (dimensionOf(cap.unit) !== "cells") {
    return { assessable: false, rule, because: [reason("limit-unit-unfit", path, rule, { unit: millions, limitUnit: cap.unit }, cap.source)] };
  }
  const maximum = valueIn(cap, millions);
  if (wanted <= maximum) return { assessable: true, rule, value: { value: wanted, unit: millions }, reasons: [] };
  const capped = reason("dose-capped", path, protocolRule(protocol, path), { wanted, value: maximum, unit: millions }, cap.source);
  return { assessable: true, rule, value: { value: maximum, unit: millions }, reasons: [capped] };
}
