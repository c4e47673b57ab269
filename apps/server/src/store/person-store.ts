/** People with their roles and credentials. The functions say which role of the database they run as. */
import type { Delegation, Instant, Role } from "@stroma/domain";
import { StaleVersion } from "./database-errors.ts";
import type { Tx } from "./store.ts";

export interface PersonRecord {
  readonly id: string;
  readonly userName: string;
  readonly displayName: string;
  readonly active: boolean;
  readonly example: boolean;
  readonly badge: string | null;
  readonly version: number;
}
export interface SitePerson extends PersonRecord {
  readonly roles: readonly Role[];
  readonly delegations: readonly Delegation[];
}
export interface Membership {
  readonly site: { readonly id: string; readonly name: string; readonly country: string; readonly timeZone: string; readonly example: boolean };
  readonly roles: readonly Role[];
  readonly delegations: readonly Delegation[];
}
export interface Credential {
  readonly passwordHash: string | null;
  readonly pinHash: string | null;
}

const columns = ["person.id", "person.user_name", "person.display_name", "person.active", "person.example", "person.badge", "person.version"] as const;
interface Row { readonly id: string; readonly user_name: string; readonly display_name: string; readonly active: boolean; readonly example: boolean; readonly badge: string | null; readonly version: number }
const recordOf = (row: Row): PersonRecord => ({ id: row.id, userName: row.user_name, displayName: row.display_name, active: row.active, example: row.example, badge: row.badge, version: row.version });

/** As `stroma_auth`. */
export async function findPersonBy(tx: Tx, by: { readonly id: string } | { readonly userName: string } | { readonly badge: string }): Promise<PersonRecord | null> {
  const query = tx.selectFrom("person").select(columns);
  const row = await ("id" in by ? query.where("id", "=", by.id) : "userName" in by ? query.where("user_name", "=", by.userName) : query.where("badge", "=", by.badge)).executeTakeFirst();
  return row === undefined ? null : recordOf(row);
}

/** As `stroma_auth`: every site of the person. */
export async function findMemberships(tx: Tx, personId: string): Promise<Membership[]> {
  const rows = await tx
    .selectFrom("site_role")
    .innerJoin("site", "site.id", "site_role.site_id")
    .select(["site.id", "site.name", "site.country", "site.time_zone", "site.example", "site_role.roles", "site_role.delegations"])
    .where("site_role.person_id", "=", personId)
    .orderBy("site.id")
    .execute();
  return rows.map((row) => ({ site: { id: row.id, name: row.name, country: row.country, timeZone: row.time_zone, example: row.example }, roles: row.roles, delegations: row.delegations }));
}

/** As `stroma_auth`. */
export async function findCredential(tx: Tx, personId: string): Promise<Credential> {
  const row = await tx.selectFrom("credential").select(["password_hash", "pin_hash"]).where("person_id", "=", personId).executeTakeFirst();
  return { passwordHash: row?.password_hash ?? null, pinHash: row?.pin_hash ?? null };
}

/** As `stroma_auth`. */
export async function setCredential(tx: Tx, personId: string, change: { readonly passwordHash: string } | { readonly pinHash: string }, now: Instant): Promise<void> {
  const values = "passwordHash" in change ? { password_hash: change.passwordHash } : { pin_hash: change.pinHash };
  await tx
    .insertInto("credential")
    .values({ person_id: personId, password_hash: null, pin_hash: null, ...values, changed_at: now })
    .onConflict((conflict) => conflict.column("person_id").doUpdateSet({ ...values, changed_at: now }))
    .execute();
}

/** As `stroma_app` or `stroma_auth`, inside one site. */
export async function findSitePeople(tx: Tx, siteId: string, personId?: string): Promise<SitePerson[]> {
  let query = tx.selectFrom("site_role").innerJoin("person", "person.id", "site_role.person_id").select([...columns, "site_role.roles", "site_role.delegations"]).where("site_role.site_id", "=", siteId);
  if (personId !== undefined) query = query.where("person.id", "=", personId);
  const rows = await query.orderBy("person.display_name").orderBy("person.id").execute();
  return rows.map((row) => ({ ...recordOf(row), roles: row.roles, delegations: row.delegations }));
}

/** As `stroma_app` or `stroma_auth`. */
export async function insertPerson(tx: Tx, person: { readonly id: string; readonly userName: string; readonly displayName: string; readonly example: boolean; readonly badge: string | null; readonly now: Instant }): Promise<void> {
  await tx
    .insertInto("person")
    .values({ id: person.id, user_name: person.userName, display_name: person.displayName, active: true, example: person.example, badge: person.badge, version: 1, created_at: person.now })
    .execute();
}

/** As `stroma_app` of that site, or `stroma_auth`. */
export async function setSiteRole(tx: Tx, siteId: string, personId: string, roles: readonly Role[], delegations: readonly Delegation[]): Promise<void> {
  await tx
    .insertInto("site_role")
    .values({ site_id: siteId, person_id: personId, roles: [...roles], delegations: [...delegations] })
    .onConflict((conflict) => conflict.columns(["site_id", "person_id"]).doUpdateSet({ roles: [...roles], delegations: [...delegations] }))
    .execute();
}

/** As `stroma_app`. Throws StaleVersion when somebody was faster. */
export async function updatePerson(tx: Tx, personId: string, expectedVersion: number, change: { readonly badge: string | null; readonly active: boolean }): Promise<void> {
  const done = await tx
    .updateTable("person")
    .set({ badge: change.badge, active: change.active, version: expectedVersion + 1 })
    .where("id", "=", personId)
    .where("version", "=", expectedVersion)
    .executeTakeFirst();
  if (done.numUpdatedRows !== 1n) throw new StaleVersion("The person");
}

/** As `stroma_auth`: example people of the sites named. */
export async function findExamplePeople(tx: Tx, siteIds: readonly string[]): Promise<SitePerson[]> {
  if (siteIds.length === 0) return [];
  const rows = await tx
    .selectFrom("site_role")
    .innerJoin("person", "person.id", "site_role.person_id")
    .innerJoin("site", "site.id", "site_role.site_id")
    .select([...columns, "site_role.roles", "site_role.delegations"])
    .where("site_role.site_id", "in", siteIds)
    .where("site.example", "=", true)
    .where("person.example", "=", true)
    .where("person.active", "=", true)
    .orderBy("person.id")
    .execute();
  const byId = new Map<string, SitePerson>();
  for (const row of rows) if (!byId.has(row.id)) byId.set(row.id, { ...recordOf(row), roles: row.roles, delegations: row.delegations });
  return [...byId.values()];
}

/** As `stroma_auth`: does anybody but example people hold the role anywhere? */
export async function findPeopleWithRole(tx: Tx, role: Role): Promise<string[]> {
  const rows = await tx
    .selectFrom("site_role")
    .innerJoin("person", "person.id", "site_role.person_id")
    .select("person.id")
    .distinct()
    .where((where) => where(where.val(role), "=", where.fn.any("site_role.roles")))
    .where("person.example", "=", false)
    .where("person.active", "=", true)
    .orderBy("person.id")
    .execute();
  return rows.map((row) => row.id);
}
