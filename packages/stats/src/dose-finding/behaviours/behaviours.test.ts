import { describe, expect, test } from "vitest";
import type { DoseDecision, NextStep } from "../core/dose-decision.ts";
import { type DoseDesign, followDecision } from "../core/dose-design.ts";
import { type TrialState, addCohort, startTrial } from "../core/trial-state.ts";
import { closeWhenTooManyEvents } from "./close-when-too-many-events.ts";
import { demandN } from "./demand-n.ts";
import { doNotSkipDeEscalating, doNotSkipEscalating } from "./do-not-skip.ts";
import { followPending } from "./follow-pending.ts";
import { lockDoses } from "./lock-doses.ts";
import { maximumN } from "./maximum-n.ts";
import { sentinel } from "./sentinel.ts";
import { stagger } from "./stagger.ts";
import { startDose } from "./start-dose.ts";
import { stopAtN } from "./stop-at-n.ts";
import { stopWhenPrecise } from "./stop-when-precise.ts";
import { stopWhenTooManyEvents } from "./stop-when-too-many-events.ts";
import { titrate } from "./titrate.ts";
import { wrapInOrder } from "./wrap-in-order.ts";

/** Says the same thing whatever happens, and recommends the current dose level. */
function always(next: NextStep, doses = 5): DoseDesign {
  const start = startTrial(doses);
  const decide = (state: TrialState): DoseDecision => ({ next, closed: state.closed, phase: state.phase, reasons: [{ rule: "always", message: "Always so.", numbers: {} }] });
  return {
    name: "always", variant: "Always the same.", edition: "paper", doses, start, decide, looksAt: "all-doses",
    first: { ...decide(start), next: { kind: "treat", dose: 1, size: 3 } },
    recommend: ({ dose }) => ({ kind: "dose", dose, rule: "the current one" }),
  };
}
const treat = (dose: number, size = 3): NextStep => ({ kind: "treat", dose, size });
const stop = (why: "safety" | "dose-found" | "maximum-n" | "n-at-dose" | "precise" | "no-dose-left"): NextStep => ({ kind: "stop", why });
const at = (dose: number, n: readonly number[], events: readonly number[] = n.map(() => 0)): TrialState => ({ ...startTrial(n.length, dose), n, events });

describe("no dose level is skipped", () => {
  test("up: one above the last, or one above the highest ever given", () => {
    expect(doNotSkipEscalating()(always(treat(5))).decide(at(2, [3, 3, 3, 0, 0])).next).toEqual(treat(3));
    expect(doNotSkipEscalating({ from: "highest" })(always(treat(5))).decide(at(2, [3, 3, 3, 0, 0])).next).toEqual(treat(4));
    expect(doNotSkipEscalating()(always(treat(3))).decide(at(2, [3, 3, 0, 0, 0])).reasons).toHaveLength(1);
  });
  test("down: one below, and where that is closed the next open one", () => {
    const design = doNotSkipDeEscalating()(always(treat(1)));
    expect(design.decide(at(4, [3, 3, 3, 3, 0])).next).toEqual(treat(3));
    expect(design.decide({ ...at(4, [3, 3, 3, 3, 0]), closed: [false, false, true, true, true] }).next).toEqual(treat(2));
    expect(design.decide(at(4, [3, 3, 3, 3, 0])).reasons.map(({ rule }) => rule)).toEqual(["always", "do-not-skip-de-escalating"]);
  });
});

describe("too many events", () => {
  test("3 of 3 at the lowest level: P(rate > 0.3) = 1 - 0.3^4 = 0.992 stops for safety and closes everything", () => {
    const design = stopWhenTooManyEvents({ rate: 0.3, confidence: 0.95 })(always(treat(2)));
    const decision = design.decide(at(1, [3, 0, 0, 0, 0], [3, 0, 0, 0, 0]));
    expect(decision.next).toEqual(stop("safety"));
    expect(decision.reasons.at(-1)?.numbers.probability).toBeCloseTo(1 - 0.3 ** 4, 13);
    expect(design.recommend({ ...at(1, [3, 0, 0, 0, 0]), closed: decision.closed })).toMatchObject({ kind: "none" });
    // 2 of 3: Beta(3, 2), P = 1 - 4 0.3^3 + 3 0.3^4 = 0.9163.
    expect(design.decide(at(1, [3, 0, 0, 0, 0], [2, 0, 0, 0, 0])).next).toEqual(treat(2));
  });
  test("at the current level: the trial stops, and a lower open level that was given may still be recommended", () => {
    const design = stopWhenTooManyEvents({ rate: 0.3, confidence: 0.95, at: "current" })(always(treat(2)));
    const state = at(2, [3, 3, 0, 0, 0], [0, 3, 0, 0, 0]);
    const { closed, next } = design.decide(state);
    expect(next).toEqual(stop("safety"));
    expect(closed).toEqual([false, true, true, true, true]);
    expect(design.recommend({ ...state, closed })).toMatchObject({ kind: "dose", dose: 1 });
  });
  test("closing: the design's wish for a closed level goes to the highest open one; the lowest closed is a safety stop", () => {
    const design = closeWhenTooManyEvents({ rate: 0.3, confidence: 0.95 })(always(treat(3)));
    expect(design.decide(at(3, [3, 3, 3, 0, 0], [0, 0, 3, 0, 0])).next).toEqual(treat(2));
    expect(design.decide(at(1, [3, 0, 0, 0, 0], [3, 0, 0, 0, 0])).next).toEqual(stop("safety"));
  });
  test("a model's posterior in place of the beta one; while it knows nothing the rule is silent", () => {
    const byModel = (probability: number | null) => stopWhenTooManyEvents({ rate: 0.3, confidence: 0.9, probability: () => probability })(always(treat(1)));
    expect(byModel(0.91).decide(at(1, [0, 0])).next).toEqual(stop("safety"));
    expect(byModel(null).decide(at(1, [3, 0], [3, 0])).next).toEqual(treat(1));
  });
  test("no later wrapper undoes it", () => {
    const design = wrapInOrder(always(treat(1)), stopWhenTooManyEvents({ rate: 0.3, confidence: 0.95 }), demandN({ n: 12 }), stopAtN({ n: 3 }), titrate(), sentinel({ days: 2 }), maximumN({ n: 30 }));
    expect(design.decide(at(1, [3, 0, 0, 0, 0], [3, 0, 0, 0, 0])).next).toEqual(stop("safety"));
  });
});

describe("enough is known", () => {
  test("n at dose: at the level wanted next, or at any", () => {
    expect(stopAtN({ n: 6 })(always(treat(2))).decide(at(2, [3, 6, 0, 0, 0])).next).toEqual(stop("n-at-dose"));
    expect(stopAtN({ n: 6 })(always(treat(3))).decide(at(2, [3, 6, 0, 0, 0])).next).toEqual(treat(3));
    expect(stopAtN({ n: 6, at: "any" })(always(treat(3))).decide(at(2, [3, 6, 0, 0, 0])).next).toEqual(stop("n-at-dose"));
  });
  test("precise: the exact interval of 0 of 5 is 0.5218 wide; Beta(1, 6) varies by sqrt(6/8) = 0.866", () => {
    const width = (atMost: number) => stopWhenPrecise({ measure: "interval-width", atMost })(always(treat(1))).decide(at(1, [5, 0])).next;
    expect(width(0.522)).toEqual(stop("precise"));
    expect(width(0.521)).toEqual(treat(1));
    const cv = (atMost: number) => stopWhenPrecise({ measure: "cv", atMost })(always(treat(1))).decide(at(1, [5, 0])).next;
    expect(cv(0.867)).toEqual(stop("precise"));
    expect(cv(0.866)).toEqual(treat(1));
    expect(stopWhenPrecise({ measure: "cv", atMost: 0.3, of: () => 0.2 })(always(treat(1))).decide(at(1, [5, 0])).next).toEqual(stop("precise"));
    expect(stopWhenPrecise({ measure: "cv", atMost: 9 })(always(treat(2))).decide(at(1, [5, 0])).next).toEqual(treat(2));
  });
  test("demand n: a level found with three is filled to six; what is stopped for want of participants or doses is left", () => {
    const state = at(2, [3, 3, 3, 0, 0]);
    expect(demandN({ n: 6 })(always(stop("dose-found"))).decide(state).next).toEqual(treat(2, 3));
    expect(demandN({ n: 6, cohort: 2 })(always(stop("precise"))).decide(state).next).toEqual(treat(2, 2));
    expect(demandN({ n: 3 })(always(stop("dose-found"))).decide(state).next).toEqual(stop("dose-found"));
    for (const why of ["maximum-n", "no-dose-left", "safety"] as const) expect(demandN({ n: 6 })(always(stop(why))).decide(state).next).toEqual(stop(why));
    expect(demandN({ n: 6 })(always(stop("dose-found"))).decide({ ...state, pending: [2, 2, 2].map((dose) => ({ dose, followed: 0.5 })) }).next).toEqual({ kind: "wait", days: null });
  });
  test("maximum n: the last cohort is cut, then the trial stops; pending participants count", () => {
    const design = maximumN({ n: 8 })(always(treat(1)));
    expect(design.decide(at(1, [6, 0])).next).toEqual(treat(1, 2));
    expect(design.decide(at(1, [8, 0])).next).toEqual(stop("maximum-n"));
    expect(design.decide({ ...at(1, [6, 0]), pending: [{ dose: 1, followed: 0 }, { dose: 1, followed: 0 }] }).next).toEqual(stop("maximum-n"));
  });
});

describe("start, titration, range", () => {
  test("the first cohort is at the start dose", () => {
    const design = startDose({ dose: 3 })(always(treat(4)));
    expect(design.first.next).toEqual(treat(3));
    expect(design.start.dose).toBe(3);
  });
  test("single participants up to the first event, whose level is filled to a cohort of three", () => {
    const design = titrate()(always(treat(2)));
    let [state, decision] = [design.start, design.first];
    const seen: NextStep[] = [decision.next];
    for (const events of [0, 0, 1, 0]) {
      state = addCohort(followDecision(state, decision), decision.next.kind === "treat" ? decision.next.size : 0, events);
      decision = design.decide(state);
      seen.push(decision.next);
    }
    expect(seen).toEqual([treat(1, 1), treat(2, 1), treat(3, 1), treat(3, 2), treat(2, 3)]);
  });
  test("titration ends at the highest level, or at the level given", () => {
    const design = titrate({ upTo: 2 })(always(treat(2)));
    const one = addCohort(followDecision(design.start, design.first), 1, 0);
    const second = design.decide(one);
    expect(design.decide(addCohort(followDecision(one, second), 1, 0)).next).toEqual(treat(2, 2));
  });
  test("a locked range: not above, and below it the trial stops; the recommendation says that higher levels were locked", () => {
    expect(lockDoses({ highest: 3 })(always(treat(5))).decide({ ...at(3, [3, 3, 3, 0, 0]), closed: [false, false, false, true, true] }).next).toEqual(treat(3));
    const design = wrapInOrder(always(treat(1)), startDose({ dose: 2 }), lockDoses({ lowest: 2, highest: 4 }));
    expect(design.decide(at(2, [0, 3, 0, 0, 0])).next).toEqual(stop("no-dose-left"));
    expect(design.recommend(at(3, [0, 3, 3, 0, 0]))).toEqual({ kind: "dose", dose: 3, rule: "the current one; dose levels above 4 were locked, not found too much" });
    expect(design.recommend(at(1, [3, 0, 0, 0, 0]))).toMatchObject({ kind: "none" });
    expect(() => lockDoses({ lowest: 2 })(always(treat(1)))).toThrow(expect.objectContaining({ name: "DesignRefusal", path: "lowest" }));
  });
});

describe("time", () => {
  const after = (design: DoseDesign, treated: number, events: number, sinceLast: number | null): DoseDecision =>
    design.decide({ ...addCohort(followDecision(design.start, design.first), treated, events), clock: { sinceLast } });

  test("sentinel: one alone, two days, then the other two; the design decides on three", () => {
    const design = sentinel({ days: 2 })(always(treat(2)));
    expect(design.first.next).toEqual(treat(1, 1));
    expect(after(design, 1, 0, 1).next).toEqual({ kind: "wait", days: 1 });
    const rest = after(design, 1, 0, 2);
    expect(rest.next).toEqual(treat(1, 2));
    const third = design.decide(addCohort(followDecision(addCohort(followDecision(design.start, design.first), 1, 0), rest), 2, 0));
    expect(third.next).toEqual(treat(2, 1));
  });
  test("waiting does not forget where the cohort stands", () => {
    const design = sentinel({ days: 5 })(always(treat(2)));
    const state = addCohort(followDecision(design.start, design.first), 1, 0);
    const wait = design.decide({ ...state, clock: { sinceLast: 0 } });
    expect(design.decide({ ...state, phase: wait.phase, clock: { sinceLast: 5 } }).next).toEqual(treat(1, 2));
  });
  test("an event in a sentinel: the design is asked and followed down, or the cohort is completed, as chosen", () => {
    const down = (afterEvent: "ask-design" | "complete-cohort") => {
      const design = wrapInOrder(always(treat(1)), startDose({ dose: 2 }), sentinel({ days: 2, afterEvent }));
      return after(design, 1, 1, 10).next;
    };
    expect(down("ask-design")).toEqual(treat(1, 1));
    expect(down("complete-cohort")).toEqual(treat(2, 2));
  });
  test("stagger: seven days between participants, 28 before the next cohort", () => {
    const design = stagger({ betweenParticipants: 7, betweenCohorts: 28 })(always(treat(2)));
    expect(design.first.next).toEqual(treat(1, 1));
    expect(after(design, 1, 0, 3).next).toEqual({ kind: "wait", days: 4 });
    const cohorts = stagger({ betweenCohorts: 28 })(always(treat(2)));
    expect(after(cohorts, 3, 0, 20).next).toEqual({ kind: "wait", days: 8 });
    expect(after(cohorts, 3, 0, 28).next).toEqual(treat(2));
  });
  test("days that are not known are not taken as over while outcomes are pending; in an exact enumeration they are over", () => {
    const design = stagger({ betweenCohorts: 28 })(always(treat(2)));
    const state = followDecision(design.start, design.first);
    expect(design.decide({ ...state, pending: [{ dose: 1, followed: 0.2 }] }).next).toEqual({ kind: "wait", days: null });
    expect(design.decide(addCohort(state, 3, 0)).next).toEqual(treat(2));
  });
  test("pending participants: two of three must be half through the window of 28 days", () => {
    const design = followPending({ followed: 0.5, share: 2 / 3, window: 28 })(always(treat(2)));
    const pending = (followed: readonly number[]) => design.decide({ ...at(1, [1, 0, 0, 0, 0]), pending: followed.map((part) => ({ dose: 1, followed: part })) }).next;
    expect(pending([0.25, 0.1])).toEqual({ kind: "wait", days: 7 });
    expect(pending([0.5, 0.1])).toEqual(treat(2));
    const up = followPending({ before: "escalation" })(always(treat(1)));
    expect(up.decide({ ...at(1, [1, 0]), pending: [{ dose: 1, followed: 0 }] }).next).toEqual(treat(1));
  });
});

test("what makes no sense is refused, with the field", () => {
  const refusals: readonly (readonly [() => unknown, string])[] = [
    [() => stopWhenTooManyEvents({ rate: 30, confidence: 0.9 }), "rate"],
    [() => stopWhenTooManyEvents({ rate: 0.3, confidence: 1 }), "confidence"],
    [() => closeWhenTooManyEvents({ rate: 0.3, confidence: 0.9, prior: { a: 1, b: 1 }, probability: () => null }), "prior"],
    [() => stopAtN({ n: 0 }), "n"],
    [() => demandN({ n: 6, cohort: 7 }), "cohort"],
    [() => maximumN({ n: 1.5 }), "n"],
    [() => stopWhenPrecise({ measure: "cv", atMost: 0 }), "atMost"],
    [() => stopWhenPrecise({ measure: "cv", atMost: 0.3, level: 0.9 }), "level"],
    [() => startDose({ dose: 6 })(always(treat(1))), "dose"],
    [() => titrate({ upTo: 9 })(always(treat(1))), "upTo"],
    [() => stagger({}), "betweenParticipants"],
    [() => sentinel({ days: 0 }), "days"],
    [() => followPending({ followed: 1.2 }), "followed"],
    // Misspelt, as from a file.
    [() => doNotSkipEscalating(JSON.parse('{ "form": "highest" }')), "form"],
    [() => maximumN(JSON.parse('{ "n": 12, "size": 3 }')), "size"],
  ];
  for (const [call, path] of refusals) expect(call).toThrow(expect.objectContaining({ name: "DesignRefusal", path }));
});
