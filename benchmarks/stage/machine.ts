/** Where a number was measured: without this it says nothing. */
import { execFileSync } from "node:child_process";
import { cpus, loadavg, release, totalmem, type } from "node:os";
import { locateBinaries } from "../../apps/server/src/embedded-postgres/binaries.ts";

export interface Machine {
  readonly date: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly kernel: string;
  readonly node: string;
  readonly postgresql: string;
  /** Mean number of running processes over the last minute, before the benchmark: above 0.3 the machine was not quiet. */
  readonly loadBefore: number;
}

export function describeMachine(): Machine {
  const [first] = cpus();
  return {
    date: new Date().toISOString().slice(0, 16).replace("T", " "),
    processor: first?.model ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: `${type()} ${release()}`,
    node: process.version,
    postgresql: execFileSync(locateBinaries(undefined).postgres, ["--version"], { encoding: "utf8" }).trim().replace(/^postgres \(PostgreSQL\) /u, ""),
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}
