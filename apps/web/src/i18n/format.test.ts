import { expect, test } from "vitest";
import { formatQuantity, formatSpan, formatUtc } from "./format.ts";

test("a quantity is written with its unit as people write it", () => {
  expect(formatQuantity({ value: 2, unit: "10*6{cells}/kg" })).toBe("2\u00A0million cells/kg");
  expect(formatQuantity({ value: 3, unit: "1" })).toBe("3");
});
test("a clock that counts shows minutes, hours, and a minus when its time has passed", () => {
  expect([formatSpan(187_000), formatSpan(3_723_000), formatSpan(-61_000), formatSpan(0)]).toEqual(["3:07", "1:02:03", "−1:01", "0:00"]);
});
test("the audit's time says that it is UTC", () => {
  expect(formatUtc("2026-01-02T03:04:05.678Z")).toBe("2026-01-02 03:04:05 UTC");
});
