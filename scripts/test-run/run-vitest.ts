import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../root.mjs";
import type { Tally } from "./tally.ts";

/** Runs vitest under this Node and returns what it came to. A run that breaks down counts as a failure. */
export async function runVitest(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), "stroma-summary-"));
  const summary = join(folder, "summary.json");
  const code = await new Promise<number>((resolve) => {
    const child = spawn(
      process.execPath,
      [join(root, "node_modules/vitest/vitest.mjs"), "run", "--configLoader", "native", ...args],
      {
        cwd: root,
        stdio: "inherit",
        env: { ...process.env, ...environment, STROMA_TEST_SUMMARY: summary },
      },
    );
    child.on("error", () => resolve(1));
    child.on("exit", (status) => resolve(status ?? 1));
  });
  try {
    const tally = JSON.parse(readFileSync(summary, "utf8")) as Tally;
    // vitest also fails for reasons outside a test, such as a filter that finds no file.
    return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
  } catch {
    process.stdout.write("vitest ended without a result.\n");
    return { passed: 0, failed: 1, skipped: [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
