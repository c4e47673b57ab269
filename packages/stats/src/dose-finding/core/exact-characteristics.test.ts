import { describe, expect, test } from "vitest";
import { intervalDesign, threeByThree } from "../../../test/fixtures/small-designs.ts";
import { evaluateExactly, exactCharacteristics, expandDesign, finish } from "./exact-characteristics.ts";
import { probabilityOfMoreThan } from "./operating-characteristics.ts";

const exactly = (truth: readonly number[], options = {}) => finish(exactCharacteristics(threeByThree(truth.length), truth, options));

describe("exactCharacteristics", () => {
  test("three by three with one dose level, by hand", () => {
    // p = 0.5. 0 of 3: 1/8, not reached. 1 of 3: 3/8, then 0 of 3: 1/8, not reached. At least 2 of 3: 1/2, none.
    const { notReached, none, noneReasons, safetyStop, n, events, totalN } = exactly([0.5]);
    expect(notReached[0]).toBeCloseTo(1 / 8 + 3 / 64, 14);
    expect(none).toBeCloseTo(53 / 64, 14);
    expect(safetyStop).toBe(none);
    expect(noneReasons).toEqual([{ why: "The lowest dose level is too much.", rule: "three-by-three", probability: none }]);
    expect(n[0]).toBeCloseTo(3 + 3 * (3 / 8), 14);
    expect(events[0]).toBeCloseTo((3 + 3 * (3 / 8)) / 2, 14);
    expect(totalN.probabilities[6]).toBeCloseTo(3 / 8, 14);
  });

  test("without events nothing is closed, and the highest dose level given is named", () => {
    expect(exactly([0, 0, 0])).toMatchObject({ selection: [0, 0, 0], notReached: [0, 0, 1], none: 0, n: [3, 3, 3], events: [0, 0, 0] });
  });

  test("the tail of events is that of their distribution", () => {
    const { totalEvents } = exactly([0.2, 0.4]);
    expect(probabilityOfMoreThan(totalEvents, -1)).toBeCloseTo(1, 13);
    expect(probabilityOfMoreThan(totalEvents, 2)).toBeCloseTo(1 - totalEvents.probabilities.slice(0, 3).reduce((sum, one) => sum + one, 0), 13);
    expect(probabilityOfMoreThan(totalEvents, 99)).toBe(0);
  });

  test("shares above and below the right dose level, with its name", () => {
    const { target, allocation, selection } = exactly([0.1, 0.3, 0.5], { target: 0.3 });
    expect(target).toMatchObject({ target: 0.3, dose: 2, mostShare: 0.6, selectedAt: selection[1] });
    expect(target?.below).toBeCloseTo(allocation[0] ?? 0, 14);
    expect(target?.above).toBeCloseTo(allocation[2] ?? 0, 14);
    // The nearest is the lower one of two; a dose level may be named; 0 says that all are too much.
    expect(exactly([0.2, 0.4], { target: 0.3 }).target?.dose).toBe(1);
    expect(exactly([0.2, 0.4], { target: 0.3, targetDose: 2 }).target?.dose).toBe(2);
    const none = exactly([0.2, 0.4], { targetDose: 0 }).target;
    expect(none).toMatchObject({ dose: 0, target: null, at: 0, below: 0 });
    expect(none?.above).toBeCloseTo(1, 13);
    expect(none?.mostAbove).toBeCloseTo(1, 13);
    expect(exactly([0.2, 0.4]).target).toBe(null);
  });

  test("exact numbers have no standard errors, and say how they were found", () => {
    const exact = exactly([0.2, 0.4]);
    expect(exact).toMatchObject({ trials: null, standardErrors: null, rules: ["three-by-three"], design: { name: "three by three", edition: "test" } });
    expect(exact.method).toMatch(/^Exact: every course of the trial, \d+ different states\.$/u);
  });

  test("laying out yields progress, and may be asked again and again", () => {
    const design = intervalDesign({ doses: 4, cohort: 1, cohorts: 12, low: 0.2, high: 0.35, target: 0.3 });
    const steps = expandDesign(design, { nodesAStep: 100 });
    const first = steps.next();
    expect(first.value).toMatchObject({ expanded: 100 });
    const expanded = finish(steps);
    const once = evaluateExactly(expanded, [0.1, 0.2, 0.3, 0.4]);
    evaluateExactly(expanded, [0.9, 0.9, 0.9, 0.9]);
    expect(evaluateExactly(expanded, [0.1, 0.2, 0.3, 0.4])).toEqual(once);
  });

  test("cohorts of different sizes are evaluated in the order of participants", () => {
    // Two, then one at a time: states with as many participants are reached after different numbers of cohorts.
    const inner = intervalDesign({ doses: 2, cohort: 1, cohorts: 8, low: 0.2, high: 0.5, target: 0.3 });
    const design = { ...inner, decide: (state: typeof inner.start) => {
      const decision = inner.decide(state);
      const even = state.events[0] === 1 && state.n[0] !== undefined && state.n[0] < 5;
      return decision.next.kind === "treat" && even ? { ...decision, next: { ...decision.next, size: 2 } } : decision;
    } };
    const exact = finish(exactCharacteristics(design, [0.3, 0.6]));
    expect(exact.totalN.probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 13);
    expect(exact.events[1]).toBeCloseTo(0.6 * (exact.n[1] ?? 0), 12);
  });

  test("a truth that is none is refused with its place", () => {
    expect(() => exactly([0.2, 1.2])).toThrow(expect.objectContaining({ code: "not-a-rate", path: "truth.1" }));
    expect(() => exactly([0.2, Number.NaN])).toThrow(expect.objectContaining({ path: "truth.1" }));
    expect(() => finish(exactCharacteristics(threeByThree(3), [0.2]))).toThrow(expect.objectContaining({ code: "wrong-length" }));
    expect(() => exactly([0.2], { target: 1 })).toThrow(expect.objectContaining({ path: "target" }));
    expect(() => exactly([0.2], { targetDose: 2 })).toThrow(expect.objectContaining({ path: "targetDose" }));
    expect(() => exactly([0.2], { target: 0.3, mostShare: 0 })).toThrow(expect.objectContaining({ path: "mostShare" }));
  });
});
