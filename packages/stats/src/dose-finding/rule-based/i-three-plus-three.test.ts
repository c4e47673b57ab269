import { describe, expect, test } from "vitest";
import { iThreePlusThreeBounds } from "./i-three-plus-three-bounds.ts";
import { iThreePlusThree } from "./i-three-plus-three.ts";

const usual = { doses: 4, target: 0.3, cohortSize: 3, cohorts: 10 };

describe("i3+3", () => {
  test("1 of 3 with target 30 %: 33 % lies in 25 to 35 %, so stay; 2 of 3 with one fewer does not lie below, so down", () => {
    expect(iThreePlusThreeBounds(3, { lower: 0.25, upper: 0.35 })).toEqual({ escalate: 0, deescalate: 2 });
  });

  test("1 of 1 lies above, but one fewer lies below: stay", () => {
    expect(iThreePlusThreeBounds(1, { lower: 0.25, upper: 0.35 })).toEqual({ escalate: 0, deescalate: 2 });
  });

  test("a rate that is an end of the interval lies in it", () => {
    // 2 of 10 is 20 %, 3 of 10 is 30 %; 4 of 10 lies above and 3 of 10 does not lie below.
    expect(iThreePlusThreeBounds(10, { lower: 0.2, upper: 0.3 })).toEqual({ escalate: 1, deescalate: 4 });
  });

  test("a trial goes up, stays and closes a level", () => {
    const design = iThreePlusThree(usual);
    const state = { ...design.start, dose: 2, n: [3, 3, 0, 0], events: [0, 0, 0, 0] };
    expect(design.decide(state).next).toEqual({ kind: "treat", dose: 3, size: 3 });
    expect(design.decide({ ...state, events: [0, 1, 0, 0] }).next).toEqual({ kind: "treat", dose: 2, size: 3 });
    expect(design.decide({ ...state, events: [0, 2, 0, 0] }).next).toEqual({ kind: "treat", dose: 1, size: 3 });
    expect(design.decide({ ...state, events: [0, 3, 0, 0] }).closed).toEqual([false, true, true, true]);
  });

  test("an interval is asked for where 0.05 on either side is none, and must hold the target", () => {
    expect(() => iThreePlusThree({ ...usual, target: 0.05 })).toThrow(/^interval: /);
    expect(iThreePlusThree({ ...usual, target: 0.05, interval: { lower: 0.03, upper: 0.07 } }).variant).toContain("equivalence interval 0.03 to 0.07");
    expect(() => iThreePlusThree({ ...usual, interval: { lower: 0.35, upper: 0.4 } })).toThrow(/^interval: /);
    expect(() => iThreePlusThree({ ...usual, interval: { lower: 0.35, upper: 0.25 } })).toThrow(/^interval\.upper: /);
    expect(() => iThreePlusThree({ ...usual, epsilon: 0.05 } as never)).toThrow(/^epsilon: /);
  });

  test("The variant says when dose levels close", () => {
    const { variant } = iThreePlusThree({ doses: 5, target: 0.3, cohortSize: 3, cohorts: 10, cutoff: 0.9 });
    expect(variant).toContain("a dose level and those above close when Pr(rate > 0.3) > 0.9 from 3 participants on");
    expect(variant.match(/5 dose levels/g)).toHaveLength(1);
  });
});
