/**
 * Lists the benchmarks, or runs one: `npm run bench`, `npm run bench -- event-writes --json`.
 * Nothing here is a test: a number that is out of its target fails nothing.
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const benchmarks = {
  "event-writes": "acknowledged single events a second over HTTP, one and sixteen writers",
  "fold-speed": "events a second that one core folds into an infusion's state",
  "alarm-latency": "from a sample's arrival at the gateway to its alarm on another ward board",
  "dose-finding": "simulated and exact characteristics of dose-finding designs, and the ratio to plain C",
  "followup": "survival, competing risks and repeated measures of up to a million rows, side by side with R",
  "evidence": "pooling, leave-one-out and mixed models of rare events, side by side with R",
  "dose-finding-page": "from a changed number to the new exact figures of BOIN and 3+3 on the screen",
  "start-time": "first and later start of the server, until it is ready",
  "bundle-size": "compressed size of the web application, by page",
  "bedside-ready": "from navigation to a usable bedside page, cold cache",
} as const;

const [name, ...rest] = process.argv.slice(2);
if (name === undefined || !Object.hasOwn(benchmarks, name)) {
  const list = Object.entries(benchmarks).map(([one, what]) => `  ${one.padEnd(19)}${what}`);
  process.stdout.write(`${["Usage: npm run bench -- <name> [--json] [options of the benchmark]", "", ...list].join("\n")}\n`);
  process.exitCode = name === undefined || name === "--help" ? 0 : 64;
} else {
  const child = spawn(process.execPath, [fileURLToPath(new URL(`${name}.ts`, import.meta.url)), ...rest], { stdio: "inherit" });
  // The benchmark stops what it started; a terminal's Ctrl-C reaches it by itself.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code) => (process.exitCode = code ?? 1));
}
