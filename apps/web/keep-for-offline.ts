/** Writes `service-worker.js`: which files the tablet keeps for a reload without the network, and the worker that keeps them. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Plugin, Rolldown } from "vite";

const page = "/src/bedside/bedside-page.tsx";

export function keepForOffline(): Plugin {
  return {
    name: "keep-for-offline",
    apply: "build",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const html = bundle["bedside.html"];
        const bedside = Object.values(bundle).find((one) => one.type === "chunk" && one.facadeModuleId?.endsWith(page) === true);
        if (html?.type !== "asset" || bedside?.type !== "chunk") throw new Error("The build lacks the bedside's page.");
        const named = [...String(html.source).matchAll(/(?:href|src)="(?<file>\/[^"]+)"/gu)].flatMap((match) => match.groups?.["file"] ?? []);
        const later = bedside.dynamicImports.flatMap((name) => withStyles(bundle[name]));
        const files = [...new Set(["/index.html", "/bedside.html", ...named.filter((file) => !file.startsWith("/api/")), ...later])];
        // The pages bear no hash in their names: their content decides, too.
        const version = createHash("sha256").update(JSON.stringify([files, html.source])).digest("hex").slice(0, 16);
        const worker = readFileSync(new URL("service-worker.js", import.meta.url), "utf8");
        this.emitFile({ type: "asset", fileName: "service-worker.js", source: `const cacheName = ${JSON.stringify(`stroma ${version}`)};\nconst files = ${JSON.stringify(files)};\n${worker}` });
      },
    },
  };
}

function withStyles(chunk: Rolldown.OutputBundle[string] | undefined): string[] {
  return chunk?.type === "chunk" ? [`/${chunk.fileName}`, ...[...(chunk.viteMetadata?.importedCss ?? [])].map((file) => `/${file}`)] : [];
}
