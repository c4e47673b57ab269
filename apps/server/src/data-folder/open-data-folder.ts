import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Refusal } from "../refusal.ts";
import { type ServerLock, takeServerLock } from "./server-lock.ts";

/** The layout of the data folder. It grows by one whenever an older server could not read it any more. */
const dataVersion = 1;

export interface DataFolder {
  readonly path: string;
  readonly auditHeads: string;
  close(): void;
}

/** Creates the folder where needed, locks it, and refuses one that a newer Stroma has made. */
export function openDataFolder(options: { readonly path: string; readonly stromaVersion: string }): DataFolder {
  const path = resolve(options.path);
  const lock = createAndLock(path);
  try {
    checkVersion(path, options.stromaVersion);
    const auditHeads = join(path, "audit-heads");
    mkdirSync(auditHeads, { recursive: true, mode: 0o700 });
    return { path, auditHeads, close: () => lock.release() };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function createAndLock(path: string): ServerLock {
  try {
    const created = mkdirSync(path, { recursive: true }) !== undefined;
    // As root the database runs under another account, which has to pass through the folder.
    if (created && process.getuid !== undefined) chmodSync(path, process.getuid() === 0 ? 0o711 : 0o700);
    return takeServerLock(path);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(
      "data-folder-unusable",
      `the data folder ${path} cannot be written (${(error as Error).message}).`,
      "make it writable for the account that runs Stroma, or choose another with --data <folder>.",
    );
  }
}

function checkVersion(path: string, stromaVersion: string): void {
  const file = join(path, "version.json");
  const found = readVersion(file);
  if (found !== null && found.dataVersion > dataVersion) {
    throw new Refusal(
      "data-folder-newer",
      `the data folder ${path} was made by a newer Stroma (${found.stroma}, data version ${found.dataVersion}; this one reads ${dataVersion}).`,
      "start that newer version, or choose another folder with --data <folder>.",
    );
  }
  if (found?.dataVersion === dataVersion && found.stroma === stromaVersion) return;
  writeFileSync(`${file}.next`, `${JSON.stringify({ dataVersion, stroma: stromaVersion })}\n`);
  renameSync(`${file}.next`, file);
}

function readVersion(file: string): { dataVersion: number; stroma: string } | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  try {
    const value = JSON.parse(text) as { dataVersion: unknown; stroma: unknown };
    if (typeof value.dataVersion === "number") return { dataVersion: value.dataVersion, stroma: String(value.stroma) };
  } catch {
    // Falls through to the refusal: guessing the layout of clinical records is not safe.
  }
  throw new Refusal(
    "data-folder-unusable",
    `${file} does not say which version made the folder.`,
    "restore the file from a backup, or choose another folder with --data <folder>.",
  );
}
