import { readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { root } from "./root.mjs";

/** One source file of ours, its path written from the top of the checkout with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const skipped = new Set(["node_modules", "dist", "stroma-data", "generated"]);

/** Every TypeScript and JavaScript file that people write here. */
export function readSourceFiles(folder: string = root): SourceFile[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) || entry.name.startsWith(".") ? [] : readSourceFiles(path);
    if (!/\.(tsx?|mjs)$/.test(entry.name)) return [];
    return [{ path: relative(root, path).split(sep).join("/"), text: readFileSync(path, "utf8") }];
  });
}

export interface Fault {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** Prints the faults of one check and sets the exit code. */
export function reportFaults(faults: readonly Fault[], checked: number): void {
  for (const { path, line, message } of faults) process.stderr.write(`${path}:${line}  ${message}\n`);
  if (faults.length > 0) process.exitCode = 1;
  else process.stdout.write(`${checked} files keep to it.\n`);
}
