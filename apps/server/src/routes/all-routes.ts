/** Every room's routes. One line a room. */
import type { RouteApp } from "../http/register.ts";
import { addAuthRoutes } from "./auth.ts";
import { addClockRoutes } from "./clock.ts";
import { addHealthRoutes } from "./health.ts";

const rooms: readonly ((app: RouteApp) => void)[] = [
  addHealthRoutes,
  addClockRoutes,
  addAuthRoutes,
];

export function addAllRoutes(app: RouteApp): void {
  for (const addRoutes of rooms) addRoutes(app);
}
