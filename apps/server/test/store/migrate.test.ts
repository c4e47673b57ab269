import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { grantServerRoles, prepareServerRole } from "../../src/embedded-postgres/server-role.ts";
import { migrate, newestMigration } from "../../src/store/migrations/migrate.ts";
import { openStore } from "../../src/store/open-store.ts";
import { createEmptyDatabase, createTestDatabase } from "../database.ts";
import { makeSite } from "../try-out.ts";

const plain = `stroma_plain_${randomBytes(4).toString("hex")}`;
const clean: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const step of clean.toReversed()) await step();
});

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

describe("the migrations", () => {
  it("make an empty database whole, and do nothing the second time, also when two servers start at once", async () => {
    const database = await createEmptyDatabase();
    clean.push(() => database.drop());
    await Promise.all([migrate(database.ownerUrl), migrate(database.ownerUrl)]);
    await migrate(database.ownerUrl);
    const names = await withClient(database.ownerUrl, (client) => client.query<{ name: string }>("select name from kysely_migration"));
    expect(names.rows.map(({ name }) => name).toSorted().at(-1)).toBe(newestMigration);
    expect(new Set(names.rows.map(({ name }) => name)).size).toBe(names.rows.length);
  });

  it("refuse a database that a newer version made, and leave it as it is", async () => {
    const database = await createTestDatabase();
    clean.push(() => database.drop());
    await withClient(database.ownerUrl, (client) => client.query("insert into kysely_migration (name, timestamp) values ('9999-of-the-future', '2030-01-01T00:00:00.000Z')"));
    await expect(migrate(database.ownerUrl)).rejects.toMatchObject({ name: "Refusal", code: "data-folder-newer", message: expect.stringContaining("9999-of-the-future") });
  });

  it("need no superuser: an owner who may create roles is enough, and the server works for it", async () => {
    const database = await createEmptyDatabase();
    clean.push(() => database.drop());
    const name = new URL(database.ownerUrl).pathname.slice(1);
    const password = randomBytes(12).toString("hex");
    await withClient(database.ownerUrl, async (client) => {
      await client.query(`create role ${plain} login createrole nosuperuser password '${password}'`);
      await client.query(`alter database ${name} owner to ${plain}`);
      // On a server that has the roles already their administrator must let the new owner use them.
      await client.query(`do $$ begin create role stroma_app nologin; create role stroma_auth nologin; exception when duplicate_object then null; end $$`);
      await client.query(`grant stroma_app, stroma_auth to ${plain} with admin option`);
    });
    clean.push(() => withClient(database.ownerUrl, async (client) => void (await client.query(`reassign owned by ${plain} to current_user; drop owned by ${plain}; drop role ${plain}`))));
    const ownerUrl = new URL(database.ownerUrl);
    ownerUrl.username = plain;
    ownerUrl.password = password;
    await migrate(ownerUrl.href);
    await grantServerRoles(database.ownerUrl);
    const store = openStore({ url: await prepareServerRole(database.ownerUrl, "only for tests"), ownerUrl: ownerUrl.href });
    const site = await makeSite(store, "Plain");
    expect(await store.read(site.siteId, async (tx) => (await tx.selectFrom("infusion").select("id").execute()).map(({ id }) => id))).toEqual([site.infusionId]);
    await store.close();
  });
});
