/** Sessions and one-time links. All run as `stroma_auth`. */
import type { Instant } from "@stroma/domain";
import type { Tx } from "./store.ts";

export interface SessionRow {
  readonly personId: string;
  readonly actingPersonId: string | null;
  readonly deviceId: string | null;
  readonly lastUsedAt: Date;
}

/** A session that is neither ended nor past its time. */
export async function findSession(tx: Tx, tokenHash: string, now: Instant): Promise<SessionRow | null> {
  const row = await tx
    .selectFrom("session")
    .select(["person_id", "acting_person_id", "device_id", "last_used_at"])
    .where("token_hash", "=", tokenHash)
    .where("ended_at", "is", null)
    .where("expires_at", ">", new Date(now))
    .executeTakeFirst();
  return row === undefined ? null : { personId: row.person_id, actingPersonId: row.acting_person_id, deviceId: row.device_id, lastUsedAt: row.last_used_at };
}

export async function insertSession(tx: Tx, session: { readonly tokenHash: string; readonly personId: string; readonly deviceId: string | null; readonly now: Instant; readonly expiresAt: Instant }): Promise<void> {
  await tx
    .insertInto("session")
    .values({
      token_hash: session.tokenHash, person_id: session.personId, device_id: session.deviceId, acting_person_id: null,
      created_at: session.now, last_used_at: session.now, expires_at: session.expiresAt, ended_at: null,
    })
    .execute();
}

export async function prolongSession(tx: Tx, tokenHash: string, now: Instant, expiresAt: Instant): Promise<void> {
  await tx.updateTable("session").set({ last_used_at: now, expires_at: expiresAt }).where("token_hash", "=", tokenHash).where("ended_at", "is", null).execute();
}

export async function setActingPerson(tx: Tx, tokenHash: string, actingPersonId: string | null): Promise<void> {
  await tx.updateTable("session").set({ acting_person_id: actingPersonId }).where("token_hash", "=", tokenHash).execute();
}

export async function endSession(tx: Tx, tokenHash: string, now: Instant): Promise<void> {
  await tx.updateTable("session").set({ ended_at: now }).where("token_hash", "=", tokenHash).where("ended_at", "is", null).execute();
}

/** Ends every session of a person but the one named: after a new password, or when the person may no longer come in. */
export async function endSessionsOf(tx: Tx, personId: string, now: Instant, exceptTokenHash: string | null): Promise<void> {
  let query = tx.updateTable("session").set({ ended_at: now }).where("person_id", "=", personId).where("ended_at", "is", null);
  if (exceptTokenHash !== null) query = query.where("token_hash", "!=", exceptTokenHash);
  await query.execute();
}

/** Replaces every unused link of the person: only the newest one opens the door. */
export async function insertLink(tx: Tx, link: { readonly tokenHash: string; readonly personId: string; readonly expiresAt: Instant | "never"; readonly now: Instant }): Promise<void> {
  await tx.updateTable("one_time_link").set({ used_at: link.now }).where("person_id", "=", link.personId).where("used_at", "is", null).execute();
  const expires = link.expiresAt === "never" ? "infinity" : link.expiresAt;
  await tx.insertInto("one_time_link").values({ token_hash: link.tokenHash, person_id: link.personId, expires_at: expires, used_at: null }).execute();
}

/** Uses a link up. Returns whose it was, or null when it is unknown, used or too old: exactly one caller gets the person. */
export async function useLink(tx: Tx, tokenHash: string, now: Instant): Promise<string | null> {
  const row = await tx
    .updateTable("one_time_link")
    .set({ used_at: now })
    .where("token_hash", "=", tokenHash)
    .where("used_at", "is", null)
    .where("expires_at", ">", new Date(now))
    .returning("person_id")
    .executeTakeFirst();
  return row?.person_id ?? null;
}
