import { closeSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ChildProcess } from "node:child_process";
import { openLog } from "../data-folder/open-log.ts";
import { Refusal } from "../refusal.ts";
import { chooseAccount } from "./account.ts";
import { locateBinaries } from "./binaries.ts";
import { clusterFolderOf, ownerName, prepareCluster } from "./cluster.ts";
import { findFreePort } from "./free-port.ts";
import { endLeftovers } from "./leftovers.ts";
import { spawnPostmaster, stopPostmaster, waitUntilReady } from "./postmaster.ts";
import { refuseUnreachable } from "./reach.ts";
import { databaseName, prepareDatabase } from "./server-role.ts";
import { superviseDatabase } from "./supervise.ts";

export interface EmbeddedPostgresOptions {
  /** The data folder. The caller holds its lock. */
  readonly folder: string;
  /** A folder with bin, lib and share; the one from npm otherwise. */
  readonly binaries?: string | undefined;
  /** Settings of PostgreSQL on top of ours; tests switch the waiting for the disk off. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  /** Owns the database: migrations only. */
  readonly ownerUrl: string;
  /** What the server works with: may do nothing but become stroma_app or stroma_auth. */
  readonly serverUrl: string;
  /** Process number of the running database; it changes with a restart. */
  readonly pid: () => number;
  /** Called after the database had ended by itself and answers again. */
  readonly onRestart: (listener: () => void) => void;
  /** Called when it could not be brought back. */
  readonly onFailure: (listener: (refusal: Refusal) => void) => void;
  readonly stop: () => Promise<void>;
}

/** Starts the PostgreSQL that came through npm on a loopback port and keeps it running until `stop`. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = resolve(options.folder);
  mkdirSync(folder, { recursive: true });
  const clusterFolder = clusterFolderOf(folder);
  const binaries = locateBinaries(options.binaries);
  const account = chooseAccount(clusterFolder);
  if (account !== null) refuseUnreachable({ account, binaries: binaries.root, data: folder });
  refuseForeignCluster(clusterFolder);

  const password = await prepareCluster({ dataFolder: folder, binaries, account });
  await endLeftovers(clusterFolder);
  const logFile = join(folder, "postgres.log");
  const settings = options.settings ?? {};
  const log = openLog(logFile);
  let port = await findFreePort();
  const urlOf = (database: string) => `postgres://${ownerName}:${password}@127.0.0.1:${port}/${database}`;

  const startOnce = async (): Promise<ChildProcess | null> => {
    const child = spawnPostmaster({ binaries, account, clusterFolder, port, log, settings });
    child.on("error", () => undefined);
    return (await waitUntilReady(child, urlOf("postgres"))) ? child : null;
  };

  let child = await startOnce();
  // Another program may have taken the port in between, or children of a killed database still hold memory.
  for (let attempt = 1; child === null && attempt < 4; attempt += 1) {
    await endLeftovers(clusterFolder);
    port = await findFreePort();
    child = await startOnce();
  }
  if (child === null) {
    closeSync(log);
    throw didNotStart(logFile);
  }
  try {
    const serverUrl = await prepareDatabase(urlOf("postgres"));
    const supervisor = superviseDatabase(child, {
      restart: async () => {
        await endLeftovers(clusterFolder);
        return startOnce();
      },
      failed: () => didNotStart(logFile),
    });
    return {
      ownerUrl: urlOf(databaseName),
      serverUrl,
      pid: supervisor.pid,
      onRestart: supervisor.onRestart,
      onFailure: supervisor.onFailure,
      stop: async () => {
        await supervisor.stop();
        closeSync(log);
      },
    };
  } catch (error) {
    await stopPostmaster(child);
    closeSync(log);
    throw error;
  }
}

function refuseForeignCluster(clusterFolder: string): void {
  const uid = process.getuid?.();
  if (uid === undefined || uid === 0) return;
  const owner = statSync(clusterFolder, { throwIfNoEntry: false })?.uid;
  if (owner === undefined || owner === uid) return;
  throw new Refusal(
    "data-folder-unusable",
    `the database in ${clusterFolder} belongs to another account (number ${owner}).`,
    "run Stroma under that account or as root, or choose another folder with --data <folder>.",
  );
}

function didNotStart(logFile: string): Refusal {
  const tail = readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-3).join("\n    ");
  return new Refusal(
    "database-did-not-start",
    `PostgreSQL does not start. Its last words:\n    ${tail}`,
    `read ${logFile}; free disk space and memory are the usual reasons.`,
  );
}
