/** How long a thawed bag may still run. */
import type { Assessment } from "../decision/decision.ts";
import { protocolRule, reason } from "../decision/reason.ts";
import { instantAfter, minutesBetween } from "../infusion/instant.ts";
import type { Instant } from "../infusion/infusion-event.ts";
import type { Limit, Protocol } from "../protocol/protocol.ts";
import type { Quantity } from "../quantity/quantity.ts";
import { dimensionOf } from "../quantity/unit.ts";
import type { Bag } from "./lot.ts";

export interface ThawClock {
  readonly thawedAt: Instant;
  /** The bag has to be finished by then. */
  readonly endsAt: Instant;
  /** min since thawing. */
  readonly elapsed: Quantity;
  /** min until `endsAt`; negative afterwards. */
  readonly remaining: Quantity;
  /** Past `endsAt`; exactly at it is still in time. */
  readonly exceeded: boolean;
  readonly limit: Limit;
}

/**
 * The clock from thawing to the end of the infusion, by the protocol's `thaw-to-end-maximum`.
 * Not assessable when no time of thawing is recorded, when it is later than now, or when the protocol sets no limit.
 */
export function deriveThawClock(bag: Pick<Bag, "code" | "thawedAt">, protocol: Pick<Protocol, "id" | "version" | "limits">, now: Instant): Assessment<ThawClock> {
  const rule = protocolRule(protocol, "limit.thaw-to-end-maximum");
  const path = `bag.${bag.code}`;
  const limit = protocol.limits["thaw-to-end-maximum"];
  if (limit === undefined) return { assessable: false, rule, because: [reason("limit-not-set", path, rule, { limitId: "thaw-to-end-maximum" })] };
  if (dimensionOf(limit.unit) !== "time") return { assessable: false, rule, because: [reason("limit-unit-unfit", path, rule, { unit: "min", limitUnit: limit.unit }, limit.source)] };
  const { thawedAt } = bag;
  if (thawedAt === null) return { assessable: false, rule, because: [reason("thaw-not-recorded", path, rule, { bag: bag.code })] };
  if (now < thawedAt) return { assessable: false, rule, because: [reason("thaw-in-future", path, rule, { bag: bag.code, thawedAt, now })] };
  const endsAt = instantAfter(thawedAt, limit);
  const value: ThawClock = {
    thawedAt,
    endsAt,
    elapsed: { value: minutesBetween(thawedAt, now), unit: "min" },
    remaining: { value: minutesBetween(now, endsAt), unit: "min" },
    exceeded: now > endsAt,
    limit,
  };
  return { assessable: true, rule, value, reasons: [] };
}
