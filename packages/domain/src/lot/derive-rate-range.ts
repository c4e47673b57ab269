/** Between which rates every limit of a dose plan is kept. Shown to the person who chooses; no rate is proposed. */
import type { Assessment, Reason } from "../decision/decision.ts";
import { protocolRule, reason } from "../decision/reason.ts";
import type { LimitId, Protocol } from "../protocol/protocol.ts";
import type { Quantity } from "../quantity/quantity.ts";
import { dimensionOf, valueIn } from "../quantity/unit.ts";
import type { DosePlan } from "./dose-plan.ts";

/** One end of the range, and the limit that sets it. */
export interface RateBound {
  readonly rate: Quantity;
  readonly limitId: LimitId;
}

export interface RateRange {
  /** mL/min; `null` where no limit of the protocol forbids slow rates. */
  readonly lowest: RateBound | null;
  /** mL/min; `null` where no limit of the protocol forbids fast rates. */
  readonly highest: RateBound | null;
}

type Bounded = Pick<DosePlan, "volume" | "cellConcentration" | "endotoxinConcentration" | "actualWeight">;

/**
 * The lowest and highest rate, in mL/min, at which the protocol's limits on rate, cell rate, duration and endotoxin are
 * kept; both ends are allowed.
 *
 * lowest = volume / longest duration; highest = the smallest of the fastest rate, volume / shortest duration, most
 * cells per minute / cells per mL, and most endotoxin per kg and hour x kg / endotoxin per mL.
 * Not assessable when a set limit cannot be used (endotoxin unknown, unit that does not fit) or when no rate is left.
 *
 * @example 75 mL of 1.2 million cells/mL, at most 4 mL/min, 15 to 120 min, 5 million cells/min: 0.625 to 4 mL/min
 */
export function deriveRateRange(plan: Bounded, protocol: Pick<Protocol, "id" | "version" | "limits">): Assessment<RateRange> {
  const rule = protocolRule(protocol, "rate-range");
  const because: Reason[] = [];
  const volume = valueIn(plan.volume, "mL");

  const bound = (limitId: LimitId, dimension: string, millilitresPerMinute: (limit: Quantity) => number): RateBound[] => {
    const limit = protocol.limits[limitId];
    if (limit === undefined) return [];
    if (dimensionOf(limit.unit) !== dimension) {
      because.push(reason("limit-unit-unfit", `limit.${limitId}`, protocolRule(protocol, `limit.${limitId}`), { unit: "mL/min", limitUnit: limit.unit }, limit.source));
      return [];
    }
    const rate = millilitresPerMinute(limit);
    return Number.isFinite(rate) ? [{ rate: { value: rate, unit: "mL/min" }, limitId }] : [];
  };

  const slow = bound("infusion-duration-maximum", "time", (limit) => volume / valueIn(limit, "min"));
  const fast = [
    ...bound("infusion-rate-maximum", "volume per time", (limit) => valueIn(limit, "mL/min")),
    ...bound("infusion-duration-minimum", "time", (limit) => volume / valueIn(limit, "min")),
    ...bound("cell-rate-maximum", "cells per time", (limit) => valueIn(limit, "10*6{cells}/min") / valueIn(plan.cellConcentration, "10*6{cells}/mL")),
    ...(plan.endotoxinConcentration.assessable ? boundEndotoxin(plan.endotoxinConcentration.value) : []),
  ];
  if (!plan.endotoxinConcentration.assessable && protocol.limits["endotoxin-rate-maximum"] !== undefined) because.push(...plan.endotoxinConcentration.because);

  const lowest = slow[0] ?? null;
  const highest = fast.toSorted((a, b) => a.rate.value - b.rate.value)[0] ?? null;
  if (lowest !== null && highest !== null && lowest.rate.value > highest.rate.value) {
    because.push(reason("rate-range-empty", "rate", rule, { lowest: lowest.rate.value, lowestLimit: lowest.limitId, highest: highest.rate.value, highestLimit: highest.limitId, unit: "mL/min" }));
  }
  return because.length > 0 ? { assessable: false, rule, because } : { assessable: true, rule, value: { lowest, highest }, reasons: [] };

  function boundEndotoxin(concentration: Quantity): RateBound[] {
    const perMillilitre = valueIn(concentration, "[EU]/mL");
    return bound("endotoxin-rate-maximum", "endotoxin per body mass and time", (limit) => (valueIn(limit, "[EU]/kg/min") * valueIn(plan.actualWeight, "kg")) / perMillilitre);
  }
}
