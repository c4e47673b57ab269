import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { grantServerRoles, prepareServerRole } from "../src/embedded-postgres/server-role.ts";

export interface TestDatabase {
  readonly ownerUrl: string;
  readonly serverUrl: string;
  drop(): Promise<void>;
}

// One template per run: a migration edited between two runs must never meet the template of the first.
const templateName = `stroma_template_${process.env["STROMA_TEST_RUN"] ?? "alone"}`;

/** A fresh, migrated database: a copy of the run's template, made in some 30 ms. One per test file is usual. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const admin = await connect(adminUrl());
  try {
    await ensureTemplate(admin);
    const name = `stroma_test_${randomBytes(8).toString("hex")}`;
    await copyTemplate(admin, name);
    const ownerUrl = urlOf(name);
    return { ownerUrl, serverUrl: await prepareServerRole(ownerUrl, testSecret()), drop: () => dropDatabase(name) };
  } finally {
    await admin.end();
  }
}

/** An empty database without any migration, for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const admin = await connect(adminUrl());
  try {
    const name = `stroma_test_${randomBytes(8).toString("hex")}`;
    await createEmpty(admin, name);
    const ownerUrl = urlOf(name);
    return { ownerUrl, serverUrl: await prepareServerRole(ownerUrl, testSecret()), drop: () => dropDatabase(name) };
  } finally {
    await admin.end();
  }
}

/** Drops the template of this run; the run calls it at its end. */
export async function dropTemplate(): Promise<void> {
  await dropDatabase(templateName);
}

// Several workers ask at once; the first one builds while the others wait for the lock.
async function ensureTemplate(admin: pg.Client): Promise<void> {
  if (await exists(admin, templateName)) return;
  await admin.query("select pg_advisory_lock(735102)");
  try {
    if (await exists(admin, templateName)) return;
    // Built under another name: a template that can be seen is a finished one.
    const draft = `${templateName}_draft`;
    await admin.query(`drop database if exists ${draft} with (force)`);
    await createEmpty(admin, draft);
    const { migrate } = await import("../src/store/migrations/migrate.ts");
    await migrate(urlOf(draft));
    await prepareServerRole(urlOf(draft), testSecret());
    await grantServerRoles(urlOf(draft));
    await withoutSessions(() => admin.query(`alter database ${draft} rename to ${templateName}`));
  } finally {
    await admin.query("select pg_advisory_unlock(735102)");
  }
}

async function exists(admin: pg.Client, name: string): Promise<boolean> {
  const found = await admin.query("select 1 from pg_database where datname = $1", [name]);
  return found.rowCount === 1;
}

async function createEmpty(admin: pg.Client, name: string): Promise<void> {
  await admin.query(
    `create database ${name} template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`,
  );
}

async function copyTemplate(admin: pg.Client, name: string): Promise<void> {
  await withoutSessions(() => admin.query(`create database ${name} template ${templateName}`));
}

// A session that has just ended may still count for a moment.
async function withoutSessions(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== "55006" || attempt === 100) throw error;
      await wait(20);
    }
  }
}

async function dropDatabase(name: string): Promise<void> {
  const admin = await connect(adminUrl());
  try {
    await admin.query(`drop database if exists ${name} with (force)`);
  } finally {
    await admin.end();
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

function adminUrl(): string {
  const url = process.env["STROMA_TEST_OWNER_URL"];
  if (url === undefined) throw new Error("STROMA_TEST_OWNER_URL is not set: run the tests through vitest or npm test");
  return url;
}

function urlOf(database: string): string {
  const url = new URL(adminUrl());
  url.pathname = `/${database}`;
  return url.href;
}

// An external test database may let its owner in without a password.
function testSecret(): string {
  return new URL(adminUrl()).password || "only for tests";
}
