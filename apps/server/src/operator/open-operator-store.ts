/**
 * The operator's way to the data, on the computer that holds them: the command line. A server may be running (then its
 * database is used beside it) or not (then the database is started for the length of the work).
 */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { readSignedHeads, type SignedHeads } from "../audit/signed-heads.ts";
import { openDataFolder } from "../data-folder/open-data-folder.ts";
import { clusterFolderOf, ownerName } from "../embedded-postgres/cluster.ts";
import { connectExternalPostgres } from "../embedded-postgres/external-postgres.ts";
import { databaseName, grantServerRoles, prepareServerRole } from "../embedded-postgres/server-role.ts";
import { startEmbeddedPostgres } from "../embedded-postgres/start-embedded-postgres.ts";
import { Refusal } from "../refusal.ts";
import { migrate } from "../store/migrations/migrate.ts";
import { openStore } from "../store/open-store.ts";
import type { Store } from "../store/store.ts";
import { stromaVersion } from "../version.ts";

export interface OperatorPlace {
  readonly data: string;
  readonly databaseUrl: string | null;
}

export interface OperatorAccess {
  readonly store: Store;
  /** Signed heads as they are kept outside the database; `null` where the folder holds none. */
  readonly heads: SignedHeads;
}

/** Opens the store, does the work, and leaves everything as it was found. Throws Refusal with its remedy. */
export async function withOperatorStore<T>(place: OperatorPlace, work: (access: OperatorAccess) => Promise<T>): Promise<T> {
  const folder = resolve(place.data);
  if (place.databaseUrl !== null) {
    const external = await connectExternalPostgres({ ownerUrl: place.databaseUrl, folder });
    return withStore(external.ownerUrl, external.serverUrl, folder, null, work);
  }
  refuseEmptyFolder(folder);
  const locked = lockUnlessRunning(folder);
  if (locked === null) {
    const ownerUrl = addressOfRunning(folder);
    return withStore(ownerUrl, await prepareServerRole(ownerUrl), folder, null, work);
  }
  try {
    const embedded = await startEmbeddedPostgres({ folder });
    try {
      return await withStore(embedded.ownerUrl, embedded.serverUrl, folder, locked.auditHeads, work);
    } finally {
      await embedded.stop();
    }
  } finally {
    locked.close();
  }
}

/** `auditHeads`: who holds the lock owns the file of heads; beside a running server lines are only added to it. */
async function withStore<T>(ownerUrl: string, serverUrl: string, folder: string, auditHeads: string | null, work: (access: OperatorAccess) => Promise<T>): Promise<T> {
  if (auditHeads !== null) {
    await migrate(ownerUrl);
    await grantServerRoles(ownerUrl);
  }
  const heads = readSignedHeads(join(folder, "audit-heads"));
  const store = openStore({ url: serverUrl, connections: 4, ...(auditHeads === null ? { auditHeadsBeside: join(folder, "audit-heads") } : { auditHeads }) });
  try {
    return await work({ store, heads });
  } finally {
    await store.close();
  }
}

/** A mistyped folder must not become a new, empty and therefore faultless one. */
function refuseEmptyFolder(folder: string): void {
  if (existsSync(clusterFolderOf(folder))) return;
  throw new Refusal("data-folder-unusable", `${folder} is no data folder of Stroma.`, "name the data folder with --data or STROMA_DATA, or start the server once to make it.");
}

function lockUnlessRunning(folder: string) {
  try {
    return openDataFolder({ path: folder, stromaVersion });
  } catch (error) {
    if (error instanceof Refusal && error.code === "data-folder-in-use") return null;
    throw error;
  }
}

function addressOfRunning(folder: string): string {
  try {
    const password = readFileSync(join(folder, "postgres-password"), "utf8").trim();
    // The fourth line of PostgreSQL's own note is its port.
    const port = Number(readFileSync(join(clusterFolderOf(folder), "postmaster.pid"), "utf8").split("\n")[3]);
    if (!Number.isSafeInteger(port)) throw new Error("the database is not ready yet");
    return `postgres://${ownerName}:${password}@127.0.0.1:${port}/${databaseName}`;
  } catch (error) {
    throw new Refusal("data-folder-unusable", `the database of the running server cannot be reached (${(error as Error).message}).`, "try again when the server is ready, under the account that runs it.");
  }
}
