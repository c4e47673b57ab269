import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = process.env["STROMA_ADDRESS"] ?? "http://127.0.0.1:8787";

export default defineConfig({
  plugins: [react()],
  build: { outDir: "dist", target: "es2024", sourcemap: false, chunkSizeWarningLimit: 800 },
  server: { proxy: { "/api": { target: server, changeOrigin: false } } },
});
