/** Serves the built web application. Any other page address gets its first page, which routes by itself. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

export async function serveWebApp(http: FastifyInstance, folder: string | null): Promise<void> {
  if (folder === null || !existsSync(join(folder, "index.html"))) return;
  await http.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (response, path) => {
      // Files in assets/ carry a hash of their content in the name: they never change.
      const hashed = /[/\\]assets[/\\]/u.test(path);
      void response.header("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  http.get("/*", (request, reply) => {
    const asksForPage = !request.url.startsWith("/api/") && !/\.\w+(\?|$)/u.test(request.url);
    return asksForPage ? reply.sendFile("index.html") : reply.callNotFound();
  });
}
