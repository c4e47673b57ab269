import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * Tells one process from a later one that was given the same number.
 * Returns null when no such process lives. A zombie counts as dead: it holds nothing any more.
 */
export function processStartTime(pid: number): string | null {
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  return process.platform === "linux" ? startTimeFromProc(pid) : startTimeFromPs(pid);
}

function startTimeFromProc(pid: number): string | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return null;
  }
  // The command name stands in parentheses and may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const state = fields[0];
  if (state === "Z" || state === "X") return null;
  return `${bootId()}:${fields[19]}`;
}

// The start time counts from boot, so it says nothing without the boot it belongs to.
function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return "unknown-boot";
  }
}

function startTimeFromPs(pid: number): string | null {
  try {
    const answer = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
    return answer === "" ? null : answer;
  } catch {
    return null;
  }
}
