import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "../../src/store/open-store.ts";
import type { Store } from "../../src/store/store.ts";
import { type TestDatabase, createTestDatabase } from "../database.ts";
import { type TestSite, makeSite, testTime } from "../try-out.ts";

let database: TestDatabase;
let store: Store;
let owner: pg.Client;
let server: pg.Client;
let here: TestSite;
let there: TestSite;
let tables: string[];

beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore({ url: database.serverUrl });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  server = new pg.Client({ connectionString: database.serverUrl });
  await Promise.all([owner.connect(), server.connect()]);
  here = await makeSite(store, "Alpha");
  there = await makeSite(store, "Beta");
  const found = await owner.query<{ name: string }>(
    `select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.column_name = 'site_id' order by 1`,
  );
  tables = found.rows.map((row) => row.name);
  for (const table of tables) await fill(table);
});
afterAll(async () => {
  await server.end();
  await owner.end();
  await store.close();
  await database.drop();
});

/** One row of site Alpha in each table: whatever its columns are, the owner puts plausible values there, without checking references. */
async function fill(table: string): Promise<void> {
  const columns = await owner.query<{ name: string; type: string; nullable: string }>(
    `select column_name as name, data_type as type, is_nullable as nullable from information_schema.columns where table_schema = 'public' and table_name = $1`,
    [table],
  );
  const value: Readonly<Record<string, string>> = { uuid: "gen_random_uuid()", text: "'tablet'", jsonb: "'{}'", boolean: "false", integer: "7", bigint: "7", numeric: "7", "timestamp with time zone": `'${testTime}'`, ARRAY: "'{nurse}'" };
  const used = columns.rows.filter((column) => column.nullable === "NO");
  const values = used.map((column) => (column.name === "site_id" ? `'${here.siteId}'` : column.name === "token_hash" ? "gen_random_uuid()::text" : value[column.type]));
  const forced = await owner.query("select 1 from pg_class where relname = $1 and relforcerowsecurity", [table]);
  await owner.query("begin");
  await owner.query("set local session_replication_role = replica");
  await owner.query(`alter table ${table} no force row level security`);
  await owner.query(`insert into ${table} (${used.map((column) => column.name).join(", ")}) values (${values.join(", ")}) on conflict do nothing`);
  // As the migration had it: forced for the owner too where it was.
  if (forced.rowCount === 1) await owner.query(`alter table ${table} force row level security`);
  await owner.query("commit");
}

async function asSite(siteId: string | null, text: string): Promise<pg.QueryResult> {
  await server.query("begin");
  try {
    await server.query("select set_config('role', 'stroma_app', true), set_config('app.site', $1, true)", [siteId ?? ""]);
    return await server.query(text);
  } finally {
    await server.query("rollback");
  }
}

describe("row-level security", () => {
  it("stands on every table with a site", async () => {
    expect(tables.length).toBeGreaterThan(15);
    const open = await owner.query("select relname from pg_class where relname = any($1) and relkind = 'r' and not relrowsecurity", [tables]);
    expect(open.rows).toEqual([]);
  });

  it("shows a site its own rows, and another site or none nothing, in every table", async () => {
    for (const table of tables) {
      const own = await asSite(here.siteId, `select * from ${table} where site_id = '${here.siteId}'`);
      expect([table, (own.rowCount ?? 0) > 0]).toEqual([table, true]);
      for (const siteId of [there.siteId, null]) {
        const foreign = await asSite(siteId, `select * from ${table} where site_id = '${here.siteId}'`);
        expect([table, foreign.rowCount]).toEqual([table, 0]);
      }
      const all = await asSite(there.siteId, `select distinct site_id from ${table}`);
      expect([table, all.rows.filter((row: { site_id: string }) => row.site_id !== there.siteId)]).toEqual([table, []]);
    }
  });

  it("lets nobody write a row of another site, in any table", async () => {
    for (const table of tables) {
      const copy = asSite(there.siteId, `insert into ${table} select (jsonb_populate_record(null::${table}, '{"site_id": "${here.siteId}"}')).*`);
      await expect(copy, table).rejects.toThrow(/row-level security|permission denied/u);
      const changed = await asSite(there.siteId, `update ${table} set site_id = site_id where site_id = '${here.siteId}'`).catch((error: Error) => error.message);
      expect([table, typeof changed === "string" ? /permission denied/u.test(changed) : changed.rowCount === 0]).toEqual([table, true]);
      const removed = await asSite(there.siteId, `delete from ${table} where site_id = '${here.siteId}'`).catch((error: Error) => error.message);
      expect([table, typeof removed === "string" ? /permission denied/u.test(removed) : removed.rowCount === 0]).toEqual([table, true]);
    }
  });

  it("hides another site's people, studies and name, and keeps credentials and sessions from everybody at work", async () => {
    const visible = async (text: string) => (await asSite(there.siteId, text)).rows;
    expect(await visible(`select id from person where id = '${here.actor.personId}'`)).toEqual([]);
    expect(await visible(`select id from study where id = '${here.studyId}'`)).toEqual([]);
    expect(await visible(`select id from site where id = '${here.siteId}'`)).toEqual([]);
    for (const table of ["credential", "session", "one_time_link", "attempt"]) await expect(asSite(here.siteId, `select * from ${table}`)).rejects.toThrow(/permission denied/u);
  });

  it("gives a connection that forgot to say who it is nothing at all", async () => {
    for (const table of [...tables, "person", "session", "study"]) await expect(server.query(`select * from ${table}`)).rejects.toThrow(/permission denied/u);
  });
});
