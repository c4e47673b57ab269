import { expect, test } from "vitest";
import { personTimeBoundary, rateOf } from "./person-time-boundary.ts";
import { assessPersonTime, personTimeCsv, personTimeMarkdown } from "./person-time-table.ts";

// By hand: log likelihood ratio d log 2 - (2 - 1) μ >= 1 at one event per 100 days: μ <= d log 2 - 1, so 2 events by 38.6 days, 3 by 107.9, 4 by 177.2.
const boundary = personTimeBoundary({ nullRate: 0.01, maximum: 150, family: { kind: "sprt", rateRatio: 2 }, calibrate: { cutoff: 1 } });

test("each event has the person-time within which it holds the trial", () => {
  expect(boundary.steps.map(({ events, until }) => `${events} ${until.toFixed(1)}`)).toEqual(["2 38.6", "3 107.9", "4 150.0"]);
  expect(personTimeMarkdown(boundary)).toContain("| 3 | 107.9 |");
  expect(personTimeCsv(boundary)).toContain("\r\n4,150\r\n");
  // Poisson: not held = P(at most 1 by 0.386) and so on; by hand with masses of 0.3863, 0.6931 and 0.4206 expected events.
  const [a, b, c] = [2 * Math.LN2 - 1, Math.LN2, 1.5 - (3 * Math.LN2 - 1)];
  const poisson = (k: number, mean: number) => (mean ** k * Math.exp(-mean)) / ([1, 1, 2, 6][k] ?? 1);
  const [none, one] = [poisson(0, a), poisson(1, a)];
  const alive = [none * poisson(0, b), none * poisson(1, b) + one * poisson(0, b), none * poisson(2, b) + one * poisson(1, b)];
  const upTo = (k: number) => [0, 1, 2, 3].slice(0, k + 1).reduce((sum, at) => sum + poisson(at, c), 0);
  expect(boundary.attainedError).toBeCloseTo(1 - (alive[0] ?? 0) * upTo(3) - (alive[1] ?? 0) * upTo(2) - (alive[2] ?? 0) * upTo(1), 12);
});

test("the boundary is read with its reason", () => {
  expect([assessPersonTime(boundary, 2, 30).verdict, assessPersonTime(boundary, 2, 40).verdict, assessPersonTime(boundary, 3, 40).verdict]).toEqual(["hold", "continue", "hold"]);
  expect(assessPersonTime(boundary, 2, 40).reason.message).toBe("2 events in a person-time of 40; the Truncated SPRT boundary holds the trial at 3.");
  expect(() => assessPersonTime(boundary, 2, 151)).toThrow("exposure");
});

test("one event in five within 100 days is a rate of -log(0.8) / 100", () => {
  expect(rateOf(0.2, 100)).toBeCloseTo(0.002231435513142, 15);
});
