/**
 * Serves the built web application, compressed as the build left it. Any other page address gets its first page, which
 * routes by itself; an infusion's address gets the one that also names the bedside's files, so that they load at once.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { AppParts } from "../app-parts.ts";
import { addressOfInfusion } from "./address-of-infusion.ts";

const infusionPage = /^\/infusions\/(?<id>[^/?]+)\/?(?:\?|$)/u;

export async function serveWebApp(http: FastifyInstance, parts: AppParts, folder: string | null): Promise<void> {
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
  http.get("/*", async (request, reply) => {
    const asksForPage = !request.url.startsWith("/api/") && !/\.\w+(\?|$)/u.test(request.url);
    if (!asksForPage) return reply.callNotFound();
    const infusionId = infusionPage.exec(request.url)?.groups?.["id"];
    if (infusionId === undefined) return reply.sendFile("index.html");
    const record = await recordOf(request, parts, infusionId);
    if (record !== null) void reply.header("link", `<${record}>; rel=preload; as=fetch; crossorigin=anonymous; fetchpriority=low`);
    return reply.sendFile(bedsidePage);
  });
}

/** The page itself needs neither database nor session: where they are away it still comes, and says so. */
async function recordOf(request: FastifyRequest, parts: AppParts, infusionId: string): Promise<string | null> {
  try {
    return await addressOfInfusion(parts.store, await parts.sessions.find(request), infusionId);
  } catch {
    return null;
  }
}
