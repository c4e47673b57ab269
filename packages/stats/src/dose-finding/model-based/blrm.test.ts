import { describe, expect, test } from "vitest";
import { DesignRefusal } from "../core/design-refusal.ts";
import type { TrialState } from "../core/trial-state.ts";
import { type BlrmOptions, blrm } from "./blrm.ts";

const usual: BlrmOptions = { doses: [1, 2, 4, 8], reference: 4, prior: { mean: [-0.847, 0.381], sd: [2, 1], correlation: 0 }, maximumN: 18 };
const at = (start: TrialState, n: readonly number[], events: readonly number[]): TrialState => ({ ...start, n, events });

describe("logistic regression with overdose control", () => {
  const design = blrm(usual);

  test("a dose level with too much overdosing is not given, whatever its target probability", () => {
    const decision = design.decide(at(design.start, [3, 3, 0, 0], [0, 2, 0, 0]));
    expect(decision.next).toMatchObject({ kind: "treat", dose: 1 });
    expect(decision.reasons[0]?.numbers["over"]).toBeLessThan(0.25);
  });

  test("all events at the lowest dose level: a stop for safety, and no dose recommended", () => {
    const state = at(design.start, [3, 0, 0, 0], [3, 0, 0, 0]);
    expect(design.decide(state).next).toEqual({ kind: "stop", why: "safety" });
    expect(design.recommend(state).kind).toBe("none");
  });

  test("at the largest number it stops; overdosing comes first", () => {
    expect(design.decide(at(design.start, [18, 0, 0, 0], [2, 0, 0, 0])).next).toEqual({ kind: "stop", why: "maximum-n" });
    expect(design.decide(at(design.start, [18, 0, 0, 0], [15, 0, 0, 0])).next).toEqual({ kind: "stop", why: "safety" });
  });

  test("waits for pending outcomes, and leaves closed dose levels out", () => {
    expect(design.decide({ ...at(design.start, [3, 0, 0, 0], [0, 0, 0, 0]), pending: [{ dose: 1, followed: 0.5 }] }).next.kind).toBe("wait");
    const closed = [true, false, true, true];
    expect(design.decide({ ...at(design.start, [3, 0, 0, 0], [0, 0, 0, 0]), closed }).next).toMatchObject({ kind: "treat", dose: 2 });
  });

  test.each<readonly [string, Record<string, unknown>]>([
    ["doses.1", { doses: [1, 1, 2] }],
    ["doses.0", { doses: [0, 1] }],
    ["reference", { reference: -1 }],
    ["prior.sd.1", { prior: { mean: [0, 0], sd: [1, 0], correlation: 0 } }],
    ["prior.mean", { prior: { mean: [0], sd: [1, 1], correlation: 0 } }],
    ["prior.correlation", { prior: { mean: [0, 0], sd: [1, 1], correlation: 1 } }],
    ["targetInterval.1", { targetInterval: [0.3, 0.2] }],
    ["overdoseLimit", { overdoseLimit: 0 }],
    ["cohortSize", { cohortSize: 0 }],
    ["start", { start: 5 }],
  ])("refuses %s by name", (path, options) => {
    let refusal: unknown = null;
    try {
      blrm({ ...usual, ...options });
    } catch (fault) {
      refusal = fault;
    }
    expect(refusal).toBeInstanceOf(DesignRefusal);
    expect((refusal as DesignRefusal).path).toBe(path);
  });
});
