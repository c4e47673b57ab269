/** The hash of one audit entry over its canonical text. */
import { createHash } from "node:crypto";
import { type AuditEntry, canonicalAuditText } from "@stroma/domain";

export const hashText = (text: string): string => createHash("sha256").update(text).digest("hex");

export const hashEntry = (entry: Omit<AuditEntry, "hash">): string => hashText(canonicalAuditText(entry));
