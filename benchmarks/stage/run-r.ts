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

/** R with metafor and jsonlite, or null. */
export function versionOfR(): string | null {
  const { status, stdout } = spawnSync("Rscript", ["-e", 'library(jsonlite); cat(as.character(getRversion()), "metafor", as.character(packageVersion("metafor")))'], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}

/** @param lines R that reads `d` and leaves a number in `value`; only they are timed. */
export function runR(data: unknown, lines: string, seconds: number): ROutcome {
  const folder = mkdtempSync(join(tmpdir(), "stroma-bench-"));
  try {
    writeFileSync(join(folder, "data.json"), JSON.stringify(data));
    const script = `suppressMessages({library(metafor); library(jsonlite)}); d <- fromJSON("${join(folder, "data.json")}"); t <- system.time({ ${lines} })[["elapsed"]]; cat(toJSON(list(milliseconds = 1000 * t, value = value), digits = 17, auto_unbox = TRUE))`;
    const { status, stdout, error } = spawnSync("Rscript", ["-e", script], { encoding: "utf8", timeout: seconds * 1000 });
    if (error !== undefined) return "not finished";
    return status === 0 ? (JSON.parse(stdout) as RTiming) : "failed";
  } finally {
    rmSync(folder, { recursive: true });
  }
}
