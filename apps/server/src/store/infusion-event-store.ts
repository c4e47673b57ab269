/** The events of infusions: appended, never changed. */
import { type InfusionEvent, type Instant, canonicalJson } from "@stroma/domain";
import { sql } from "kysely";
import { eventWord } from "../audit/event-word.ts";
import { instantOf } from "./row-values.ts";
import type { AuditNote, Tx } from "./store.ts";

/** An event that the server has received. */
export type ReceivedEvent = InfusionEvent & { readonly receivedAt: Instant };

export interface EventOutcome {
  readonly id: string;
  /** `duplicate`: the same was recorded before; `conflict`: something else was recorded under this id. */
  readonly outcome: "accepted" | "duplicate" | "conflict";
  /** When it was first received. */
  readonly receivedAt: Instant;
}

export interface EventSelection {
  /** Only what the server had received by then. */
  readonly knownAt?: Instant;
  /** Without vital signs that were told at once: the course that decisions about bags, phases and deviations need. */
  readonly courseOnly?: boolean;
}

/** In fold order: clinical time, device time, id. */
export async function findEvents(tx: Tx, siteId: string, infusionId: string, selection: EventSelection = {}): Promise<ReceivedEvent[]> {
  let query = tx.selectFrom("infusion_event").where("site_id", "=", siteId).where("infusion_id", "=", infusionId);
  if (selection.knownAt !== undefined) query = query.where("received_at", "<=", new Date(selection.knownAt));
  if (selection.courseOnly === true) query = query.where((where) => where.or([where("type", "!=", "vital-signs-recorded"), where("entry", "!=", "live")]));
  const rows = await query.select(columns).orderBy("clinical_time").orderBy("device_time").orderBy("id").execute();
  return rows.map(toEvent);
}

/** Events by their ids, whichever infusion of the site they belong to. */
export async function findEventsById(tx: Tx, siteId: string, ids: readonly string[]): Promise<ReceivedEvent[]> {
  if (ids.length === 0) return [];
  const rows = await tx.selectFrom("infusion_event").where("site_id", "=", siteId).where("id", "in", [...ids]).select(columns).execute();
  return rows.map(toEvent);
}

/** Ids of the study's events that no entry of its audit chain speaks of. */
export async function findEventsWithoutEntry(tx: Tx, siteId: string, studyId: string, atMost: number): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select e.id from infusion_event e join infusion i on i.site_id = e.site_id and i.id = e.infusion_id
    where e.site_id = ${siteId}::uuid and i.study_id = ${studyId}::uuid and not exists (
      select 1 from audit_entry a where a.site_id = e.site_id and a.chain_id = i.study_id and a.entity = 'infusion-event' and a.entity_id = e.id::text)
    order by e.id limit ${atMost}`.execute(tx);
  return found.rows.map((row) => row.id);
}

/**
 * Appends all in one statement; what is recorded under an id already is left as it is.
 * @returns one outcome for each event, in their order. Give the audit trail `noteOfEvent` of every accepted one.
 */
export async function insertEvents(tx: Tx, siteId: string, events: readonly ReceivedEvent[]): Promise<EventOutcome[]> {
  const first = new Map<string, ReceivedEvent>();
  for (const event of events) if (!first.has(event.id)) first.set(event.id, event);
  const fresh = await insertNew(tx, siteId, [...first.values()]);
  const known = new Map(first);
  for (const event of await findEventsById(tx, siteId, [...first.keys()].filter((id) => !fresh.has(id)))) known.set(event.id, event);
  return events.map((event) => {
    // Only the first of several with the same id is the one that was inserted.
    if (fresh.delete(event.id)) return { id: event.id, outcome: "accepted", receivedAt: event.receivedAt };
    const recorded = known.get(event.id);
    if (recorded === undefined) throw new Error("An event was neither inserted nor found.");
    return { id: event.id, outcome: isSameFact(recorded, event) ? "duplicate" : "conflict", receivedAt: recorded.receivedAt };
  });
}

async function insertNew(tx: Tx, siteId: string, events: readonly ReceivedEvent[]): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const rows = events.map((event) => ({
    id: event.id, infusion_id: event.infusionId, type: event.type, clinical_time: event.clinicalTime, device_time: event.deviceTime, received_at: event.receivedAt,
    author_id: event.authorId, author_role: event.authorRole, device_id: event.deviceId, entry: event.entry, data: event.data,
  }));
  const inserted = await sql<{ id: string }>`
    insert into infusion_event (site_id, id, infusion_id, type, clinical_time, device_time, received_at, author_id, author_role, device_id, entry, data)
    select ${siteId}::uuid, e.* from json_to_recordset(${JSON.stringify(rows)}::json) as e (
      id uuid, infusion_id uuid, type text, clinical_time timestamptz, device_time timestamptz, received_at timestamptz,
      author_id text, author_role text, device_id text, entry text, data jsonb)
    on conflict (site_id, id) do nothing
    returning id`.execute(tx);
  return new Set(inserted.rows.map((row) => row.id));
}

/** The same fact delivered again may come with another envelope of receipt, but not with another content or author. */
function isSameFact(recorded: ReceivedEvent, event: ReceivedEvent): boolean {
  const said = (one: ReceivedEvent) => canonicalJson([one.infusionId, one.type, one.clinicalTime, one.deviceTime, one.entry, one.authorId, ownWords(one)]);
  return said(recorded) === said(event);
}

/** The authorisation of a start is the server's word, so that it cannot differ between two deliveries of one fact. */
function ownWords(event: ReceivedEvent): unknown {
  return event.type === "infusion-started" ? { ...event.data, authorisationId: null } : event.data;
}

/** The audit entry of a new event. */
export function noteOfEvent(event: ReceivedEvent): AuditNote {
  return { what: `event:${event.type}`, entity: "infusion-event", entityId: event.id, from: null, to: eventWord(event) };
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

function toEvent(row: Row): ReceivedEvent {
  const event = {
    id: row.id, infusionId: row.infusion_id, type: row.type, clinicalTime: instantOf(row.clinical_time), deviceTime: instantOf(row.device_time), receivedAt: instantOf(row.received_at),
    authorId: row.author_id, authorRole: row.author_role, deviceId: row.device_id, entry: row.entry, data: row.data,
  };
  // Only parsed events are ever written, so that the columns belong together.
  return event as unknown as ReceivedEvent;
}
