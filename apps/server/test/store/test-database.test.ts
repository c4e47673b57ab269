import pg from "pg";
import { expect, test } from "vitest";
import { createEmptyDatabase, createTestDatabase } from "../database.ts";

async function ask<T>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

const countTables = "select count(*)::int as tables from pg_tables where schemaname = 'public'";

test("every test database is migrated, and none sees what another holds", async () => {
  const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const [before] = await ask<{ tables: number }>(first.ownerUrl, countTables);
  expect(before?.tables).toBeGreaterThan(5);
  await ask(first.ownerUrl, "create table only_here ()");
  expect(await ask(second.ownerUrl, countTables)).toEqual([before]);
  await Promise.all([first.drop(), second.drop()]);
  await expect(ask(first.ownerUrl, "select 1")).rejects.toThrow(/does not exist/);
});

test("the server's role reads nothing by itself and may take the two roles of the application", async () => {
  const database = await createTestDatabase();
  const [role] = await ask<{ rolsuper: boolean; rolbypassrls: boolean; rolinherit: boolean }>(
    database.serverUrl,
    "select rolsuper, rolbypassrls, rolinherit from pg_roles where rolname = current_user",
  );
  expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolinherit: false });
  await expect(ask(database.serverUrl, "select * from participant")).rejects.toThrow(/permission denied/);
  await ask(database.serverUrl, "set role stroma_app; select * from participant");
  await ask(database.serverUrl, "set role stroma_auth");
  await database.drop();
});

test("an empty database has no tables at all", async () => {
  const database = await createEmptyDatabase();
  expect(await ask(database.ownerUrl, countTables)).toEqual([{ tables: 0 }]);
  await database.drop();
});
