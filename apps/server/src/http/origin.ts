/** Another site's page must not act with a person's cookies. */
import type { FastifyRequest } from "fastify";
import { ApiError } from "./api-error.ts";

const harmless = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Browsers say where a request comes from; it must be our own page. A caller that says nothing is no browser and
 * may go on as long as it carries no cookies.
 */
export function refuseForeignOrigin(request: FastifyRequest): void {
  if (harmless.has(request.method)) return;
  const { origin, "sec-fetch-site": site } = request.headers;
  if (typeof site === "string" && site !== "same-origin" && site !== "none") throw new ApiError("foreign-origin");
  if (typeof origin === "string") {
    if (hostOf(origin) !== request.host.toLowerCase()) throw new ApiError("foreign-origin");
    return;
  }
  if (site === undefined && request.headers.cookie !== undefined) throw new ApiError("foreign-origin");
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
