/** Runs a few lines of R on the same numbers, for so many seconds at most. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface RTiming {
  readonly milliseconds: number;
  /** What R found, to be held against ours. */
  readonly value: number;
}
export type ROutcome = RTiming | "not finished" | "failed";

/** R with jsonlite and a package, with its release, or null. */
export function versionOfR(packageName = "metafor"): string | null {
  const { status, stdout } = spawnSync("Rscript", ["-e", `library(jsonlite); cat(as.character(getRversion()), "${packageName}", as.character(packageVersion("${packageName}")))`], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}

/** @param lines R that reads `d` and leaves a number in `value`; only they are timed. */
export function runR(data: unknown, lines: string, seconds: number): ROutcome {
  return inFolder((folder) => {
    writeFileSync(join(folder, "data.json"), JSON.stringify(data));
    return timed(`d <- fromJSON("${join(folder, "data.json")}")`, ["metafor"], lines, seconds);
  });
}

/** The same for columns of a million numbers, which go as their bytes. */
export function runROnColumns(columns: Readonly<Record<string, Float64Array>>, lines: string, seconds: number, packages: readonly string[]): ROutcome {
  return inFolder((folder) => {
    const reads = Object.entries(columns).map(([name, values]) => {
      writeFileSync(join(folder, name), new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
      return `${name} = readBin("${join(folder, name)}", "double", ${values.length})`;
    });
    return timed(`d <- data.frame(${reads.join(", ")})`, packages, lines, seconds);
  });
}

function timed(read: string, packages: readonly string[], lines: string, seconds: number): ROutcome {
  const script = `suppressMessages({library(jsonlite); ${packages.map((name) => `library(${name})`).join("; ")}}); ${read}; t <- system.time({ ${lines} })[["elapsed"]]; cat(toJSON(list(milliseconds = 1000 * t, value = value), digits = 17, auto_unbox = TRUE))`;
  const { status, stdout, error } = spawnSync("Rscript", ["-e", script], { encoding: "utf8", timeout: seconds * 1000 });
  if (error !== undefined) return "not finished";
  return status === 0 ? (JSON.parse(stdout) as RTiming) : "failed";
}

function inFolder<Result>(work: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "stroma-bench-"));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
