import { cpSync, chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chooseAccount } from "../src/embedded-postgres/account.ts";
import { locateBinaries } from "../src/embedded-postgres/binaries.ts";
import { findClosedFolder } from "../src/embedded-postgres/reach.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../src/embedded-postgres/start-embedded-postgres.ts";

export interface TestPostgres extends EmbeddedPostgres {
  /** Where the programs were started from; a copy when the installed ones are out of reach. */
  readonly binaries: string;
}

/** A throw-away database server. It does not wait for the disk: nothing in it is kept. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const folder = makeReachableFolder("stroma-test-");
  const binaries = reachableBinaries(folder);
  const database = await startEmbeddedPostgres({
    folder,
    binaries,
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" },
  });
  return {
    ...database,
    binaries,
    stop: async () => {
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A temporary folder that the account of the database may pass through, also when the tests run as root. */
export function makeReachableFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  if (process.getuid?.() !== 0) return folder;
  chmodSync(folder, 0o711);
  const account = chooseAccount(join(folder, "postgres"));
  if (account === null || findClosedFolder(folder, account) === null) return folder;
  // TMPDIR may itself lie in a closed folder.
  rmSync(folder, { recursive: true });
  const open = mkdtempSync(join("/tmp", prefix));
  chmodSync(open, 0o711);
  return open;
}

/** The installed programs, or a copy of them when the checkout lies in a folder that is closed to their account. */
function reachableBinaries(folder: string): string {
  const named = process.env["STROMA_POSTGRES_BINARIES"];
  const installed = locateBinaries(named).root;
  const account = chooseAccount(join(folder, "postgres"));
  if (account === null || findClosedFolder(installed, account) === null) return installed;
  const copy = join(folder, "binaries");
  cpSync(installed, copy, { recursive: true, verbatimSymlinks: true });
  chmodSync(copy, 0o755);
  return copy;
}
