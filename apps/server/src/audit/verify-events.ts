/** Do the recorded infusion events still say what their audit entries say? */
import type { AuditEntry } from "@stroma/domain";
import { findEventsById, findEventsWithoutEntry } from "../store/infusion-event-store.ts";
import type { Tx } from "../store/store.ts";
import { saysTheSame } from "./event-word.ts";

export interface EventFinding {
  readonly kind: "event-changed" | "event-missing" | "event-inserted";
  readonly seq: number | null;
  readonly message: string;
}

/** Compares the events of some entries; entries that are not of events are passed over. */
export async function compareEvents(tx: Tx, siteId: string, entries: readonly AuditEntry[]): Promise<EventFinding[]> {
  const ofEvents = entries.filter((entry) => entry.entity === "infusion-event" && entry.entityId !== null && entry.what.startsWith("event:"));
  const recorded = new Map((await findEventsById(tx, siteId, ofEvents.flatMap((entry) => entry.entityId ?? []))).map((event) => [event.id, event]));
  return ofEvents.flatMap((entry): EventFinding[] => {
    const event = recorded.get(entry.entityId ?? "");
    if (event === undefined) return [{ kind: "event-missing", seq: entry.seq, message: `The event ${entry.entityId} of entry ${entry.seq} (${entry.what.slice(6)}) is not in the record any more.` }];
    if (saysTheSame(event, entry.to)) return [];
    return [{ kind: "event-changed", seq: entry.seq, message: `The event ${event.id} (${event.type}) was changed after it was recorded: it does not say what entry ${entry.seq} says.` }];
  });
}

/** Events of the study that no entry of its chain speaks of. */
export async function findSmuggled(tx: Tx, siteId: string, studyId: string, atMost: number): Promise<EventFinding[]> {
  return (await findEventsWithoutEntry(tx, siteId, studyId, atMost)).map((id) => ({ kind: "event-inserted", seq: null, message: `No audit entry speaks of the event ${id}: it was put into the record past the gate, or its entry is gone.` }));
}
