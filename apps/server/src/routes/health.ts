import { register, type RouteApp } from "../http/register.ts";

export function addHealthRoutes(app: RouteApp): void {
  const { clock, version } = app.parts;
  register(app, "readHealth", ({ now }) => ({ status: "ok" as const, version, time: now, demoClock: clock.demo }));
}
