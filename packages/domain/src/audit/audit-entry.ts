/** One entry of the audit trail: who, when, what, from, to, why; chained to the entry before it. */
import type { Instant } from "../infusion/infusion-event.ts";

export interface AuditEntry {
  readonly siteId: string;
  /** The study's id, or the id under which the site keeps its own affairs. */
  readonly chainId: string;
  /** From 1, without gaps, in each chain. */
  readonly seq: number;
  readonly at: Instant;
  /** `null` where no person acted, for example a device. */
  readonly actorId: string | null;
  readonly actorRole: string;
  readonly deviceId: string | null;
  /** What was done: `record-consent`. */
  readonly what: string;
  /** What it was done to: `consent`. */
  readonly entity: string;
  readonly entityId: string | null;
  /** Value before; `null` for something new. Plain JSON. */
  readonly from: unknown;
  /** Value after; `null` for something removed. Plain JSON. */
  readonly to: unknown;
  readonly reason: string | null;
  /** Hash of the entry before, {@link firstAuditHash} for the first. */
  readonly prevHash: string;
  /** Hash of this entry's canonical text. */
  readonly hash: string;
}

/** What stands in `prevHash` of the first entry of a chain. */
export const firstAuditHash = "0".repeat(64);
