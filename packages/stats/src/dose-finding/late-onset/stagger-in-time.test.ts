import { expect, test } from "vitest";
import { sentinel } from "../behaviours/sentinel.ts";
import { stagger } from "../behaviours/stagger.ts";
import { fixedCohorts } from "../rule-based/fixed-cohorts.ts";
import { simulateTimedTrial } from "./simulate-timed.ts";
import { waitForAllOutcomes } from "./wait-for-all-outcomes.ts";

const threeAndThree = fixedCohorts({ doses: 2, size: 3, mostEvents: 1, otherwise: "stop" });
// Everybody is there at once and every outcome is known after a day: only the waiting times hold anybody back.
const scenario = { truth: [0, 0], window: 1, accrual: { kind: "interval", days: 0 } } as const;
const daysOf = (design: Parameters<typeof simulateTimedTrial>[0]) => simulateTimedTrial(design, scenario, () => 0.5).participants.map((one) => one.treated);

test("participants who come at once are treated the stated days apart, and cohorts too", () => {
  expect(daysOf(waitForAllOutcomes(stagger({ betweenParticipants: 7, betweenCohorts: 28 })(threeAndThree)))).toEqual([0, 7, 14, 42, 49, 56]);
});

test("the first of a cohort waits alone for its days", () => {
  expect(daysOf(waitForAllOutcomes(sentinel({ participants: 1, days: 3 })(threeAndThree)))).toEqual([0, 3, 3, 4, 7, 7]);
});
