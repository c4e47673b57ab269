import { expect, test } from "vitest";
import { withLocalTimes } from "./local-times.ts";

test("a sentence names the time of the site, not UTC; 09:05 UTC is 18:05 in Tokyo", () => {
  expect(withLocalTimes("The step was due at 2026-03-04T09:05:00.000Z.", "Asia/Tokyo")).toBe("The step was due at Mar 4, 2026, 18:05.");
  expect(withLocalTimes("Heart rate is 44 per min.", "Asia/Tokyo")).toBe("Heart rate is 44 per min.");
});
