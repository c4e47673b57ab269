import { expect, test } from "vitest";
import { createServerClock } from "./server-clock.ts";

const noon = Date.parse("2026-01-01T12:00:00.000Z");

test("the clock follows the server, not the tablet, and a change of the tablet's clock does not move it", () => {
  let wall = noon - 600_000;
  let steady = 0;
  const clock = createServerClock({ wall: () => wall, steady: () => steady });
  expect(clock.read().known).toBe(false);
  clock.setReading({ now: "2026-01-01T12:00:00.000Z", speed: 1, demo: false });
  wall += 3_600_000;
  steady += 5_000;
  expect(clock.read().instant()).toBe("2026-01-01T12:00:05.000Z");
});

test("a demonstration clock of speed 60 passes one minute a second", () => {
  let steady = 100;
  const clock = createServerClock({ wall: () => 0, steady: () => steady });
  clock.setReading({ now: "2026-01-01T12:00:00.000Z", speed: 60, demo: true });
  steady += 1_000;
  expect([clock.read().instant(), clock.read().demo]).toEqual(["2026-01-01T12:01:00.000Z", true]);
});

test("a changed speed takes over from the time that is shown then, and listeners hear of it", () => {
  const clock = createServerClock({ wall: () => 0, steady: () => 0 });
  let heard = 0;
  const leave = clock.subscribe(() => (heard += 1));
  clock.setReading({ now: "2026-01-01T12:00:00.000Z", speed: 60, demo: true });
  clock.noteServerTime("2026-01-01T12:30:00.000Z");
  expect([clock.read().instant(), clock.read().speed, heard]).toEqual(["2026-01-01T12:30:00.000Z", 60, 2]);
  leave();
  clock.setReading({ now: "nonsense", speed: 1, demo: false });
  expect(clock.read().speed).toBe(60);
});
