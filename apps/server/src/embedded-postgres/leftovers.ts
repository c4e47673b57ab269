import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { processStartTime } from "../data-folder/process-identity.ts";
import { Refusal } from "../refusal.ts";

/**
 * A killed server leaves its database running, and a killed database may leave children that hold its
 * shared memory. The caller holds the lock of the data folder, so nobody living needs them: end them.
 */
export async function endLeftovers(clusterFolder: string): Promise<void> {
  const postmaster = readPostmasterPid(clusterFolder);
  if (postmaster !== null && isPostgresOf(postmaster, clusterFolder)) {
    // Fast shutdown first, so that everything is written; immediate shutdown only when that does not end.
    await endProcess(postmaster, ["SIGINT", "SIGQUIT", "SIGKILL"]);
  }
  for (const pid of findProcessesIn(clusterFolder)) await endProcess(pid, ["SIGTERM", "SIGQUIT", "SIGKILL"]);
  // The number in a stale file may belong to some other program by now, which PostgreSQL takes for a rival.
  if (readPostmasterPid(clusterFolder) !== null) rmSync(join(clusterFolder, "postmaster.pid"), { force: true });
}

function readPostmasterPid(clusterFolder: string): number | null {
  try {
    const pid = Number(readFileSync(join(clusterFolder, "postmaster.pid"), "utf8").split("\n")[0]);
    return Number.isSafeInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

/** Checked before every signal: the number alone could be anybody's. */
function isPostgresOf(pid: number, clusterFolder: string): boolean {
  if (processStartTime(pid) === null) return false;
  if (process.platform === "linux") return findProcessesIn(clusterFolder).includes(pid);
  try {
    const command = execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return command.includes("postgres") && command.includes(clusterFolder);
  } catch {
    return false;
  }
}

/** Every process of PostgreSQL works inside its data folder. Only Linux lets us list them that way. */
function findProcessesIn(clusterFolder: string): number[] {
  if (process.platform !== "linux") return [];
  const folder = realpathSync(clusterFolder);
  const pids = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  return pids.filter((pid) => {
    try {
      return (
        readlinkSync(`/proc/${pid}/cwd`) === folder && readFileSync(`/proc/${pid}/comm`, "utf8").startsWith("postgres")
      );
    } catch {
      return false;
    }
  });
}

async function endProcess(pid: number, signals: NodeJS.Signals[]): Promise<void> {
  const startTime = processStartTime(pid);
  if (startTime === null) return;
  for (const signal of signals) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ESRCH") return;
      throw cannotEnd(pid, (error as Error).message);
    }
    for (const deadline = Date.now() + 15_000; Date.now() < deadline;) {
      if (processStartTime(pid) !== startTime) return;
      await wait(20);
    }
  }
  throw cannotEnd(pid, "it does not end");
}

function cannotEnd(pid: number, why: string): Refusal {
  return new Refusal(
    "database-did-not-start",
    `a database that an earlier server left running (process ${pid}) cannot be stopped: ${why}.`,
    `stop it by hand (kill -INT ${pid}), then start Stroma again.`,
  );
}
