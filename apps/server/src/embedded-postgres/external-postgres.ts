import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { Refusal } from "../refusal.ts";
import { prepareServerRole } from "./server-role.ts";

const oldestVersion = 150_000;

/** Checks a PostgreSQL that somebody else runs and prepares the role the server works with. */
export async function connectExternalPostgres(options: {
  readonly ownerUrl: string;
  readonly folder: string;
}): Promise<{ ownerUrl: string; serverUrl: string }> {
  const { ownerUrl } = options;
  const version = await readVersion(ownerUrl);
  if (version < oldestVersion) {
    throw new Refusal(
      "database-too-old",
      `the database at ${placeOf(ownerUrl)} is PostgreSQL ${Math.floor(version / 10_000)}; Stroma needs 15 or later.`,
      "upgrade it, point DATABASE_URL to another one, or leave DATABASE_URL out to use the one that comes with Stroma.",
    );
  }
  try {
    return { ownerUrl, serverUrl: await prepareServerRole(ownerUrl, secretFor(options)) };
  } catch (error) {
    throw unreachable(ownerUrl, `the role stroma_server cannot be made (${(error as Error).message})`);
  }
}

async function readVersion(url: string): Promise<number> {
  let client: pg.Client;
  try {
    client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
    client.on("error", () => undefined);
    await client.connect();
  } catch (error) {
    throw unreachable(url, (error as Error).message || String((error as { code?: string }).code));
  }
  try {
    const answer = await client.query<{ version: string }>(`select current_setting('server_version_num') as version`);
    return Number(answer.rows[0]?.version);
  } finally {
    await client.end();
  }
}

// An owner that connects without a password has no secret to derive from, so one is kept in the data folder.
function secretFor(options: { readonly ownerUrl: string; readonly folder: string }): string | undefined {
  if (new URL(options.ownerUrl).password !== "") return undefined;
  const file = join(options.folder, "server-role-secret");
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(24).toString("hex")}\n`, { mode: 0o600, flag: "wx" });
  return readFileSync(file, "utf8").trim();
}

function unreachable(url: string, why: string): Refusal {
  return new Refusal(
    "database-unreachable",
    `the database at ${placeOf(url)} cannot be used: ${why}.`,
    "check DATABASE_URL (postgres://owner:password@host:5432/database) and that the database runs; the owner needs the right to create roles.",
  );
}

/** Host and name only: a password must never reach the screen. */
function placeOf(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `${host}${pathname}`;
  } catch {
    return "DATABASE_URL";
  }
}
