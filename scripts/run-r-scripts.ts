/**
 * Runs the R script of every method's example in R, and records what R printed in validation/r-scripts.json. By hand, where R is:
 * `node scripts/run-r-scripts.ts [method …]`. A test holds the methods' results against what was printed, and asks for a new run
 * when a script has changed.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { methods } from "../packages/stats/src/compute/methods.ts";
import { printedNumbers, type RecordedScripts, scriptHash } from "../packages/stats/test/r-script-record.ts";
import { root } from "./root.mjs";

const target = join(root, "validation/r-scripts.json");
const named = process.argv.slice(2);
const chosen = methods.filter(({ name, rScript }) => rScript !== null && (named.length === 0 || named.includes(name)));
const before: RecordedScripts = existsSync(target) ? (JSON.parse(readFileSync(target, "utf8")) as RecordedScripts) : { r: "", scripts: {} };
const scratch = mkdtempSync(join(tmpdir(), "stroma-r-"));
const known = new Set(methods.filter(({ rScript }) => rScript !== null).map(({ name }) => name));
const scripts = Object.fromEntries(Object.entries(before.scripts).filter(([name]) => known.has(name)));
const failures: string[] = [];

for (const method of chosen) {
  const script = method.rScript?.(method.example.columns, method.example.options ?? {}, true) ?? "";
  const file = join(scratch, "script.R");
  // The figure is drawn too, so that its lines are known to run; and packages are recorded with their releases.
  writeFileSync(file, `${script}\ncat("\\n#packages", paste(sapply(setdiff(loadedNamespaces(), rownames(installed.packages(priority = "base"))), function(one) paste(one, packageVersion(one))), collapse = ", "), "\\n")\n`);
  const run = spawnSync("Rscript", ["--vanilla", file], { cwd: scratch, encoding: "utf8", maxBuffer: 1e9 });
  if (run.status !== 0) {
    failures.push(`${method.name}: ${run.stderr.trim()}`);
    continue;
  }
  const [printed = "", packages = ""] = run.stdout.split("#packages");
  scripts[method.name] = { hash: scriptHash(script), packages: packages.trim(), numbers: printedNumbers(printed) };
  process.stdout.write(`${method.name}: ${scripts[method.name]?.numbers.length ?? 0} numbers printed\n`);
}
const version = spawnSync("Rscript", ["--version"], { encoding: "utf8" });
const sorted = Object.fromEntries(Object.entries(scripts).toSorted(([one], [other]) => (one < other ? -1 : 1)));
writeFileSync(target, `${JSON.stringify({ r: `${version.stdout}${version.stderr}`.trim(), scripts: sorted }, null, 1)}\n`);
rmSync(scratch, { recursive: true });
for (const failure of failures) process.stderr.write(`${failure}\n`);
process.exitCode = failures.length > 0 ? 1 : 0;
