/** Holds a number against a limit of the protocol. */
import type { Assessment, Reason } from "../decision/decision.ts";
import { protocolRule, reason } from "../decision/reason.ts";
import type { ReasonCode } from "../decision/reason-catalogue.ts";
import { limitDefinitions } from "../protocol/limit-definitions.ts";
import type { Limit, LimitId, Protocol } from "../protocol/protocol.ts";
import type { Quantity } from "../quantity/quantity.ts";
import { compareQuantities, sameDimension } from "../quantity/unit.ts";

/** A number, its limit, and whether the limit holds. A value exactly at the limit is within. */
export interface LimitVerdict {
  readonly limitId: LimitId;
  /** `null` where the number is not assessable. */
  readonly quantity: Quantity | null;
  readonly limit: Limit;
  readonly verdict: "within" | "outside" | "not-assessable";
  readonly reason: Reason;
}

/**
 * The verdict of one limit, or `null` where the protocol does not set it.
 * Not assessable where the number is, or where the limit's unit measures something else.
 *
 * @param number what is held against the limit, or why it is not known.
 */
export function assessLimit(protocol: Pick<Protocol, "id" | "version" | "limits">, limitId: LimitId, number: Assessment<Quantity>): LimitVerdict | null {
  const limit = protocol.limits[limitId];
  if (limit === undefined) return null;
  const rule = protocolRule(protocol, `limit.${limitId}`);
  const path = `limit.${limitId}`;
  if (!number.assessable) {
    const [first] = number.because;
    if (first === undefined) throw new RangeError(`Limit ${limitId}: not assessable without a reason.`);
    return { limitId, quantity: null, limit, verdict: "not-assessable", reason: first };
  }
  const quantity = number.value;
  const saw = { value: quantity.value, unit: quantity.unit, limit: limit.value, limitUnit: limit.unit };
  const because = (code: ReasonCode) => reason(code, path, rule, saw, limit.source);
  if (!sameDimension(quantity.unit, limit.unit)) return { limitId, quantity, limit, verdict: "not-assessable", reason: because("limit-unit-unfit") };
  const difference = compareQuantities(quantity, limit);
  if (limitDefinitions[limitId].direction === "maximum" && difference > 0) return { limitId, quantity, limit, verdict: "outside", reason: because("above-limit") };
  if (limitDefinitions[limitId].direction === "minimum" && difference < 0) return { limitId, quantity, limit, verdict: "outside", reason: because("below-limit") };
  return { limitId, quantity, limit, verdict: "within", reason: because("within-limit") };
}
