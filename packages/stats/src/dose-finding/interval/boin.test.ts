/** A BOIN trial as it is run. Target 0.3, cohorts of three: up with 0 of 3, stay with 1, down with 2, close with 3; 1, 2, 3, 4 of 6. */
import { describe, expect, test } from "vitest";
import { DesignRefusal } from "../core/design-refusal.ts";
import { followDecision } from "../core/dose-design.ts";
import { addCohort } from "../core/trial-state.ts";
import { type BoinOptions, boin } from "./boin.ts";
import { keyboard } from "./keyboard.ts";

const base: BoinOptions = { doses: 4, target: 0.3, cohortSize: 3, cohorts: 10 };

/** Runs cohorts with these events; the last decision. */
function run(options: BoinOptions, events: readonly number[]) {
  const design = boin(options);
  let state = design.start;
  let decision = design.first;
  for (const count of events) {
    if (decision.next.kind !== "treat") throw new RangeError("The trial had ended.");
    state = addCohort(followDecision(state, decision), decision.next.size, count);
    decision = design.decide(state);
  }
  return { decision, state, next: decision.next, recommendation: () => design.recommend({ ...state, closed: decision.closed }) };
}

describe("a BOIN trial", () => {
  test("When nobody of three has an event, the next dose level follows, with the numbers that were seen", () => {
    const { decision, next } = run(base, [0]);
    expect(next).toEqual({ kind: "treat", dose: 2, size: 3 });
    expect(decision.reasons).toEqual([{ rule: "boin-escalate", message: "0 of 3 with an event at dose level 1: up with at most 0, down with 2 or more.", numbers: { dose: 1, n: 3, events: 0, escalateUpTo: 0, deescalateFrom: 2 } }]);
  });

  test("When one of three has an event, the dose level is kept", () => {
    expect(run(base, [1]).next).toEqual({ kind: "treat", dose: 1, size: 3 });
  });

  test("When three of three have an event at dose level 2, it and all above are closed and dose level 1 follows", () => {
    const { next, decision } = run(base, [0, 3]);
    expect(next).toEqual({ kind: "treat", dose: 1, size: 3 });
    expect(decision.closed).toEqual([false, true, true, true]);
  });

  test("When the next dose level is closed, the dose level is kept although its count goes up", () => {
    const { next, decision } = run(base, [0, 3, 0]);
    expect(next).toEqual({ kind: "treat", dose: 1, size: 3 });
    expect(decision.reasons.at(-1)?.rule).toBe("boin-stay-at-top");
  });

  test("When the lowest dose level is closed, the trial stops for safety and recommends none", () => {
    const { next, recommendation } = run(base, [3]);
    expect(next).toEqual({ kind: "stop", why: "safety" });
    expect(recommendation()).toMatchObject({ kind: "none", why: "Every dose level is closed." });
  });

  test("When four of nine have an event at the lowest dose level, only the extra-safe trial stops", () => {
    // Pr(rate > 0.3 | 4 of 9) = 0.850, above 0.95 - 0.15 = 0.8, not above 0.95.
    expect(run(base, [1, 1, 2]).next.kind).toBe("treat");
    expect(run({ ...base, extraSafe: true, offset: 0.15 }, [1, 1, 2]).next).toEqual({ kind: "stop", why: "safety" });
  });

  test("n at a dose level ends the trial only when the decision is to stay", () => {
    expect(run({ ...base, nEarlyStop: 6 }, [1, 1]).next).toEqual({ kind: "stop", why: "n-at-dose" }); // 2 of 6: stay
    expect(run({ ...base, nEarlyStop: 6 }, [1, 0]).next).toEqual({ kind: "treat", dose: 2, size: 3 }); // 1 of 6: up
  });

  test("Titration treats single participants until the first event, then fills that cohort", () => {
    expect(run({ ...base, titration: true }, [0, 0]).next).toEqual({ kind: "treat", dose: 3, size: 1 });
    expect(run({ ...base, titration: true }, [0, 0, 1]).next).toEqual({ kind: "treat", dose: 3, size: 2 });
    expect(run({ ...base, titration: true }, [0, 0, 1, 0]).next).toEqual({ kind: "treat", dose: 3, size: 3 }); // 1 of 3: stay
    expect(run({ ...base, titration: true }, [0, 0, 0, 0]).next).toEqual({ kind: "treat", dose: 4, size: 2 }); // highest dose level
  });

  test("The last cohort is as small as it must be", () => {
    expect(run({ doses: 4, target: 0.3, cohortSize: 3, maximumN: 7 }, [1, 1]).next).toEqual({ kind: "treat", dose: 1, size: 1 });
    expect(run({ doses: 4, target: 0.3, cohortSize: 3, maximumN: 7 }, [1, 1, 0]).next).toEqual({ kind: "stop", why: "maximum-n" });
  });

  test("After the last cohort the paper's edition checks safety, BOIN 2.7.2 leaves it to the selection; both recommend none", () => {
    const options: BoinOptions = { ...base, cohorts: 1 };
    expect(run(options, [3]).next).toEqual({ kind: "stop", why: "safety" });
    const asPackage = run({ ...options, edition: "BOIN-2.7.2" }, [3]);
    expect(asPackage.next).toEqual({ kind: "stop", why: "maximum-n" });
    expect(asPackage.recommendation().kind).toBe("none");
  });
});

describe("options that no BOIN trial can have", () => {
  test.each([
    ["underdose", { underdose: 0.3 }],
    ["underdose", { underdose: 0.5 }],
    ["overdose", { overdose: 0.3 }],
    ["overdose", { overdose: 1.2 }],
    ["offset", { offset: 0.05 }],
    ["offset", { extraSafe: true, offset: 0.6 }],
    ["cutoff", { cutoff: 1 }],
    ["edition", { edition: "BOIN-1.0" }],
    ["p1", { p1: 0.18 }],
    ["overdose", { overdose: 0.31, edition: "BOIN-2.7.2" }],
    ["target", { target: 0.7, edition: "BOIN-2.7.2" }],
    ["start", { start: 2, titration: true, edition: "BOIN-2.7.2" }],
  ])("%s is refused: %j", (path, wrong) => {
    expect(() => boin({ ...base, ...(wrong as Partial<BoinOptions>) })).toThrow(DesignRefusal);
    expect(() => boin({ ...base, ...(wrong as Partial<BoinOptions>) })).toThrow(new RegExp(`^${path}: `));
  });

  test("The variant says whether the early stop waits for a stay", () => {
    const options = { doses: 3, target: 0.3, cohortSize: 3, cohorts: 6, nEarlyStop: 9 } as const;
    expect(boin(options).variant).toContain("it ends when 9 or more were treated at a dose level and the decision is to stay");
    expect(keyboard({ ...options, edition: "Keyboard-0.1.3" }).variant).toContain("it ends when 9 or more were treated at a dose level, whatever the decision");
  });
});
