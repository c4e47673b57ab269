import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, it } from "vitest";

const folder = fileURLToPath(new URL("../../../../shared/", import.meta.url));

/** A file of the common ground, the folder `shared` beside the checkout. */
export function groundFile(path: string): string {
  return join(folder, path);
}

/** Tests that read the common ground. Where it is absent they are skipped by name, and their body does not run. */
export function describeWithGround(name: string, body: () => void): void {
  if (existsSync(folder)) return void describe(name, body);
  describe(name, () => {
    // oxlint-disable-next-line vitest/expect-expect -- it only carries the name of what is skipped
    it.skipIf(true)("reads ../shared, which is not here", () => undefined);
  });
}
