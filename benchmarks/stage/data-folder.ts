/** A data folder for one benchmark, on the disk that temporary files use; gone afterwards. */
import { rmSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { makeReachableFolder } from "../../apps/server/test/start-test-postgres.ts";

const longestMinutes = 15;

/** Ends the whole benchmark, and with it the server that it started, after a quarter of an hour or at a signal. */
export async function withDataFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
  void wait(longestMinutes * 60_000, undefined, { ref: false }).then(() => {
    process.stderr.write(`The benchmark takes longer than ${longestMinutes} min and was ended.\n`);
    process.exit(1);
  });
  const folder = makeReachableFolder("stroma-bench-");
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
