import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { keepForOffline } from "./keep-for-offline.ts";
import { precompileCatalogue } from "./precompile-catalogue.ts";
import { precompress } from "./precompress.ts";
import { preloadBedside } from "./preload-bedside.ts";

const server = process.env["STROMA_ADDRESS"] ?? "http://127.0.0.1:8787";

/** React Aria brings its words in thirty languages; only those that the application speaks are shipped: English so far. */
function keepSpokenLanguages(): Plugin {
  const foreign = /\/react-aria[^/]*\/.*\/intl\/.*\/(?!en-US)[a-z]{2}-[A-Z]{2}\.m?js$/u;
  return { name: "keep-spoken-languages", enforce: "pre", load: (id) => (foreign.test(id) ? "export default {};" : null) };
}

export default defineConfig({
  plugins: [precompileCatalogue(), keepSpokenLanguages(), react(), preloadBedside(), keepForOffline(), precompress()],
  build: {
    outDir: "dist",
    target: "es2024",
    sourcemap: false,
    chunkSizeWarningLimit: 800,
    // Every browser of the last years preloads modules by itself.
    modulePreload: { polyfill: false },
    // One file of what every page needs compresses better, and arrives sooner, than a dozen.
    rolldownOptions: { checks: { pluginTimings: false }, output: { codeSplitting: { groups: [{ name: "frame", tags: ["$initial"], priority: 1 }, { name: "controls", test: /\/apps\/web\/src\/(?:ui|i18n|session)\/[^/]+\.tsx?$/u }] } } },
  },
  server: { proxy: { "/api": { target: server, changeOrigin: false } } },
});
