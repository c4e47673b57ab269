/** Is the server there, and what does it offer. */
import { openApiDocument } from "../http/openapi.ts";
import { register, type RouteApp } from "../http/register.ts";

export function addHealthRoutes(app: RouteApp): void {
  const { clock, version } = app.parts;
  register(app, "readHealth", ({ now }) => ({ status: "ok" as const, version, time: now, demoClock: clock.demo }));
  let document: ReturnType<typeof openApiDocument> | undefined;
  register(app, "readOpenApi", () => (document ??= openApiDocument(version)));
}
