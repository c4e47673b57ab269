import { expect, test } from "vitest";
import { assessEvents } from "./assess-events.ts";
import { boundaryCsv, boundaryMarkdown, boundaryRows } from "./boundary-table.ts";
import { cusumChart, cusumPath } from "./cusum.ts";
import { stoppingBoundary } from "./stopping-boundary.ts";

// By hand: with level 0.05 against 10 %, 2 of 3 has p = 3 x 0.01 x 0.9 + 0.001 = 0.028, 2 of 6 has 1 - 0.9^6 - 6 x 0.1 x 0.9^5 = 0.114, 3 of 6 has 0.0159.
const boundary = stoppingBoundary({ looks: [3, 6], nullProbability: 0.1, family: { kind: "pocock" }, calibrate: { cutoff: 0.05 } });

test("the table says from how many events on to hold", () => {
  expect(boundary.limits).toEqual([2, 3]);
  expect(boundaryRows(boundary).map(({ sentence }) => sentence)).toEqual(["Hold if 2 or more of the first 3 participants have the event.", "Hold if 3 or more of the first 6 participants have the event."]);
  expect(boundaryCsv(boundary)).toBe("n,hold_at_events\r\n3,2\r\n6,3\r\n");
});

test("the exact error stands below the printed table", () => {
  // Stop at 3: 0.028. Otherwise 0 of 3 (0.729) then 3 of 3 (0.001), or 1 of 3 (0.243) then 2 or more of 3 (0.028).
  expect(boundary.attainedError).toBeCloseTo(0.028 + 0.729 * 0.001 + 0.243 * 0.028, 12);
  expect(boundaryMarkdown(boundary)).toContain("| 3 | 2 |");
  expect(boundaryMarkdown(boundary)).toContain("held with probability 0.03553");
});

test("the boundary is read with its reason, and with what would hold the trial next", () => {
  expect(assessEvents(boundary, 3, 2).verdict).toBe("hold");
  const goOn = assessEvents(boundary, 3, 1);
  expect([goOn.verdict, goOn.reason.message, goOn.nextHold]).toEqual(["continue", "1 of 3 participants have the event; the Pocock-type boundary holds the trial at 2.", { events: 2, participants: 3 }]);
  expect(assessEvents(boundary, 4, 3).verdict).toBe("no-look");
});

test("the CUSUM falls to zero and not below", () => {
  const chart = cusumChart({ nullProbability: 0.1, alternative: 0.2, n: 20, calibrate: { cutoff: 1.5 } });
  // log(0.2/0.1) = 0.6931; log(0.8/0.9) = -0.1178.
  expect(cusumPath(chart, [false, true, true, false]).map((value) => value.toFixed(4))).toEqual(["0.0000", "0.6931", "1.3863", "1.2685"]);
});
