/** The application's own source files, for the checks on texts. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const source = join(import.meta.dirname, "../src");

export interface SourceText {
  readonly path: string;
  readonly text: string;
}

export function readSources(): readonly SourceText[] {
  return readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/u.test(path) && !/\.test\.tsx?$/u.test(path) && !path.startsWith("catalogue"))
    .map((path) => ({ path, text: readFileSync(join(source, path), "utf8") }));
}
