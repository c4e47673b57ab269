import { expect, test } from "vitest";
import { estimateKaplanMeier } from "./kaplan-meier.ts";

test("before anybody is under observation exactly nobody is at risk, whatever the weights", () => {
  // Their sum less each of them is not 0 in doubles.
  const { curves } = estimateKaplanMeier({ start: [1, 2, 3], time: [6, 5, 4], event: [1, 1, 1], weight: [0.1, 0.1, 0.1] }, { times: [0] });
  expect(curves[0]?.atTimes[0]?.atRisk).toBe(0);
});
