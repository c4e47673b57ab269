/** Every room's routes. One line a room. */
import type { RouteApp } from "../http/register.ts";
import { addAuditRoutes } from "./audit.ts";
import { addAuthRoutes } from "./auth.ts";
import { addClockRoutes } from "./clock.ts";
import { addDeviceRoutes } from "./devices.ts";
import { addHealthRoutes } from "./health.ts";
import { addPeopleRoutes } from "./people.ts";
import { addExportRoutes } from "./exports.ts";
import { addLiveRoutes } from "./live.ts";
import { addInfusionRoutes } from "./infusions.ts";
import { addLotRoutes } from "./lots.ts";
import { addParticipantRoutes } from "./participants.ts";
import { addStudyRoutes } from "./studies.ts";

const rooms: readonly ((app: RouteApp) => void)[] = [
  addHealthRoutes,
  addClockRoutes,
  addAuthRoutes,
  addPeopleRoutes,
  addDeviceRoutes,
  addAuditRoutes,
  addExportRoutes,
  addLiveRoutes,
  addInfusionRoutes,
  addLotRoutes,
  addParticipantRoutes,
  addStudyRoutes,
];

export function addAllRoutes(app: RouteApp): void {
  for (const addRoutes of rooms) addRoutes(app);
}
