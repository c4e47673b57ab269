/** Compiles the catalogues' messages when the application is built, so that no parser travels to the browser. */
import { pathToFileURL } from "node:url";
import { compileMessage } from "@lingui/message-utils/compileMessage";
import type { Plugin } from "vite";

export function precompileCatalogue(): Plugin {
  return {
    name: "precompile-catalogue",
    apply: "build",
    enforce: "pre",
    async load(id) {
      if (!/\/src\/catalogue\/[a-z]{2}\/[a-z-]+\.ts$/u.test(id)) return null;
      const rooms = (await import(pathToFileURL(id).href)) as Readonly<Record<string, Readonly<Record<string, string>>>>;
      return Object.entries(rooms)
        .map(([name, texts]) => `export const ${name} = ${JSON.stringify(Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, compileMessage(text)])))};`)
        .join("\n");
    },
  };
}
