/** Is a lot in date? */
import type { Reason } from "../decision/decision.ts";
import { ownRule, reason } from "../decision/reason.ts";
import type { Instant } from "../infusion/infusion-event.ts";
import type { Lot } from "./lot.ts";

const rule = ownRule("lot-expiry");

/** `lot-in-date` before the instant of expiry, `lot-expired` from that instant on, `lot-expiry-unknown` where it is not recorded. */
export function assessExpiry(lot: Pick<Lot, "code" | "expiresAt">, now: Instant): Reason {
  const path = `lot.${lot.code}`;
  if (lot.expiresAt === null) return reason("lot-expiry-unknown", path, rule, { lot: lot.code });
  const saw = { lot: lot.code, expiresAt: lot.expiresAt };
  return reason(now < lot.expiresAt ? "lot-in-date" : "lot-expired", path, rule, saw);
}
