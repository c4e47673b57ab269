/**
 * What was recorded on this tablet and is not yet acknowledged by the server. Kept in IndexedDB, so that a reload or a
 * flat battery loses nothing; sent in order; the server is idempotent by id, so sending twice counts once.
 */
import type { OperationBody } from "@stroma/api";
import { openDB, type DBSchema, type IDBPDatabase } from "idb";

export type EventInput = OperationBody<"startInfusion">["event"];

export interface OutboxEntry {
  readonly id: string;
  readonly siteId: string;
  readonly infusionId: string;
  /** A stop goes by its own address: an enrolled tablet may send it without a person's session. */
  readonly route: "events" | "stop";
  readonly event: EventInput;
  /** Who recorded it, for the display while it waits. */
  readonly authorId: string;
  readonly authorRole: string;
  /** Why the server did not take it; `null` while it only waits. */
  readonly rejected: readonly { readonly path: string; readonly message: string; readonly remedy: string }[] | null;
}

interface Schema extends DBSchema {
  entries: { key: string; value: OutboxEntry; indexes: { infusion: string } };
}

let opened: Promise<IDBPDatabase<Schema>> | null = null;

function open(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>("stroma-outbox", 1, {
    upgrade(database) {
      database.createObjectStore("entries", { keyPath: "id" }).createIndex("infusion", "infusionId");
    },
    terminated: () => (opened = null),
  });
  return opened;
}

/** Written before anything is sent: an entry exists on disk from the moment that the screen shows it. */
export async function keepEntry(entry: OutboxEntry): Promise<void> {
  await (await open()).put("entries", entry);
}

export async function dropEntries(ids: readonly string[]): Promise<void> {
  const transaction = (await open()).transaction("entries", "readwrite", { durability: "strict" });
  await Promise.all([...ids.map((id) => transaction.store.delete(id)), transaction.done]);
}

/** Entries of one infusion, oldest first: UUIDv7 sorts by time. */
export async function findEntries(infusionId: string): Promise<readonly OutboxEntry[]> {
  const entries = await (await open()).getAllFromIndex("entries", "infusion", infusionId);
  return entries.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
