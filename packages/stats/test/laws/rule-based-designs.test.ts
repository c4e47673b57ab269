import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Recommendation } from "../../src/dose-finding/core/dose-decision.ts";
import { type DoseDesign, endIn, followDecision } from "../../src/dose-finding/core/dose-design.ts";
import { evaluateExactly, expandDesign, finish } from "../../src/dose-finding/core/exact-characteristics.ts";
import { type TrialState, addCohort } from "../../src/dose-finding/core/trial-state.ts";
import { aPlusB } from "../../src/dose-finding/rule-based/a-plus-b.ts";
import { acceleratedTitration } from "../../src/dose-finding/rule-based/accelerated-titration.ts";
import { decideRollingSix } from "../../src/dose-finding/rule-based/decide-rolling-six.ts";
import { fixedCohorts } from "../../src/dose-finding/rule-based/fixed-cohorts.ts";
import { iThreePlusThree } from "../../src/dose-finding/rule-based/i-three-plus-three.ts";
import { rollingSix } from "../../src/dose-finding/rule-based/rolling-six.ts";
import type { StagedOptions } from "../../src/dose-finding/rule-based/staged-options.ts";
import { threePlusThreePlusThree } from "../../src/dose-finding/rule-based/three-plus-three-plus-three.ts";
import { threePlusThree } from "../../src/dose-finding/rule-based/three-plus-three.ts";

const staged: fc.Arbitrary<StagedOptions> = fc
  .record({ doses: fc.integer({ min: 1, max: 6 }), deEscalation: fc.constantFrom("none" as const, "return" as const), expansion: fc.constantFrom("none" as const, "declared-level" as const), topDose: fc.constantFrom("declared" as const, "expanded" as const, "not-reached" as const), from: fc.nat() })
  .filter(({ expansion, topDose }) => expansion === "none" || topDose !== "declared")
  .map(({ from, ...options }) => ({ ...options, start: 1 + (from % options.doses) }));
const three = staged.map(threePlusThree);
const limits = fc
  .record({ a: fc.integer({ min: 2, max: 6 }), b: fc.integer({ min: 1, max: 6 }), u: fc.nat(), v: fc.nat(), w: fc.nat() })
  .map(({ a, b, u, v, w }) => {
    const d = 1 + (u % (a - 1));
    return { a, b, d, c: 1 + (v % d), e: d + (w % (a + b - d)) };
  });
const climbing = fc.record({ doses: fc.integer({ min: 1, max: 6 }), design: fc.constantFrom("2" as const, "3" as const, "4" as const), topDose: fc.constantFrom("declared" as const, "expanded" as const, "not-reached" as const) });
const fixed = fc
  .record({ doses: fc.integer({ min: 1, max: 6 }), size: fc.integer({ min: 1, max: 8 }), most: fc.nat(), mostCohorts: fc.integer({ min: 1, max: 4 }) })
  .map(({ doses, size, most, mostCohorts }) => fixedCohorts({ doses, size, mostEvents: most % size, ...(mostCohorts === 1 ? { otherwise: "stop" } : { otherwise: "stay", mostCohorts }) }));
const intervals = fc.record({ doses: fc.integer({ min: 1, max: 6 }), target: fc.integer({ min: 10, max: 40 }), cohortSize: fc.integer({ min: 1, max: 6 }), cohorts: fc.integer({ min: 1, max: 10 }) }).map(({ target, ...size }) => iThreePlusThree({ ...size, target: target / 100 }));
const stagedDesigns: fc.Arbitrary<DoseDesign> = fc.oneof(
  three,
  staged.map(threePlusThreePlusThree),
  fc.tuple(staged, limits).map(([options, letters]) => aPlusB({ ...options, ...letters })),
  climbing.map(acceleratedTitration),
  fc.tuple(staged, fc.integer({ min: 3, max: 6 })).map(([options, enrolledAtOnce]) => rollingSix({ ...options, enrolledAtOnce })),
);
const designs: fc.Arbitrary<DoseDesign> = fc.oneof(stagedDesigns, fixed, intervals);

interface Turn {
  readonly before: TrialState;
  readonly size: number;
  readonly events: number;
  readonly after: TrialState;
}
/** Runs a trial in which the shares say how many of each cohort have the event. */
function run(design: DoseDesign, shares: readonly number[]): { turns: readonly Turn[]; end: TrialState; recommendation: Recommendation; safety: boolean } {
  const turns: Turn[] = [];
  let decision = design.first;
  let state = design.start;
  for (let turn = 0; decision.next.kind === "treat"; turn++) {
    if (turn > 300) throw new Error("The trial does not end.");
    const before = followDecision(state, decision);
    const { size } = decision.next;
    const events = Math.floor((shares[turn % shares.length] ?? 0) * (size + 1));
    state = addCohort(before, size, events);
    decision = design.decide(state);
    turns.push({ before, size, events, after: state });
  }
  const end = endIn(state, decision);
  return { turns, end, recommendation: design.recommend(end), safety: decision.next.kind === "stop" && decision.next.why === "safety" };
}
const shares = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.999, noNaN: true })), { minLength: 1, maxLength: 40 });

describe("laws of rule-based designs", () => {
  test("every trial ends, at dose levels that exist, with at least one participant in every cohort", () => {
    fc.assert(
      fc.property(designs, shares, (design, outcomes) => {
        const { turns, recommendation } = run(design, outcomes);
        for (const { before, size } of turns) {
          expect(size).toBeGreaterThanOrEqual(1);
          expect(before.dose).toBeGreaterThanOrEqual(1);
          expect(before.dose).toBeLessThanOrEqual(design.doses);
        }
        expect(recommendation.rule).not.toBe("");
      }),
      { numRuns: 500 },
    );
  });

  test("a closed dose level is never given again, stays closed and is not recommended", () => {
    fc.assert(
      fc.property(designs, shares, (design, outcomes) => {
        const { turns, end, recommendation } = run(design, outcomes);
        for (const { before } of turns) {
          expect(before.closed[before.dose - 1]).toBe(false);
          before.closed.forEach((one, at) => {
            if (one) expect(end.closed[at]).toBe(true);
          });
        }
        if (recommendation.kind === "dose") {
          expect(end.closed[recommendation.dose - 1]).toBe(false);
          expect(end.n[recommendation.dose - 1]).toBeGreaterThan(0);
        }
        if (recommendation.kind === "not-reached") expect(end.n.findLastIndex((n) => n > 0) + 1).toBe(recommendation.maximumAdministeredDose);
      }),
      { numRuns: 500 },
    );
  });

  test("after a cohort in which everybody had the event nobody is treated at a higher dose level", () => {
    fc.assert(
      fc.property(designs, shares, (design, outcomes) => {
        for (const { before, size } of run(design, outcomes).turns) {
          const { next } = design.decide(addCohort(before, size, size));
          expect(next.kind === "treat" ? next.dose : 0).toBeLessThanOrEqual(before.dose);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("more events in a cohort never lead to a higher dose level", () => {
    fc.assert(
      fc.property(designs, shares, (design, outcomes) => {
        for (const { before, size } of run(design, outcomes).turns) {
          let lowest = Number.POSITIVE_INFINITY;
          for (let events = 0; events <= size; events++) {
            const { next } = design.decide(addCohort(before, size, events));
            if (next.kind !== "treat") continue;
            expect(next.dose, `${design.variant} ${JSON.stringify(before)} ${events}`).toBeLessThanOrEqual(lowest);
            lowest = next.dose;
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test("more events in the last cohort never lead to a higher recommended dose level", () => {
    const height = (recommendation: Recommendation): number => (recommendation.kind === "dose" ? recommendation.dose : recommendation.kind === "none" ? 0 : 100);
    fc.assert(
      fc.property(stagedDesigns, shares, (design, outcomes) => {
        const last = run(design, outcomes).turns.at(-1);
        if (last === undefined) return;
        let highest = Number.POSITIVE_INFINITY;
        for (let events = 0; events <= last.size; events++) {
          const state = addCohort(last.before, last.size, events);
          const decision = design.decide(state);
          if (decision.next.kind !== "stop") continue;
          const now = height(design.recommend(endIn(state, decision)));
          expect(now).toBeLessThanOrEqual(highest);
          highest = now;
        }
      }),
      { numRuns: 500 },
    );
  });

  test("a 3+3 never treats more than six at a dose level, and declares only what had at most one event", () => {
    fc.assert(
      fc.property(staged, shares, (options, outcomes) => {
        const { end, recommendation } = run(threePlusThree(options), outcomes);
        for (const n of end.n) expect([0, 3, 6]).toContain(n);
        if (recommendation.kind !== "dose") return;
        const n = end.n[recommendation.dose - 1] ?? 0;
        expect(end.events[recommendation.dose - 1]).toBeLessThanOrEqual(n === 3 ? 0 : 1);
        if (options.deEscalation === "return" && recommendation.dose < options.doses) expect(n).toBe(6);
        if (options.topDose !== "declared" && recommendation.dose === options.doses) expect(n).toBe(6);
      }),
      { numRuns: 500 },
    );
  });

  test("a participant who cannot be evaluated leaves a place that is filled", () => {
    fc.assert(
      fc.property(staged, fc.integer({ min: 1, max: 2 }), (options, n) => {
        const design = threePlusThree(options);
        const at = design.start.dose - 1;
        const state = { ...design.start, n: design.start.n.with(at, n) };
        expect(design.decide(state).next).toEqual({ kind: "treat", dose: design.start.dose, size: 3 - n });
      }),
    );
  });

  test("a trial that stops at the lowest dose level given stops for safety and recommends nothing", () => {
    fc.assert(
      fc.property(stagedDesigns, (design) => {
        const { recommendation, safety } = run(design, [0.999]);
        expect(safety).toBe(true);
        expect(recommendation.kind).toBe("none");
      }),
    );
  });

  test("without any event the trial goes up to the top", () => {
    fc.assert(
      fc.property(fc.oneof(stagedDesigns, fixed), (design) => {
        const { end, recommendation, safety } = run(design, [0]);
        expect(safety).toBe(false);
        expect(end.n.at(-1)).toBeGreaterThan(0);
        expect(recommendation.kind === "dose" ? recommendation.dose : recommendation.kind === "not-reached" ? recommendation.maximumAdministeredDose : 0).toBe(design.doses);
      }),
    );
  });

  test("A+B with 3, 3, 1, 1, 1 is 3+3", () => {
    fc.assert(
      fc.property(staged, shares, (options, outcomes) => {
        const one = run(threePlusThree(options), outcomes);
        const other = run(aPlusB({ ...options, a: 3, b: 3, c: 1, d: 1, e: 1 }), outcomes);
        expect(other.end).toEqual(one.end);
        expect(other.turns).toEqual(one.turns);
      }),
    );
  });

  test("all results together have probability one", () => {
    fc.assert(
      fc.property(staged.map(({ doses, start = 1, ...options }) => threePlusThree({ ...options, doses: Math.min(doses, 4), start: Math.min(start, 4) })), fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }), (design, rates) => {
        const truth = rates.slice(0, design.doses).toSorted((a, b) => a - b);
        const exact = evaluateExactly(finish(expandDesign(design)), truth);
        const total = [...exact.selection, ...exact.notReached, exact.none].reduce((sum, one) => sum + one, 0);
        expect(Math.abs(total - 1)).toBeLessThan(1e-12);
      }),
      { numRuns: 50 },
    );
  });

  test("rolling six: one more event never leads further up, and nobody is added to six", () => {
    const heights = { "de-escalate": 0, hold: 1, enroll: 1, escalate: 2 };
    for (let enrolled = 0; enrolled <= 6; enrolled++) {
      for (let pending = 0; pending <= enrolled; pending++) {
        for (let events = 0; events < enrolled - pending; events++) {
          expect(heights[decideRollingSix(enrolled, events + 1, pending)]).toBeLessThanOrEqual(heights[decideRollingSix(enrolled, events, pending)]);
        }
        if (enrolled === 6) expect(decideRollingSix(6, 0, pending)).not.toBe("enroll");
      }
    }
  });
});
