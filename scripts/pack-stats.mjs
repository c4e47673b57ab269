// node scripts/pack-stats.mjs <folder>: @stroma/stats as a package of JavaScript and type declarations, packed into that folder.
// The workspace itself goes on importing TypeScript sources.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "./root.mjs";

const source = join(root, "packages/stats");

/** What is published; no dependencies, neither Node nor DOM. */
function manifest() {
  const { name, version, license, type } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  return {
    name,
    version,
    description: "Statistics of clinical safety: dose finding, monitoring, meta-analysis of rare events, matching. Pure functions for browser and Node.",
    license,
    type,
    sideEffects: false,
    engines: { node: ">=20" },
    main: "./index.js",
    types: "./index.d.ts",
    exports: { ".": { types: "./index.d.ts", default: "./index.js" }, "./package.json": "./package.json" },
  };
}

function run(command, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${[command, ...args].join(" ")} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

/** Compiles into a folder; `tsconfig.package.json` says what is part of it. Types are checked by `npm run check`, not again here. */
function compile(folder) {
  run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", join(source, "tsconfig.package.json"), "--outDir", folder], root);
}

/** @returns the path of the packed file */
export function packStats(folder) {
  const target = resolve(folder);
  mkdirSync(target, { recursive: true });
  const staged = mkdtempSync(join(tmpdir(), "stroma-pack-"));
  try {
    compile(staged);
    copyFileSync(join(source, "README.md"), join(staged, "README.md"));
    copyFileSync(join(root, "LICENSE"), join(staged, "LICENSE"));
    writeFileSync(join(staged, "package.json"), `${JSON.stringify(manifest(), null, 2)}\n`);
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const [packed] = JSON.parse(run(npm, ["pack", "--json", "--offline", "--ignore-scripts", "--pack-destination", target], staged));
    return join(target, packed.filename.replace("@", "").replace("/", "-"));
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

/** Modules of the package that import something other than each other. */
export function foreignImports(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".js"));
  const imports = /(?:^\s*(?:import|export)\b[^"';]*?\bfrom\s*|^\s*import\s*|\bimport\()["']([^"'\n]+)["']/gmu;
  return files.flatMap((file) => [...readFileSync(join(folder, file), "utf8").matchAll(imports)].filter(([, from]) => !from.startsWith(".")).map(([, from]) => `${file}: ${from}`));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) {
    process.stderr.write("No folder is named.\n  What to do: node scripts/pack-stats.mjs <folder>\n");
    process.exitCode = 1;
  } else process.stdout.write(`${packStats(folder)}\n`);
}
