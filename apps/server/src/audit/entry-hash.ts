/** The hash of one audit entry over its canonical text. */
import { createHash } from "node:crypto";
import { type AuditEntry, canonicalAuditText } from "./canonical.ts";

export function hashEntry(entry: Omit<AuditEntry, "hash">): string {
  return createHash("sha256").update(canonicalAuditText(entry)).digest("hex");
}
