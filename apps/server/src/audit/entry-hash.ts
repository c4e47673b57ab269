/** The hash of one audit entry over its canonical text. */
import { hash } from "node:crypto";
import { type AuditEntry, canonicalAuditText } from "@stroma/domain";

export const hashText = (text: string): string => hash("sha256", text);

export const hashEntry = (entry: Omit<AuditEntry, "hash">): string => hashText(canonicalAuditText(entry));
