/** Planned contacts with participants, and their results. */
import type { Instant } from "@stroma/domain";
import { instantOf, instantOrNull } from "./row-values.ts";
import type { Tx } from "./store.ts";

export interface Contact {
  readonly id: string;
  readonly participantId: string;
  readonly infusionId: string | null;
  readonly text: string;
  readonly dueAt: Instant;
  readonly doneAt: Instant | null;
  readonly doneBy: string | null;
  readonly result: string | null;
}

export async function findContacts(tx: Tx, siteId: string, participantId: string): Promise<Contact[]> {
  const rows = await tx.selectFrom("contact").where("site_id", "=", siteId).where("participant_id", "=", participantId).selectAll().orderBy("due_at").execute();
  return rows.map((row) => ({
    id: row.id, participantId: row.participant_id, infusionId: row.infusion_id, text: row.text, dueAt: instantOf(row.due_at),
    doneAt: instantOrNull(row.done_at), doneBy: row.done_by, result: row.result,
  }));
}

export async function insertContact(tx: Tx, siteId: string, contact: Pick<Contact, "id" | "participantId" | "infusionId" | "text" | "dueAt">): Promise<void> {
  await tx
    .insertInto("contact")
    .values({ site_id: siteId, id: contact.id, participant_id: contact.participantId, infusion_id: contact.infusionId, text: contact.text, due_at: contact.dueAt, done_at: null, done_by: null, result: null })
    .execute();
}

/** `false` where the contact has a result already. */
export async function updateContactDone(tx: Tx, siteId: string, contactId: string, done: { at: Instant; by: string; result: string }): Promise<boolean> {
  const result = await tx.updateTable("contact").set({ done_at: done.at, done_by: done.by, result: done.result }).where("site_id", "=", siteId).where("id", "=", contactId).where("done_at", "is", null).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
