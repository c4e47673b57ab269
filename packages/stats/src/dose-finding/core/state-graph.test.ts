import { describe, expect, test } from "vitest";
import { intervalDesign, threeByThree } from "../../../test/fixtures/small-designs.ts";
import type { DoseDesign } from "./dose-design.ts";
import { StateGraph, type TreatNode } from "./state-graph.ts";
import { StateIndex } from "./state-index.ts";
import { keyOf, startTrial } from "./trial-state.ts";

describe("StateGraph", () => {
  test("two orders of the same outcomes lead to one state", () => {
    // Stays at the first dose level whatever happens: one then none is none then one.
    const graph = new StateGraph(intervalDesign({ doses: 1, cohort: 2, cohorts: 3, low: -1, high: 2, target: 0.3 }));
    const after = (...outcomes: number[]) => outcomes.reduce((node, events) => graph.next(graph.node(node) as TreatNode, events), 0);
    expect(after(1, 0)).toBe(after(0, 1));
    expect(after(1, 0)).not.toBe(after(1, 1));
    expect(graph.node(after(2, 0, 1))).toMatchObject({ kind: "end", state: { n: [6], events: [3] } });
  });

  test("different states never share a number", () => {
    const state = startTrial(3);
    const index = new StateIndex(state);
    const keys = new Map<string, number>();
    const before = new StateIndex(state, index);
    for (let n = 0; n < 8; n++) for (let events = 0; events <= n; events++) for (const phase of ["", "a"]) for (let dose = 1; dose <= 3; dose++) for (let from = 1; from <= 4; from++) {
      const closed = [1, 2, 3].map((one) => one >= from);
      const there = { ...state, n: [1, n, 0], events: [0, events, 0], closed, dose, phase };
      const number = index.numberOf(there, 0);
      expect(keys.get(keyOf(there))).toBe(undefined);
      keys.set(keyOf(there), number);
      expect(index.numberOf(there, 0)).toBe(number);
      expect(index.stateAt(number)).toEqual(there);
      // The same state, reached by a cohort or a decision, without making it first.
      if (n > 0 && dose === 2) expect(index.afterCohort(before, before.numberOf({ ...there, n: [1, 0, 0], events: [0, 0, 0] }, 5), n, events)).toBe(number);
      expect(index.afterDecision(before, before.numberOf({ ...state, n: there.n, events: there.events, phase: "b" }, 5), index.steps.numberOf(closed, dose, phase, 0))).toBe(number);
    }
    expect(index.size).toBe(keys.size);
    expect(index.numberOf(state, 7)).toBe(keys.size);
  });

  test("an event number that the cohort cannot have is refused", () => {
    const graph = new StateGraph(threeByThree(2));
    expect(() => graph.next(graph.node(0) as TreatNode, 4)).toThrow("A cohort of 3 cannot have 4 events.");
    expect(() => graph.node(99)).toThrow(RangeError);
  });

  test("a design that waits, or asks for what does not exist, has no graph", () => {
    const design = threeByThree(2);
    const withStep = (next: DoseDesign["first"]["next"]): DoseDesign => ({ ...design, first: { ...design.first, next } });
    expect(() => new StateGraph(withStep({ kind: "wait", days: null }))).toThrow("no state graph");
    expect(() => new StateGraph(withStep({ kind: "treat", dose: 1, size: 0 }))).toThrow("a cohort of 0");
    expect(() => new StateGraph(withStep({ kind: "treat", dose: 3, size: 3 }))).toThrow("dose level 3 of 2");
    const pending = { ...design, start: { ...design.start, pending: [{ dose: 1, followed: 0.5 }] } };
    expect(() => new StateGraph(pending)).toThrow("event-driven");
  });

  test("a trial with more states than allowed is refused", () => {
    const graph = new StateGraph(threeByThree(6), 4);
    expect(() => {
      for (let node = 0; node < graph.nodes.length; node++) {
        const there = graph.node(node);
        for (let events = 0; there.kind === "treat" && events <= 3; events++) graph.next(there, events);
      }
    }).toThrow("more than 4 different states");
  });
});
