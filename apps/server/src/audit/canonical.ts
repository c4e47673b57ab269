/** One audit entry as it is chained. */
export interface AuditEntry {
  readonly siteId: string;
  readonly chainId: string;
  readonly seq: number;
  readonly at: string;
  readonly actorId: string | null;
  readonly actorRole: string;
  readonly deviceId: string | null;
  readonly what: string;
  readonly entity: string;
  readonly entityId: string | null;
  readonly from: unknown;
  readonly to: unknown;
  readonly reason: string | null;
  readonly prevHash: string;
  readonly hash: string;
}

const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined);
    return `{${entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(",")}}`;
  }
  return JSON.stringify(value ?? null);
};

export function canonicalAuditText(entry: Omit<AuditEntry, "hash">): string {
  return canonical(entry);
}
