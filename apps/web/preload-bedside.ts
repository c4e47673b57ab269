/**
 * A second first page for the bedside: `bedside.html` is `index.html` that also names the bedside's own files, so that
 * the browser fetches them together with the frame instead of after it.
 */
import type { Plugin, Rolldown } from "vite";

const page = "/src/bedside/bedside-page.tsx";

export function preloadBedside(): Plugin {
  return {
    name: "preload-bedside",
    apply: "build",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const html = bundle["index.html"];
        const bedside = Object.values(bundle).find((one) => one.type === "chunk" && one.facadeModuleId?.endsWith(page) === true);
        if (html?.type !== "asset" || bedside?.type !== "chunk") throw new Error("The build lacks index.html or the bedside's page.");
        const text = String(html.source);
        const files = withImports(bedside, bundle).filter((file) => !text.includes(file));
        const links = files.map((file) => (file.endsWith(".css") ? `<link rel="stylesheet" crossorigin href="/${file}">` : `<link rel="modulepreload" crossorigin href="/${file}">`));
        this.emitFile({ type: "asset", fileName: "bedside.html", source: text.replace("</head>", `  ${links.join("\n    ")}\n  </head>`) });
      },
    },
  };
}

/** A chunk's file, its styles, and those of all that it imports. */
function withImports(chunk: Rolldown.OutputChunk, bundle: Rolldown.OutputBundle, seen = new Set<string>()): string[] {
  if (seen.has(chunk.fileName)) return [];
  seen.add(chunk.fileName);
  const imported = chunk.imports.flatMap((name) => {
    const one = bundle[name];
    return one?.type === "chunk" ? withImports(one, bundle, seen) : [];
  });
  return [chunk.fileName, ...(chunk.viteMetadata?.importedCss ?? []), ...imported];
}
