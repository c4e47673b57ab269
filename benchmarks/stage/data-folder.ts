/** A data folder for one benchmark, on the disk that temporary files use; gone afterwards. */
import { rmSync } from "node:fs";
import { makeReachableFolder } from "../../apps/server/test/start-test-postgres.ts";

export async function withDataFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = makeReachableFolder("stroma-bench-");
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
