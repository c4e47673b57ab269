/** Reads and extends one hash chain inside a transaction. */
import { type AuditEntry, canonicalAuditText, firstAuditHash } from "@stroma/domain";
import { sql } from "kysely";
import { hashText } from "../audit/entry-hash.ts";
import type { AuditNote, Tx, WriteScope } from "./store.ts";
import { requireUuid } from "./transaction.ts";

/** The chain of a site's own affairs (people, devices) stands where a study's id would. */
export const siteChain = "00000000-0000-0000-0000-000000000000";

export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}
export interface PendingEntry {
  readonly scope: WriteScope;
  readonly note: AuditNote;
}

/** Locks the head: whoever holds it is the only one who extends the chain. */
export const lockHead = (siteId: string, chainId: string): string =>
  `select seq, head from audit_chain where site_id = '${requireUuid(siteId)}' and chain_id = '${requireUuid(chainId)}' for update`;

/** The head from the rows of `lockHead`; makes the chain where it does not exist yet. */
export async function headOf(tx: Tx, siteId: string, chainId: string, rows: readonly Record<string, unknown>[]): Promise<ChainHead> {
  const row = rows[0];
  if (row !== undefined) return { seq: Number(row["seq"]), hash: String(row["head"]) };
  await tx
    .insertInto("audit_chain")
    .values({ site_id: siteId, chain_id: chainId, seq: 0, head: firstAuditHash })
    .onConflict((conflict) => conflict.columns(["site_id", "chain_id"]).doNothing())
    .execute();
  const made = await sql<Record<string, unknown>>`${sql.raw(lockHead(siteId, chainId))}`.execute(tx);
  const found = made.rows[0];
  if (found === undefined) throw new Error("The audit chain could not be made.");
  return { seq: Number(found["seq"]), hash: String(found["head"]) };
}

/** Adds the entries and moves the head, in one statement. Returns the new head. */
export async function extendChain(tx: Tx, siteId: string, chainId: string, head: ChainHead, pending: readonly PendingEntry[]): Promise<ChainHead> {
  let { seq, hash } = head;
  const rows = pending.map(({ scope, note }) => {
    const actor = note.actor ?? scope.actor;
    seq += 1;
    const entry: Omit<AuditEntry, "hash"> = {
      siteId, chainId, seq, at: scope.now, actorId: actor.personId, actorRole: actor.role, deviceId: actor.deviceId,
      what: note.what, entity: note.entity, entityId: note.entityId, from: note.from ?? null, to: note.to ?? null, reason: note.reason ?? null, prevHash: hash,
    };
    // What is hashed is what is sent: the text is written once.
    const text = canonicalAuditText(entry);
    hash = hashText(text);
    return `${text.slice(0, -1)},"hash":"${hash}"}`;
  });
  await sql`
    with written as (
      insert into audit_entry (site_id, chain_id, seq, at, actor_id, actor_role, device_id, what, entity, entity_id, from_value, to_value, reason, prev_hash, hash)
      select ${siteId}::uuid, ${chainId}::uuid, e.* from json_to_recordset(${`[${rows.join(",")}]`}::json) as e (
        seq bigint, at timestamptz, "actorId" text, "actorRole" text, "deviceId" text, what text, entity text, "entityId" text,
        "from" jsonb, "to" jsonb, reason text, "prevHash" text, hash text))
    update audit_chain set seq = ${seq}, head = ${hash} where site_id = ${siteId}::uuid and chain_id = ${chainId}::uuid`.execute(tx);
  return { seq, hash };
}
