import { describe, expect, test } from "vitest";
import { titeWeights } from "./tite-weights.ts";

describe("weights of the TITE-CRM", () => {
  test("linear: the part of the window that is over; an event counts fully", () => {
    expect(titeWeights([{ event: true, followed: 24 }, { event: false, followed: 45 }, { event: false, followed: 200 }], { window: 180 })).toEqual([1, 0.25, 1]);
  });

  test("adaptive, events at 24 and 168 of 180 days (by hand)", () => {
    const followed = [12, 24, 96, 174, 180];
    const people = [{ event: true, followed: 24 }, { event: true, followed: 168 }, ...followed.map((one) => ({ event: false, followed: one }))];
    // 12: (12/24)/3; 24: 1/3; 96: (1 + 72/144)/3; 174: (2 + 6/12)/3; 180: 1.
    const expected = [1, 1, 0.5 / 3, 1 / 3, 1.5 / 3, 2.5 / 3, 1];
    titeWeights(people, { window: 180, weights: "adaptive" }).forEach((weight, at) => expect(weight).toBeCloseTo(expected[at] ?? 0, 14));
  });

  test("an event at the very end of the window, or at its beginning, leaves every weight a number from 0 to 1", () => {
    for (const time of [0, 180]) {
      const weights = titeWeights([{ event: true, followed: time }, { event: false, followed: 0 }, { event: false, followed: 90 }, { event: false, followed: 180 }], { window: 180, weights: "adaptive" });
      expect(weights.every((weight) => weight >= 0 && weight <= 1)).toBe(true);
      expect(weights[3]).toBe(1);
    }
  });

  test("a window or time that cannot be is refused by name", () => {
    expect(() => titeWeights([], { window: 0 })).toThrow(expect.objectContaining({ path: "window" }));
    expect(() => titeWeights([{ event: false, followed: -1 }], { window: 10 })).toThrow(expect.objectContaining({ path: "participants.0.followed" }));
  });
});
