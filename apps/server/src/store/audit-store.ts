/** Reads the audit trail. */
import type { AuditEntry } from "@stroma/domain";
import { instantOf } from "./row-values.ts";
import type { Tx } from "./store.ts";

interface Row {
  readonly site_id: string; readonly chain_id: string; readonly seq: string; readonly at: Date; readonly actor_id: string | null; readonly actor_role: string; readonly device_id: string | null;
  readonly what: string; readonly entity: string; readonly entity_id: string | null; readonly from_value: unknown; readonly to_value: unknown; readonly reason: string | null; readonly prev_hash: string; readonly hash: string;
}
const entryOf = (row: Row): AuditEntry => ({
  siteId: row.site_id, chainId: row.chain_id, seq: Number(row.seq), at: instantOf(row.at), actorId: row.actor_id, actorRole: row.actor_role, deviceId: row.device_id,
  what: row.what, entity: row.entity, entityId: row.entity_id, from: row.from_value, to: row.to_value, reason: row.reason, prevHash: row.prev_hash, hash: row.hash,
});

/** Every chain of the site that has a head, an entry or an infusion, with the head as the database has it. */
export async function findChains(tx: Tx, siteId: string): Promise<{ readonly chainId: string; readonly seq: number; readonly hash: string | null }[]> {
  const heads = await tx.selectFrom("audit_chain").select(["chain_id", "seq", "head"]).where("site_id", "=", siteId).execute();
  const written = await tx.selectFrom("audit_entry").select("chain_id").distinct().where("site_id", "=", siteId).execute();
  const studies = await tx.selectFrom("infusion").select("study_id as chain_id").distinct().where("site_id", "=", siteId).execute();
  const chains = new Map([...written, ...studies].map(({ chain_id }) => [chain_id, { chainId: chain_id, seq: 0, hash: null as string | null }]));
  for (const head of heads) chains.set(head.chain_id, { chainId: head.chain_id, seq: Number(head.seq), hash: head.head });
  return [...chains.values()].toSorted((a, b) => (a.chainId < b.chainId ? -1 : 1));
}

export async function findEntries(tx: Tx, siteId: string, chainId: string): Promise<AuditEntry[]> {
  const rows = await tx.selectFrom("audit_entry").selectAll().where("site_id", "=", siteId).where("chain_id", "=", chainId).orderBy("seq").execute();
  return rows.map(entryOf);
}

/** The next entries of a chain after one of them (`null`: from the first on), at most so many. */
export async function findEntriesAfter(tx: Tx, siteId: string, chainId: string, after: number | null, atMost: number): Promise<AuditEntry[]> {
  let rows = tx.selectFrom("audit_entry").selectAll().where("site_id", "=", siteId).where("chain_id", "=", chainId);
  if (after !== null) rows = rows.where("seq", ">", String(after));
  return (await rows.orderBy("seq").limit(atMost).execute()).map(entryOf);
}

export interface AuditQuery {
  readonly chainId?: string;
  readonly entityId?: string;
  /** Skips this many of the newest. */
  readonly skip: number;
  readonly limit: number;
}

/** Newest first, over all chains of the site. */
export async function findAuditEntries(tx: Tx, siteId: string, query: AuditQuery): Promise<AuditEntry[]> {
  let rows = tx.selectFrom("audit_entry").selectAll().where("site_id", "=", siteId);
  if (query.chainId !== undefined) rows = rows.where("chain_id", "=", query.chainId);
  if (query.entityId !== undefined) rows = rows.where("entity_id", "=", query.entityId);
  const found = await rows.orderBy("at", "desc").orderBy("chain_id", "desc").orderBy("seq", "desc").offset(query.skip).limit(query.limit).execute();
  return found.map(entryOf);
}
