import { openSync, renameSync, statSync } from "node:fs";

const longestLog = 10_000_000;

/** Opens a log file to append to. A long one steps aside first, so that two at most are kept. */
export function openLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > longestLog) renameSync(file, `${file}.1`);
  return openSync(file, "a", 0o600);
}
