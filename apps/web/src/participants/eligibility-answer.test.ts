import { expect, test } from "vitest";
import { fromRecorded, toRecorded } from "./eligibility-answer.ts";

test("an exclusion that applies keeps the participant out, an inclusion that applies lets them in", () => {
  expect(toRecorded("inclusion", "applies")).toBe(true);
  expect(toRecorded("inclusion", "does-not-apply")).toBe(false);
  expect(toRecorded("exclusion", "applies")).toBe(false);
  expect(toRecorded("exclusion", "does-not-apply")).toBe(true);
});
test("unknown is never yes, and an unanswered criterion is not the same as unknown", () => {
  expect([toRecorded("inclusion", "unknown"), toRecorded("exclusion", "unknown")]).toEqual([null, null]);
  expect([fromRecorded("exclusion", null), fromRecorded("exclusion", undefined)]).toEqual(["unknown", null]);
});
test("what is read back is what was answered", () => {
  for (const kind of ["inclusion", "exclusion"] as const) for (const answer of ["applies", "does-not-apply", "unknown"] as const) expect(fromRecorded(kind, toRecorded(kind, answer))).toBe(answer);
});
