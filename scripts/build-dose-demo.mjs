// npm run build:demo: the dose-finding page as one file, examples/dose-finding/dist/index.html, that opens without a server.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { root } from "./root.mjs";

const folder = join(root, "examples/dose-finding");
export const demoPage = join(folder, "dist", "index.html");

async function bundle(entry) {
  const built = await build({
    configFile: false,
    root: folder,
    logLevel: "warn",
    build: { write: false, target: "es2024", minify: true, lib: { entry: join(folder, entry), formats: ["iife"], name: "page" } },
  });
  const [{ output }] = Array.isArray(built) ? built : [built];
  // The text of a script element ends at the first </script, wherever it stands.
  return output[0].code.replaceAll(/<\/(script)/gi, "<\\/$1").replaceAll("<!--", "<\\!--");
}

export async function buildDoseDemo() {
  const worker = await bundle("worker.ts");
  const page = await bundle("page.ts");
  const style = readFileSync(join(folder, "page.css"), "utf8");
  const html = readFileSync(join(folder, "index.html"), "utf8")
    .replace("<!-- style -->", () => `<style>\n${style}</style>`)
    .replace("<!-- script -->", () => `<script type="text/plain" id="worker-source">${worker}</script>\n    <script type="module">${page}</script>`);
  mkdirSync(join(folder, "dist"), { recursive: true });
  const part = `${demoPage}.${process.pid}.part`;
  writeFileSync(part, html);
  renameSync(part, demoPage);
  return demoPage;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(`${await buildDoseDemo()}\n`);
