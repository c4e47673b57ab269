import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../root.mjs";
import { type Tally, formatTally } from "./tally.ts";

const bin = (name: string) => join(root, "node_modules", name);

const checks: readonly { readonly name: string; readonly args: readonly string[] }[] = [
  { name: "types", args: [bin("typescript/bin/tsc"), "-b"] },
  { name: "lint", args: [bin("oxlint/bin/oxlint"), "--type-aware", "--deny-warnings"] },
  { name: "boundaries", args: ["scripts/check-boundaries.ts"] },
  { name: "glossary", args: ["scripts/check-glossary.ts"] },
  { name: "web build", args: ["scripts/build-web.mjs"] },
];

/** Runs the checks, each of which counts as one test, and prints only what the failed ones say. */
export function runChecks(): Tally {
  let failed = 0;
  for (const { name, args } of checks) {
    const started = performance.now();
    const done = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8", maxBuffer: 100_000_000 });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(`${done.status === 0 ? "✓" : "✗"} check: ${name} (${seconds} s)\n`);
    if (done.status === 0) continue;
    failed += 1;
    process.stdout.write(`${done.stdout}${done.stderr}${done.error?.message ?? ""}\n`);
  }
  return { passed: checks.length - failed, failed, skipped: [] };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const tally = runChecks();
  process.stdout.write(`${formatTally(tally)}\n`);
  process.exitCode = tally.failed === 0 ? 0 : 1;
}
