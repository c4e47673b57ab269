import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "../refusal.ts";
import type { Account } from "./account.ts";
import type { PostgresBinaries } from "./binaries.ts";

export const ownerName = "stroma_owner";

/** The folder of the database files inside the data folder. */
export function clusterFolderOf(dataFolder: string): string {
  return join(dataFolder, "postgres");
}

/** Makes the database files on the first start. Returns the owner's password, which is kept beside them. */
export async function prepareCluster(options: {
  readonly dataFolder: string;
  readonly binaries: PostgresBinaries;
  readonly account: Account | null;
}): Promise<string> {
  const folder = clusterFolderOf(options.dataFolder);
  const passwordFile = join(options.dataFolder, "postgres-password");
  if (existsSync(folder)) return readPassword(passwordFile);

  const password = existsSync(passwordFile) ? readPassword(passwordFile) : randomBytes(24).toString("hex");
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  // A killed first start leaves only this draft, so a half-made database is never taken for a whole one.
  const draft = `${folder}.initializing`;
  const draftPassword = join(options.dataFolder, "postgres-password.initializing");
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(draftPassword, `${password}\n`, { mode: 0o600 });
  chmodSync(draftPassword, 0o600);
  if (options.account !== null) {
    for (const path of [draft, draftPassword]) chownSync(path, options.account.uid, options.account.gid);
  }
  try {
    await runInitdb({ ...options, draft, draftPassword });
  } finally {
    rmSync(draftPassword, { force: true });
  }
  renameSync(draft, folder);
  return password;
}

function readPassword(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new Refusal(
      "data-folder-unusable",
      `the database exists, but its password cannot be read (${(error as Error).message}).`,
      `restore ${file} from a backup, or run Stroma under the account that owns it.`,
    );
  }
}

function runInitdb(options: {
  readonly binaries: PostgresBinaries;
  readonly account: Account | null;
  readonly draft: string;
  readonly draftPassword: string;
}): Promise<void> {
  // Byte order sorts the same everywhere; people's order is the application's work.
  const locale = process.platform === "linux" ? "C.UTF-8" : "C";
  const child = spawn(
    options.binaries.initdb,
    [
      `--pgdata=${options.draft}`,
      `--username=${ownerName}`,
      `--pwfile=${options.draftPassword}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      `--locale=${locale}`,
      "--locale-provider=libc",
      "--no-instructions",
    ],
    { ...identity(options.account), cwd: options.draft, stdio: ["ignore", "pipe", "pipe"] },
  );
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    const fail = (why: string) =>
      reject(
        new Refusal(
          "database-did-not-start",
          `the database could not be created: ${why}`,
          "see the message of PostgreSQL above; check free disk space, or use DATABASE_URL.",
        ),
      );
    child.on("error", (error) => fail(error.message));
    child.on("close", (code) => (code === 0 ? resolve() : fail(`initdb ended with ${code}.\n${output.trim()}`)));
  });
}

/** The account for a child process. An empty environment keeps settings meant for other databases out. */
export function identity(account: Account | null) {
  const env = process.platform === "win32" ? process.env : { PATH: "/usr/bin:/bin", LC_ALL: "C.UTF-8", TZ: "UTC" };
  return account === null ? { env } : { env, uid: account.uid, gid: account.gid };
}
