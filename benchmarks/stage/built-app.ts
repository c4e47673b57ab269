/** What the build says of itself: which script and style files each page needs, with their gzip sizes. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const dist = fileURLToPath(new URL("../../apps/web/dist/", import.meta.url));

export interface PageFiles {
  readonly page: string;
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
}

/** As a server with compression sends it, at its usual level. */
export const gzipSizeOf = (file: string): number => gzipSync(readFileSync(join(dist, file)), { level: 6 }).length;

/** The files named by the page that the browser gets first, and all that they import statically. */
export function entryFiles(): PageFiles {
  const html = readFileSync(join(dist, "index.html"), "utf8");
  const named = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/gu)].flatMap(([, file]) => file ?? []);
  return { page: "entry", scripts: withImports(named.filter((file) => file.endsWith(".js"))), styles: named.filter((file) => file.endsWith(".css")) };
}

/** Parts that a page loads by itself after it has opened: they belong to what the page needs in all. */
const laterParts: Readonly<Record<string, RegExp>> = { "bedside-page": /^chart-view-[\w-]{8}\.(?:js|css)$/u };

/** Every page that is loaded when it is first opened: the entry's files and its own, with what it loads by itself. */
export function pages(): PageFiles[] {
  const entry = entryFiles();
  const assets = readdirSync(join(dist, "assets"));
  return assets
    .filter((file) => /-page-[\w-]{8}\.js$/u.test(file))
    .map((file) => {
      const page = file.replace(/-[\w-]{8}\.js$/u, "");
      const later = assets.filter((name) => laterParts[page]?.test(name) === true).map((name) => `assets/${name}`);
      const scripts = withImports([...entry.scripts, `assets/${file}`, ...preloadedFor(entry, file), ...later.filter((name) => name.endsWith(".js"))]);
      return { page, scripts, styles: [...new Set([...entry.styles, ...preloadedFor(entry, file, ".css"), ...later.filter((name) => name.endsWith(".css"))])] };
    });
}

/** Static imports, followed to the end. */
function withImports(files: readonly string[]): string[] {
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file) || !existsSync(join(dist, file))) return;
    seen.add(file);
    const text = readFileSync(join(dist, file), "utf8");
    for (const [, target] of text.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([\w.-]+\.js)["']/gu)) visit(`assets/${target}`);
  };
  for (const file of files) visit(file);
  return [...seen];
}

/** The list that the build puts beside a dynamic import, of what to load together with the page. */
function preloadedFor(entry: PageFiles, page: string, ending = ".js"): string[] {
  for (const file of entry.scripts) {
    const text = readFileSync(join(dist, file), "utf8");
    const place = text.indexOf(`./${page}`);
    if (place === -1) continue;
    const indexes = /__vite__mapDeps\(\[([\d,]*)\]\)/u.exec(text.slice(place, place + 400))?.[1] ?? "";
    const table = /m\.f\s*\|\|\s*\(m\.f\s*=\s*(\[[^\]]*\])/u.exec(text)?.[1];
    if (table === undefined || indexes === "") return [];
    const names = JSON.parse(table) as string[];
    return indexes.split(",").flatMap((index) => names[Number(index)] ?? []).filter((name) => name.endsWith(ending));
  }
  return [];
}
