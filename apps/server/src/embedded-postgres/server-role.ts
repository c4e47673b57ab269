import { createHmac } from "node:crypto";
import pg from "pg";

export const databaseName = "stroma";
export const serverRole = "stroma_server";

/** Makes the database and the role the server works with, where they are missing. Returns the server's address. */
export async function prepareDatabase(adminUrl: string): Promise<string> {
  await withClient(adminUrl, async (client) => {
    const found = await client.query("select 1 from pg_database where datname = $1", [databaseName]);
    if (found.rowCount === 0) await client.query(`create database ${databaseName}`);
  });
  const ownerUrl = new URL(adminUrl);
  ownerUrl.pathname = `/${databaseName}`;
  return prepareServerRole(ownerUrl.href);
}

/**
 * Makes the login role of the server and returns the address to use with it. It inherits nothing: each
 * transaction says which role it takes, so a forgotten one can read nothing at all. Its password is derived
 * from the owner's, so that several servers on one database agree without telling each other.
 */
export async function prepareServerRole(ownerUrl: string, secret?: string): Promise<string> {
  const serverUrl = new URL(ownerUrl);
  const password = createHmac("sha256", secret ?? decodeURIComponent(serverUrl.password))
    .update(serverRole)
    .digest("hex");
  serverUrl.username = serverRole;
  serverUrl.password = password;
  if (await canConnect(serverUrl.href)) return serverUrl.href;
  await withClient(ownerUrl, async (client) => {
    await client.query("select pg_advisory_lock(735101)");
    const found = await client.query("select 1 from pg_roles where rolname = $1", [serverRole]);
    const verb = found.rowCount === 0 ? "create" : "alter";
    // The password is hexadecimal, so it can stand in the statement, which takes no parameters.
    await client.query(
      `${verb} role ${serverRole} login noinherit nosuperuser nocreatedb nocreaterole password '${password}'`,
    );
  });
  return serverUrl.href;
}

/** Lets the server take the roles that the migrations make. Call it after every migration. */
export async function grantServerRoles(ownerUrl: string): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    await client.query("select pg_advisory_lock(735101)");
    const missing = await client.query<{ rolname: string }>(
      `select rolname from pg_roles
       where rolname in ('stroma_app', 'stroma_auth') and not pg_has_role($1, oid, 'member')`,
      [serverRole],
    );
    for (const { rolname } of missing.rows) await client.query(`grant ${rolname} to ${serverRole}`);
  });
}

async function canConnect(url: string): Promise<boolean> {
  try {
    await withClient(url, () => Promise.resolve());
    return true;
  } catch {
    return false;
  }
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
