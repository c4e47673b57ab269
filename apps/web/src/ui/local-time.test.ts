import { expect, test } from "vitest";
import { fromLocalField, toLocalField } from "./local-time.ts";

test("a time is entered and shown in the site's zone: 09:30 in Tokyo is 00:30 UTC", () => {
  expect(fromLocalField("2026-11-23T09:30", "Asia/Tokyo")).toBe("2026-11-23T00:30:00.000Z");
  expect(toLocalField(Date.parse("2026-11-23T00:30:00.000Z"), "Asia/Tokyo")).toBe("2026-11-23T09:30");
});
// Berlin 2026: clocks go from 02:00 to 03:00 on 29 March, and from 03:00 back to 02:00 on 25 October.
test("a time that the clock change leaves out is not taken, a repeated one is the earlier", () => {
  expect(fromLocalField("2026-03-29T02:30", "Europe/Berlin")).toBe(null);
  expect(fromLocalField("2026-03-29T03:30", "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
  expect(fromLocalField("2026-10-25T02:30", "Europe/Berlin")).toBe("2026-10-25T00:30:00.000Z");
});
test("an empty or incomplete field is no time", () => {
  expect([fromLocalField("", "UTC"), fromLocalField("2026-01-01", "UTC")]).toEqual([null, null]);
});
