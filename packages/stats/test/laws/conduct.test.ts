/** Laws of conduct: it says what the design says, for any trial that follows it, in any order within a cohort, in either notation. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { doNotSkipEscalating } from "../../src/dose-finding/behaviours/do-not-skip.ts";
import { maximumN } from "../../src/dose-finding/behaviours/maximum-n.ts";
import { sentinel } from "../../src/dose-finding/behaviours/sentinel.ts";
import { stopAtN } from "../../src/dose-finding/behaviours/stop-at-n.ts";
import { stopWhenTooManyEvents } from "../../src/dose-finding/behaviours/stop-when-too-many-events.ts";
import { titrate } from "../../src/dose-finding/behaviours/titrate.ts";
import { wrapInOrder } from "../../src/dose-finding/behaviours/wrap-in-order.ts";
import { formatCompactOutcomes, parseCompactOutcomes } from "../../src/dose-finding/conduct/compact-notation.ts";
import { conductTrial } from "../../src/dose-finding/conduct/conduct-trial.ts";
import { OutcomeRefusal } from "../../src/dose-finding/conduct/outcome-fault.ts";
import type { ParticipantOutcome } from "../../src/dose-finding/conduct/participant-outcome.ts";
import { type DoseDesign, followDecision } from "../../src/dose-finding/core/dose-design.ts";
import { addCohort } from "../../src/dose-finding/core/trial-state.ts";
import { boin } from "../../src/dose-finding/interval/boin.ts";
import { crm } from "../../src/dose-finding/model-based/crm.ts";
import { threePlusThree } from "../../src/dose-finding/rule-based/three-plus-three.ts";

const doses = 4;
const boinDesign = boin({ doses, target: 0.3, cohortSize: 3, cohorts: 6 });
const designs: readonly DoseDesign[] = [
  threePlusThree({ doses }),
  threePlusThree({ doses, deEscalation: "return", expansion: "declared-level" }),
  boinDesign,
  crm({ target: 0.25, skeleton: [0.05, 0.12, 0.25, 0.4], maximumN: 18, cohortSize: 3, start: 1 }),
  wrapInOrder(boinDesign, doNotSkipEscalating(), stopAtN({ n: 9 }), stopWhenTooManyEvents({ rate: 0.3, confidence: 0.9 })),
  wrapInOrder(threePlusThree({ doses }), titrate(), sentinel({ days: 2 }), maximumN({ n: 14 })),
];

/** A trial that follows the design: the outcomes, and what the design says after them. */
function follow(design: DoseDesign, draws: readonly number[]) {
  const outcomes: ParticipantOutcome[] = [];
  let [state, decision, cohort] = [design.start, design.first, 0];
  for (const draw of draws) {
    if (decision.next.kind !== "treat") break;
    const { dose, size } = decision.next;
    const events = Math.round(draw * size);
    cohort += 1;
    for (let at = 0; at < size; at++) outcomes.push({ dose, kind: at < events ? "event" : "none", followed: 1, cohort });
    state = addCohort(followDecision(state, decision), size, events);
    decision = design.decide(state);
  }
  return { outcomes, state, decision };
}

const anyDesign = fc.constantFrom(...designs);
const draws = fc.array(fc.double({ min: 0, max: 0.7, noNaN: true }), { minLength: 1, maxLength: 8 });

describe("laws of conduct", () => {
  test("a trial that follows its design has no departures and gets the design's own decision, with or without cohort numbers", () => {
    fc.assert(
      fc.property(anyDesign, draws, fc.boolean(), (design, drawn, numbered) => {
        const { outcomes, state, decision } = follow(design, drawn);
        const result = conductTrial(design, numbered ? outcomes : outcomes.map((one) => ({ ...one, cohort: null })), { daysSinceLast: 1000 });
        expect(result.departures).toEqual([]);
        expect(result.decision).toEqual(decision);
        expect(result.state).toEqual({ ...state, clock: { sinceLast: 1000 } });
        const actual = result.outcomes.filter(({ standing }) => standing === "actual");
        expect(actual.map((one) => one.decision.next)).toEqual([decision.next]);
      }),
      { numRuns: 400 },
    );
  });

  test("the order of participants within a cohort changes nothing", () => {
    fc.assert(
      fc.property(anyDesign, draws, (design, drawn) => {
        const { outcomes } = follow(design, drawn);
        const turned = [...new Set(outcomes.map(({ cohort }) => cohort))].flatMap((cohort) => outcomes.filter((one) => one.cohort === cohort).toReversed());
        expect(conductTrial(design, turned).decision).toEqual(conductTrial(design, outcomes).decision);
      }),
      { numRuns: 200 },
    );
  });

  test("any facts at all are taken: nothing throws, everybody is counted, and a closed dose level is not given next", () => {
    const kinds = fc.constantFrom("event" as const, "none" as const, "none" as const, "pending" as const, "not-evaluable" as const);
    const facts = fc.array(fc.record({ dose: fc.integer({ min: 1, max: doses }), kind: kinds, followed: fc.constantFrom(0, 0.5, 1), cohort: fc.constant(null) }), { maxLength: 25 });
    fc.assert(
      fc.property(anyDesign, facts, (design, outcomes) => {
        const { state, decision } = conductTrial(design, outcomes);
        const judged = outcomes.filter(({ kind }) => kind !== "not-evaluable");
        expect(state.n.reduce((sum, n) => sum + n, 0) + state.pending.length).toBe(judged.length);
        expect(state.events.reduce((sum, n) => sum + n, 0)).toBe(judged.filter(({ kind }) => kind === "event").length);
        if (decision.next.kind === "treat") expect(decision.closed[decision.next.dose - 1]).toBe(false);
      }),
      { numRuns: 600 },
    );
  });

  test("the compact notation is read back as it was written, and any text is read or refused", () => {
    const outcome = fc.oneof(
      fc.constantFrom({ kind: "event" as const, followed: 1 }, { kind: "none" as const, followed: 1 }, { kind: "not-evaluable" as const, followed: 0 }),
      fc.double({ min: 0, max: 1, noNaN: true }).map((part) => ({ kind: "pending" as const, followed: part < 1e-6 ? 0 : part })),
    );
    const cohorts = fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.array(outcome, { minLength: 1, maxLength: 6 })), { maxLength: 6 });
    fc.assert(
      fc.property(cohorts, (given) => {
        const outcomes = given.flatMap(([dose, members], at) => members.map((one) => ({ ...one, dose, cohort: at + 1 })));
        expect(parseCompactOutcomes(formatCompactOutcomes(outcomes), { doses: 50 })).toEqual(outcomes);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("1", "2", "9", "N", "T", "P", ".", " ", "x") }), (text) => {
        try {
          expect(parseCompactOutcomes(text, { doses: 2 }).every(({ dose }) => dose <= 2)).toBe(true);
        } catch (refusal) {
          expect(refusal).toBeInstanceOf(OutcomeRefusal);
        }
      }),
    );
  });
});
