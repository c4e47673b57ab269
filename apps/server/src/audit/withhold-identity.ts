/**
 * The audit trail as one viewer may see it: what a lone first identity pass scanned, and what was refused because of it,
 * stays with its author until a second person has passed. What is stored stays whole.
 */
import { type AuditEntry, redactIdentity } from "@stroma/domain";
import { findEvents } from "../store/infusion-event-store.ts";
import type { ReceivedEvent } from "../store/infusion-event-store.ts";
import type { Tx } from "../store/store.ts";

export interface SeenEntry extends AuditEntry {
  /** Something of the entry is left out for this viewer, for now. */
  readonly withheld: boolean;
}

/** @param viewerId `null`: a device or an operator, who sees what everybody else sees. */
export async function withholdIdentity(tx: Tx, siteId: string, viewerId: string | null, entries: readonly AuditEntry[]): Promise<SeenEntry[]> {
  const hidden = new Map<string, ReadonlyMap<string, ReceivedEvent>>();
  for (const infusionId of new Set(entries.flatMap((entry) => infusionOf(entry) ?? []))) hidden.set(infusionId, await findHidden(tx, siteId, infusionId, viewerId));
  return entries.map((entry) => {
    const here = hidden.get(infusionOf(entry) ?? "");
    if (here === undefined || here.size === 0) return { ...entry, withheld: false };
    if (entry.entity === "infusion") return withholdReasons(entry);
    const event = here.get(entry.entityId ?? "");
    return event === undefined ? { ...entry, withheld: false } : { ...entry, to: event, withheld: true };
  });
}

/** The infusion of an entry that could tell of an identity pass; `null` for all others. */
function infusionOf(entry: AuditEntry): string | null {
  if (entry.entity === "infusion" && entry.what === "start-refused") return entry.entityId;
  if (entry.what !== "event:identity-checked" && entry.what !== "event:event-corrected") return null;
  const { infusionId } = (entry.to ?? {}) as { readonly infusionId?: unknown };
  return typeof infusionId === "string" ? infusionId : null;
}

/** The events that look otherwise to this viewer, as they look. */
async function findHidden(tx: Tx, siteId: string, infusionId: string, viewerId: string | null): Promise<ReadonlyMap<string, ReceivedEvent>> {
  const events = await findEvents(tx, siteId, infusionId, { courseOnly: true });
  const seen = redactIdentity(events, viewerId) as ReceivedEvent[];
  return new Map(seen.filter((event, index) => event !== events[index]).map((event) => [event.id, event]));
}

/** A start that was refused for a mismatch would tell the first pass's result. */
function withholdReasons(entry: AuditEntry): SeenEntry {
  const to = entry.to as { readonly reasons?: readonly { readonly code: string; readonly path: string }[] } | null;
  const reasons = (to?.reasons ?? []).map((reason) => (reason.path.startsWith("identity.") ? { code: "withheld", path: reason.path } : reason));
  return { ...entry, to: { ...to, reasons, withheld: true }, withheld: true };
}
