import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { Account } from "./account.ts";
import type { PostgresBinaries } from "./binaries.ts";
import { identity } from "./cluster.ts";

export interface PostmasterOptions {
  readonly binaries: PostgresBinaries;
  readonly account: Account | null;
  readonly clusterFolder: string;
  readonly port: number;
  /** An open file that takes what PostgreSQL says. */
  readonly log: number;
  readonly settings: Readonly<Record<string, string>>;
}

// Durability is PostgreSQL's default and stays untouched: fsync, full page writes and synchronous commit are on.
const baseSettings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "128MB",
  wal_compression: "on",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  log_destination: "stderr",
  logging_collector: "off",
};

export function spawnPostmaster(options: PostmasterOptions): ChildProcess {
  const settings = { ...baseSettings, ...options.settings, port: String(options.port) };
  const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return spawn(options.binaries.postgres, ["-D", options.clusterFolder, ...args], {
    ...identity(options.account),
    cwd: options.clusterFolder,
    // A process group of its own: Ctrl-C in the terminal must reach Stroma first, not the database.
    detached: true,
    stdio: ["ignore", options.log, options.log],
  });
}

/** True once a connection is answered, false when the process ended before that. */
export async function waitUntilReady(child: ChildProcess, url: string): Promise<boolean> {
  const ended = () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  for (const deadline = Date.now() + 60_000; Date.now() < deadline;) {
    if (ended()) return false;
    if (await answers(url)) return !ended();
    await wait(20);
  }
  return false;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // Without a listener an error on an idle connection would end the process.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    // Refused: not listening yet. 57P03: starting up, or recovering after a crash.
    const code = (error as { code?: string }).code;
    if (code === "ECONNREFUSED" || code === "57P03" || code === "ECONNRESET" || code === undefined) return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Fast shutdown ends sessions and writes everything; immediate shutdown is for the case that this hangs. */
export async function stopPostmaster(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise<boolean>((resolve) => child.once("exit", () => resolve(true)));
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    child.kill(signal);
    if (await Promise.race([ended, wait(3_500, false, { ref: false })])) return;
  }
}
