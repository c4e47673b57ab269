import type { Clock } from "../clock.ts";
import { ApiError } from "../http/api-error.ts";
import { register, type RouteApp } from "../http/register.ts";

export const clockPart = (clock: Clock) => ({ now: clock.now(), speed: clock.speed, demo: clock.demo });

export function addClockRoutes(app: RouteApp): void {
  const { clock } = app.parts;
  register(app, "readDemoClock", () => clockPart(clock));
  register(app, "setDemoClock", ({ body }) => {
    if (!clock.demo) {
      throw new ApiError("refused", { message: "This server keeps real time.", remedy: "Start a server for demonstrations with --demo-clock." });
    }
    clock.setSpeed(body.speed);
    return clockPart(clock);
  });
}
