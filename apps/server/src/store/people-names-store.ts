/** Names of people of the site, for display beside their ids. */
import type { Tx } from "./store.ts";

/** Names by id; people who are no colleagues here are absent. */
export async function findDisplayNames(tx: Tx, personIds: Iterable<string>): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(personIds)].filter((id) => /^[0-9a-f-]{36}$/u.test(id));
  if (ids.length === 0) return new Map();
  const rows = await tx.selectFrom("person").where("id", "in", ids).select(["id", "display_name"]).execute();
  return new Map(rows.map((row) => [row.id, row.display_name]));
}

/** Who of these is an active member of the site, with roles. */
export async function findSiteMembers(tx: Tx, siteId: string, personIds: readonly string[]): Promise<ReadonlyMap<string, { roles: readonly string[] }>> {
  if (personIds.length === 0) return new Map();
  const rows = await tx.selectFrom("site_role").where("site_id", "=", siteId).where("person_id", "in", [...personIds]).select(["person_id", "roles"]).execute();
  return new Map(rows.map((row) => [row.person_id, { roles: row.roles }]));
}
