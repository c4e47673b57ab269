import { describe, expect, test } from "vitest";
import { evaluateExactly, expandDesign, finish } from "../core/exact-characteristics.ts";
import { fixedCohorts } from "./fixed-cohorts.ts";
import { fixedCohortsHe2018, fixedCohortsStart } from "./published-fixed-cohorts.ts";

describe("fixed cohorts", () => {
  test("START's 3/3/3 with a true rate of 10 % comes through with 38.7 %: (0.9^3)^3", () => {
    const exact = evaluateExactly(finish(expandDesign(fixedCohortsStart())), [0.1, 0.1, 0.1]);
    expect(exact.notReached).toEqual([0, 0, expect.closeTo(0.9 ** 9, 14)]);
    expect(exact.selection).toEqual([expect.closeTo(0.729 * 0.271, 14), expect.closeTo(0.729 ** 2 * 0.271, 14), 0]);
    expect(exact.none).toBeCloseTo(0.271, 14);
  });

  test("the 5/5/5 design says that its rule is a stand-in", () => {
    const design = fixedCohortsHe2018();
    expect(design.name).toContain("stand-in");
    expect(design.variant).toBe(
      "5/5/5 after He 2018. The rule by which that trial proceeded is not published: this one is a stand-in. Fixed cohorts of 5; one dose level up with at most 1 with the event. With more the trial stops and the dose level below is recommended. When the highest dose level is passed, the maximum tolerated dose is not reached.",
    );
    // P(at most 1 of 5) at 10 %: 0.9^5 + 5 * 0.1 * 0.9^4 = 0.91854.
    expect(evaluateExactly(finish(expandDesign(design)), [0.1, 0.1, 0.1]).notReached[2]).toBeCloseTo(0.91854 ** 3, 14);
    expect(fixedCohortsHe2018({ mostEvents: 0 }).variant).toContain("at most 0 with the event");
  });

  test("another cohort at the same level is judged by itself, and what it may still see is remembered", () => {
    const design = fixedCohorts({ doses: 2, size: 3, mostEvents: 0, otherwise: "stay", mostCohorts: 2 });
    const first = { ...design.start, n: [3, 0], events: [1, 0] };
    const stay = design.decide(first);
    expect(stay.next).toEqual({ kind: "treat", dose: 1, size: 3 });
    const again = { ...first, phase: stay.phase };
    expect(design.decide({ ...again, n: [6, 0], events: [1, 0] }).next).toEqual({ kind: "treat", dose: 2, size: 3 });
    expect(design.decide({ ...again, n: [6, 0], events: [2, 0] }).next).toEqual({ kind: "stop", why: "safety" });
    expect(design.decide({ ...again, n: [5, 0], events: [1, 0] })).toMatchObject({ next: { kind: "treat", dose: 1, size: 1 }, phase: stay.phase });
  });

  test("0 of 15 over three levels: not reached, and the maximum administered dose is the third", () => {
    const design = fixedCohortsHe2018();
    const end = { ...design.start, dose: 3, n: [5, 5, 5], events: [0, 0, 0] };
    expect(design.decide(end).next).toEqual({ kind: "stop", why: "no-dose-left" });
    expect(design.recommend(end)).toEqual({ kind: "not-reached", maximumAdministeredDose: 3, rule: "fixed cohorts: no dose level had more events than allowed" });
  });

  test("what cannot be is refused with the field", () => {
    const usual = { doses: 3, size: 5, mostEvents: 1, otherwise: "stop" } as const;
    expect(() => fixedCohorts({ ...usual, size: 0 })).toThrow(/^size: /);
    expect(() => fixedCohorts({ ...usual, size: [5, 5, 0] })).toThrow(/^size\.2: /);
    expect(() => fixedCohorts({ ...usual, size: [5, 5] })).toThrow(/^size: 2 numbers do not fit 3 dose levels/);
    expect(() => fixedCohorts({ ...usual, mostEvents: 5 })).toThrow(/^mostEvents: /);
    expect(() => fixedCohorts({ ...usual, mostCohorts: 2 })).toThrow(/^mostCohorts: /);
    expect(() => fixedCohorts({ ...usual, otherwise: "stay" })).toThrow(/^mostCohorts: /);
    expect(() => fixedCohorts({ ...usual, otherwise: "wait" as never })).toThrow(/^otherwise: /);
    expect(() => fixedCohortsHe2018({ size: 6 } as never)).toThrow(/^size: /);
  });
});
