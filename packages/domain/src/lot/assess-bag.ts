/** May this bag be given in this infusion? */
import type { Decision, Reason } from "../decision/decision.ts";
import { decide, protocolRule, reason } from "../decision/reason.ts";
import type { Instant } from "../infusion/infusion-event.ts";
import type { Protocol } from "../protocol/protocol.ts";
import { assessExpiry } from "./assess-expiry.ts";
import type { Bag, BagState, Lot } from "./lot.ts";

const usableStates: readonly BagState[] = ["reserved", "thawed", "issued", "spiked"];

/**
 * Allowed when the bag is of the lot, reserved for this infusion, in a state that belongs to an infusion (reserved, thawed,
 * issued, spiked), and its lot is released (finally or conditionally) and in date. Every unmet condition is listed.
 * Identity passes and the thaw clock are judged elsewhere.
 *
 * @param lot the lot that the bag names; `null` where it is not known, which is unmet.
 */
export function assessBagUsable(bag: Bag, lot: Lot | null, protocol: Pick<Protocol, "id" | "version">, now: Instant, infusionId: string): Decision {
  const rule = protocolRule(protocol, "bag-usable");
  const path = `bag.${bag.code}`;
  const met: Reason[] = [];
  const unmet: Reason[] = [];
  const hold = (holds: boolean, one: Reason) => (holds ? met : unmet).push(one);

  const usable = usableStates.includes(bag.state);
  hold(usable, reason(usable ? "bag-state-usable" : "bag-state-unusable", path, rule, { bag: bag.code, state: bag.state }));
  const reservedHere = bag.reservedForInfusionId === infusionId;
  hold(reservedHere, reason(reservedHere ? "bag-reserved-here" : "bag-not-reserved-here", path, rule, { bag: bag.code }));
  if (lot === null) {
    unmet.push(reason("bag-lot-unknown", path, rule, { bag: bag.code }));
    return decide(rule, unmet, met);
  }
  if (bag.lotId !== lot.id) unmet.push(reason("bag-not-of-lot", path, rule, { bag: bag.code, lot: lot.code }));
  const release = lot.release?.kind ?? null;
  const released = release === "final" || release === "conditional";
  hold(released, reason(released ? "lot-released" : "lot-not-released", `lot.${lot.code}`, rule, { lot: lot.code, release: release ?? "none" }));
  const expiry = assessExpiry(lot, now);
  hold(expiry.code === "lot-in-date", expiry);
  return decide(rule, unmet, met);
}
