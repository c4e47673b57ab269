/** The events of infusions: appended, never changed. */
import type { InfusionEvent, Instant } from "@stroma/domain";
import { sql } from "kysely";
import { instantOf } from "./row-values.ts";
import type { Tx } from "./store.ts";

export interface EventSelection {
  /** Only what the server had received by then. */
  readonly knownAt?: Instant;
  /** Without vital signs: the course that decisions about bags, phases and deviations need. */
  readonly courseOnly?: boolean;
}

/** In fold order. */
export async function findEvents(tx: Tx, siteId: string, infusionId: string, selection: EventSelection = {}): Promise<InfusionEvent[]> {
  let query = tx.selectFrom("infusion_event").where("site_id", "=", siteId).where("infusion_id", "=", infusionId);
  if (selection.knownAt !== undefined) query = query.where("received_at", "<=", new Date(selection.knownAt));
  if (selection.courseOnly === true) query = query.where("type", "!=", "vital-signs-recorded");
  const rows = await query.select(columns).orderBy("clinical_time").orderBy("device_time").orderBy("id").execute();
  return rows.map(toEvent);
}

/** Events by their ids, whichever infusion of the site they belong to. */
export async function findEventsById(tx: Tx, siteId: string, ids: readonly string[]): Promise<ReadonlyMap<string, InfusionEvent>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.selectFrom("infusion_event").where("site_id", "=", siteId).where("id", "in", ids).select(columns).execute();
  return new Map(rows.map((row) => [row.id, toEvent(row)]));
}

/**
 * Writes events in one statement; an id that exists already is left as it is.
 * @returns the ids that are new.
 */
export async function appendEvents(tx: Tx, siteId: string, events: readonly InfusionEvent[]): Promise<ReadonlySet<string>> {
  if (events.length === 0) return new Set();
  const rows = events.map((event) => ({
    id: event.id, infusion_id: event.infusionId, type: event.type, clinical_time: event.clinicalTime, device_time: event.deviceTime, received_at: event.receivedAt,
    author_id: event.authorId, author_role: event.authorRole, device_id: event.deviceId, entry: event.entry, data: event.data,
  }));
  const written = await sql<{ id: string }>`
    insert into infusion_event (site_id, id, infusion_id, type, clinical_time, device_time, received_at, author_id, author_role, device_id, entry, data)
    select ${siteId}::uuid, e.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e (
      id uuid, infusion_id uuid, type text, clinical_time timestamptz, device_time timestamptz, received_at timestamptz,
      author_id text, author_role text, device_id text, entry text, data jsonb)
    on conflict (site_id, id) do nothing
    returning id`.execute(tx);
  return new Set(written.rows.map((row) => row.id));
}

const columns = ["id", "infusion_id", "type", "clinical_time", "device_time", "received_at", "author_id", "author_role", "device_id", "entry", "data"] as const;

interface Row {
  readonly id: string;
  readonly infusion_id: string;
  readonly type: string;
  readonly clinical_time: Date;
  readonly device_time: Date;
  readonly received_at: Date;
  readonly author_id: string;
  readonly author_role: string;
  readonly device_id: string;
  readonly entry: string;
  readonly data: unknown;
}

function toEvent(row: Row): InfusionEvent {
  const event = {
    id: row.id, infusionId: row.infusion_id, type: row.type, clinicalTime: instantOf(row.clinical_time), deviceTime: instantOf(row.device_time), receivedAt: instantOf(row.received_at),
    authorId: row.author_id, authorRole: row.author_role, deviceId: row.device_id, entry: row.entry, data: row.data,
  };
  // Only parsed events are ever written, so that the columns belong together.
  return event as unknown as InfusionEvent;
}
