import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeReachableFolder } from "../../test/start-test-postgres.ts";
import { processStartTime } from "../data-folder/process-identity.ts";
import { grantServerRoles } from "./server-role.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./start-embedded-postgres.ts";

const program = fileURLToPath(new URL("../../test/programs/start-database.ts", import.meta.url));
const binaries = process.env["STROMA_POSTGRES_BINARIES"];
let folder: string;
let database: EmbeddedPostgres;

beforeAll(async () => {
  folder = makeReachableFolder("stroma-embedded-");
  database = await startEmbeddedPostgres({ folder, binaries });
}, 60_000);

afterAll(async () => {
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
});

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

test("the database is durable, in UTF-8, in byte order, and speaks on loopback only", async () => {
  const settings = "fsync synchronous_commit full_page_writes server_encoding listen_addresses".split(" ");
  const values = await Promise.all(
    settings.map((name) => ask<Record<string, string>>(database.ownerUrl, `show ${name}`)),
  );
  expect(values.map((rows) => Object.values(rows[0] ?? {})[0])).toEqual(["on", "on", "on", "UTF8", "127.0.0.1"]);
  const collation = await ask(
    database.ownerUrl,
    "select datcollate, datlocprovider from pg_database where datname = 'stroma'",
  );
  expect(collation).toEqual([{ datcollate: process.platform === "linux" ? "C.UTF-8" : "C", datlocprovider: "c" }]);
});

test("nobody gets in without the password", async () => {
  const url = new URL(database.ownerUrl);
  url.password = "guess";
  await expect(ask(url.href, "select 1")).rejects.toThrow(/password authentication failed/);
  expect(readFileSync(join(folder, "postgres", "pg_hba.conf"), "utf8")).not.toMatch(/^[^#]*\btrust\b/m);
  expect(statSync(join(folder, "postgres-password")).mode & 0o777).toBe(0o600);
});

test("the server's role may nothing by itself and takes only the two roles of the application", async () => {
  const rights =
    "select rolsuper, rolinherit, rolcreatedb, rolcreaterole, rolbypassrls from pg_roles where rolname = current_user";
  expect(await ask(database.serverUrl, rights)).toEqual([
    { rolsuper: false, rolinherit: false, rolcreatedb: false, rolcreaterole: false, rolbypassrls: false },
  ]);
  await ask(database.ownerUrl, "create role stroma_app nologin");
  await expect(ask(database.serverUrl, "set role stroma_app")).rejects.toThrow(/permission denied/);
  await grantServerRoles(database.ownerUrl);
  await grantServerRoles(database.ownerUrl);
  await ask(database.serverUrl, "set role stroma_app");
  await expect(ask(database.serverUrl, "set role stroma_owner")).rejects.toThrow(/permission denied/);
});

test("a database that was killed comes back on the same address with what it had acknowledged", async () => {
  await ask(database.ownerUrl, "create table kept as select 42 as answer");
  const before = database.pid();
  const restarted = new Promise<void>((resolve) => database.onRestart(resolve));
  process.kill(before, "SIGKILL");
  await restarted;
  expect(database.pid()).not.toBe(before);
  expect(await ask(database.ownerUrl, "select answer from kept")).toEqual([{ answer: 42 }]);
});

test("a database left running by a killed server is stopped and started afresh", async () => {
  const other = makeReachableFolder("stroma-orphan-");
  const child = spawn(process.execPath, [program, other], { stdio: ["ignore", "pipe", "inherit"] });
  const orphan = await new Promise<number>((resolve) =>
    child.stdout.once("data", (pid: Buffer) => resolve(Number(pid.toString()))),
  );
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
  expect(processStartTime(orphan)).not.toBeNull();

  const next = await startEmbeddedPostgres({ folder: other, binaries });
  expect(next.pid()).not.toBe(orphan);
  expect(processStartTime(orphan)).toBeNull();
  expect(await ask(next.ownerUrl, "select 1 as one")).toEqual([{ one: 1 }]);
  await next.stop();
  expect(processStartTime(next.pid())).toBeNull();
  rmSync(other, { recursive: true });
}, 60_000);

test("a stale process file that names some other living program does not stop the start, nor that program", async () => {
  const other = makeReachableFolder("stroma-stale-");
  await (await startEmbeddedPostgres({ folder: other, binaries })).stop();
  // Under the same account as the database: of any other, PostgreSQL itself sees that it is no rival.
  const { uid, gid } = statSync(join(other, "postgres"));
  const bystander = spawn("sleep", ["600"], { stdio: "ignore", ...(process.getuid?.() === 0 ? { uid, gid } : {}) });
  writeFileSync(
    join(other, "postgres", "postmaster.pid"),
    `${bystander.pid}\n${join(other, "postgres")}\n1\n5432\n\n127.0.0.1\n\nready\n`,
  );
  const restarted = await startEmbeddedPostgres({ folder: other, binaries });
  await restarted.stop();
  expect(processStartTime(bystander.pid ?? 0)).not.toBeNull();
  bystander.kill();
  rmSync(other, { recursive: true });
}, 60_000);

test("a first start that was killed halfway leaves nothing that is taken for a database", async () => {
  const other = makeReachableFolder("stroma-half-");
  mkdirSync(join(other, "postgres.initializing"));
  writeFileSync(join(other, "postgres.initializing", "half"), "");
  const restarted = await startEmbeddedPostgres({ folder: other, binaries });
  expect(await ask(restarted.ownerUrl, "select 1 as one")).toEqual([{ one: 1 }]);
  await restarted.stop();
  rmSync(other, { recursive: true });
}, 60_000);
