/** The pace of an infusion as the caller gives it: a rate, a wanted duration, or nothing yet. */
import type { Reason } from "../decision/decision.ts";
import { ownRule, reason } from "../decision/reason.ts";
import type { Quantity } from "../quantity/quantity.ts";
import { dimensionOf, valueIn } from "../quantity/unit.ts";

export interface Pace {
  readonly faults: readonly Reason[];
  /** mL/min for a volume in mL; `null` while nothing is chosen or the choice is faulty. */
  readonly millilitresPerMinute: (volume: number) => number | null;
}

const rule = ownRule("pace");

/** Refuses both at once, units that measure something else, and numbers that are not above zero. */
export function parsePace(given: { readonly rate?: Quantity | null; readonly durationWanted?: Quantity | null }): Pace {
  const rate = given.rate ?? null;
  const duration = given.durationWanted ?? null;
  const faults = [
    ...(rate !== null && duration !== null ? [reason("pace-given-twice", "rate", rule)] : []),
    ...(rate !== null && !fits(rate, "volume per time") ? [reason("rate-unfit", "rate", rule, { value: rate.value, unit: rate.unit })] : []),
    ...(duration !== null && !fits(duration, "time") ? [reason("duration-unfit", "duration", rule, { value: duration.value, unit: duration.unit })] : []),
  ];
  return {
    faults,
    millilitresPerMinute: (volume) => {
      if (faults.length > 0) return null;
      if (rate !== null) return valueIn(rate, "mL/min");
      return duration === null ? null : volume / valueIn(duration, "min");
    },
  };
}

function fits(quantity: Quantity, dimension: string): boolean {
  return dimensionOf(quantity.unit) === dimension && Number.isFinite(quantity.value) && quantity.value > 0;
}
