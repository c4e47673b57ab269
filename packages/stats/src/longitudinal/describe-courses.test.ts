import { describe, expect, test } from "vitest";
import { describeCourses } from "./describe-courses.ts";

const columns = {
  participant: ["a", "b", "c", "d", "a", "b", "c", "e"],
  time: [0, 0, 0, 0, 7, 7, 7, 7],
  value: [3.5, 5, 8.5, 11, 2, null, 4.5, 6],
  group: ["x", "x", "x", "x", "x", "x", "x", "y"],
};

describe("courses", () => {
  // R 4.2.2: x <- c(3.5, 5, 8.5, 11); mean(x); sd(x); t.test(x)$conf.int; quantile(x)
  test("each group and time has the mean, t interval and quartiles of R", () => {
    const [x, y] = describeCourses(columns).groups;
    const first = x?.times[0];
    expect(first).toMatchObject({ time: 0, measured: 4, mean: 7, smallest: 3.5, lowerQuartile: 4.625, median: 6.75, upperQuartile: 9.125, largest: 11 });
    expect(first?.sd).toBeCloseTo(3.3911649916, 9);
    expect(first?.lower).toBeCloseTo(1.603899751, 8);
    expect(first?.upper).toBeCloseTo(12.396100249, 8);
    expect(x).toMatchObject({ participants: 4 });
    expect(x?.times[1]).toMatchObject({ measured: 2, mean: 3.25 });
    expect(y?.times[0]).toMatchObject({ measured: 1, mean: 6, sd: null, lower: null, reason: "One value has no spread." });
  });

  test("who was not measured is counted and told", () => {
    const result = describeCourses(columns);
    expect(result.missing).toEqual({ rows: 1, byColumn: { value: 1 } });
    expect(result.warnings).toEqual(["x: Not everybody was measured at each time: means are of those who were."]);
  });

  test.each([
    [{ ...columns, time: [0, 0, 0, 0, 0, 7, 7, 7] }, "options-conflict"],
    [{ ...columns, group: ["x", "x", "x", "x", "y", "x", "x", "y"] }, "options-conflict"],
    [{ participant: [], time: [], value: [] }, "empty"],
  ])("%# is refused as %s", (given, code) => {
    expect(() => describeCourses(given)).toThrow(expect.objectContaining({ code }));
  });

  test("the order of groups is the caller's, and names each", () => {
    expect(describeCourses(columns, { order: ["y", "x"] }).groups.map(({ group }) => group)).toEqual(["y", "x"]);
    expect(() => describeCourses(columns, { order: ["y"] })).toThrow(expect.objectContaining({ code: "unknown-choice" }));
  });
});
