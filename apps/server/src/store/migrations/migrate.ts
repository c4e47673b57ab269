/** Brings a database to the newest shape. Forward only: a correction is a new migration. */
import { Kysely, PostgresDialect, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import pg from "pg";
import { Refusal } from "../../refusal.ts";
import { sql as foundation } from "./0001-foundation.ts";
import { sql as studyLookup } from "./0002-study-lookup.ts";

const texts: Readonly<Record<string, string>> = { "0001-foundation": foundation, "0002-study-lookup": studyLookup };

/** The newest migration that this version knows. */
export const newestMigration = Object.keys(texts).toSorted().at(-1) ?? "";

/**
 * Runs the missing migrations, each in one transaction, as the owner of the database.
 *
 * The owner may be a superuser, or an ordinary role that owns the database and may create roles. Two servers that
 * start at once wait for each other. Refuses a database that a newer version made.
 */
export async function migrate(ownerUrl: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2, connectionTimeoutMillis: 10_000 });
  pool.on("error", () => undefined);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    await refuseNewer(db);
    const migrations: Record<string, Migration> = {};
    for (const [name, text] of Object.entries(texts)) migrations[name] = { up: async (tx) => void (await sql.raw(text).execute(tx)) };
    const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error instanceof Error ? error : new Error("The migrations failed.", { cause: error });
    await grantOwnRoles(db);
  } finally {
    await db.destroy();
  }
}

async function refuseNewer(db: Kysely<unknown>): Promise<void> {
  const table = await sql<{ found: string | null }>`select to_regclass('kysely_migration')::text as found`.execute(db);
  if (table.rows[0]?.found == null) return;
  const done = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  const unknown = done.rows.map((row) => row.name).find((name) => !Object.hasOwn(texts, name));
  if (unknown === undefined) return;
  throw new Refusal(
    "data-folder-newer",
    `the database was made by a newer Stroma (it has "${unknown}"; this version knows up to "${newestMigration}").`,
    "start that newer version, or use another database.",
  );
}

/** The owner verifies and loads examples by taking the roles of the server, so it must be able to take them. */
async function grantOwnRoles(db: Kysely<unknown>): Promise<void> {
  // Since PostgreSQL 16 whoever creates a role administers it, but may not yet take it.
  const version = await sql<{ number: string }>`select current_setting('server_version_num') as number`.execute(db);
  const privilege = Number(version.rows[0]?.number) >= 160_000 ? "SET" : "MEMBER";
  await db.transaction().execute(async (tx) => {
    // Roles belong to the whole server: two databases that migrate at once must not grant at once.
    await sql`select pg_advisory_xact_lock(735101)`.execute(tx);
    const missing = await sql<{ name: string }>`
      select rolname as name from pg_roles where rolname in ('stroma_app', 'stroma_auth') and not pg_has_role(current_user, oid, ${privilege})`.execute(tx);
    for (const { name } of missing.rows) await sql.raw(`grant ${name} to current_user`).execute(tx);
  });
}
