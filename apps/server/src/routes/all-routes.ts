/** Every room's routes. One line a room. */
import type { RouteApp } from "../http/register.ts";
import { addAuditRoutes } from "./audit.ts";
import { addAuthRoutes } from "./auth.ts";
import { addClockRoutes } from "./clock.ts";
import { addDeviceRoutes } from "./devices.ts";
import { addHealthRoutes } from "./health.ts";
import { addPeopleRoutes } from "./people.ts";

const rooms: readonly ((app: RouteApp) => void)[] = [
  addHealthRoutes,
  addClockRoutes,
  addAuthRoutes,
  addPeopleRoutes,
  addDeviceRoutes,
  addAuditRoutes,
];

export function addAllRoutes(app: RouteApp): void {
  for (const addRoutes of rooms) addRoutes(app);
}
