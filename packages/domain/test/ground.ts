/** Finds the recorded and published material that stands beside the repository. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const beside = fileURLToPath(new URL("../../../../shared/", import.meta.url));

/** Tests that read a file of `../shared`. Where it is absent they are skipped by name, and their body does not run. */
export function describeWithGround(name: string, path: string, body: (file: string) => void): void {
  const file = `${beside}${path}`;
  if (existsSync(file)) return void describe(name, () => body(file));
  describe(name, () => {
    test.skipIf(true)(`reads ../shared/${path}, which is not here`, () => {
      expect(existsSync(file)).toBe(false);
    });
  });
}
