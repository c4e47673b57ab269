// npm run build:web: builds the web application when its sources changed since it was last built.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { findNode } from "./node-24.mjs";
import { refuse } from "./refuse.mjs";
import { root } from "./root.mjs";

const web = join(root, "apps/web");
const stamp = join(web, "dist", ".built-from");
const sources = ["apps/web", "packages/api", "packages/domain", "packages/stats", "package-lock.json"];
const skipped = new Set(["node_modules", "dist", ".build", "test"]);

export function buildWeb(node) {
  const wanted = hashSources();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  process.stdout.write("Building the web application ...\n");
  const done = spawnSync(node, [join(root, "node_modules/vite/bin/vite.js"), "build", "--logLevel", "warn"], {
    cwd: web,
    stdio: "inherit",
    // Whoever calls: a test run's own setting would build the slow development edition of the libraries.
    env: { ...process.env, NODE_ENV: "production" },
  });
  if (done.status !== 0) refuse("the web application could not be built.", "read the message above.");
  mkdirSync(join(web, "dist"), { recursive: true });
  writeFileSync(stamp, wanted);
}

// Content, not time: a fresh clone and a branch switch change every time stamp.
function hashSources() {
  const hash = createHash("sha256");
  for (const source of sources) {
    for (const file of listFiles(join(root, source))) {
      hash.update(relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
    }
  }
  return hash.digest("hex");
}

function listFiles(path) {
  if (!existsSync(path)) return [];
  const entries = path.endsWith(".json") ? null : readdirSync(path, { withFileTypes: true });
  if (entries === null) return [path];
  return entries
    .filter((entry) => !skipped.has(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? listFiles(join(path, entry.name)) : [join(path, entry.name)]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildWeb(findNode());
