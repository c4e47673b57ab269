import { expect, test } from "vitest";
import { standingOf } from "./channel-standing.ts";

const latest = { value: 80, at: "2026-03-04T09:00:00.000Z", ageSeconds: 5, method: "device", eventId: "e1" } as const;

test("a fresh value in an ordinary band is within its limits", () => {
  expect(standingOf({ mark: null, freshness: "fresh", verdict: "within", latest })).toEqual({ standing: "within", stale: false });
});

test("an old ordinary value is stale, an old critical value stays critical and is called old", () => {
  expect(standingOf({ mark: null, freshness: "stale", verdict: "not-assessable", latest })).toEqual({ standing: "stale", stale: true });
  expect(standingOf({ mark: null, freshness: "stale", verdict: "critical", latest })).toEqual({ standing: "critical", stale: true });
});

test("a lost signal hides no value behind it: neither an ordinary nor a critical one", () => {
  expect(standingOf({ mark: "lost", freshness: "fresh", verdict: "not-assessable", latest }).standing).toBe("lost");
  expect(standingOf({ mark: "lost", freshness: "fresh", verdict: "critical", latest }).standing).toBe("lost");
});

test("what was never measured, or lies in no band, is not within", () => {
  expect(standingOf({ mark: null, freshness: "none", verdict: "not-assessable", latest: null }).standing).toBe("never");
  expect(standingOf({ mark: null, freshness: "fresh", verdict: "not-assessable", latest }).standing).toBe("unbanded");
});
