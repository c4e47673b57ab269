/**
 * Serves the built web application, compressed as the build left it. Any other page address gets its first page, which
 * routes by itself; an infusion's address gets the one that also names the bedside's files, so that they load at once.
 */
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
  const bedsidePage = existsSync(join(folder, "bedside.html")) ? "bedside.html" : "index.html";
  http.get("/*", (request, reply) => {
    const asksForPage = !request.url.startsWith("/api/") && !/\.\w+(\?|$)/u.test(request.url);
    if (!asksForPage) return reply.callNotFound();
    return reply.sendFile(/^\/infusions\/[^/?]+\/?(?:\?|$)/u.test(request.url) ? bedsidePage : "index.html");
  });
}
