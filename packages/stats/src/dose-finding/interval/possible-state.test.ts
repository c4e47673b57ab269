/** States that no trial can be in. */
import { describe, expect, test } from "vitest";
import type { DoseDesign } from "../core/dose-design.ts";
import type { TrialState } from "../core/trial-state.ts";
import { fixedCohorts } from "../rule-based/fixed-cohorts.ts";
import { threePlusThree } from "../rule-based/three-plus-three.ts";
import { boin } from "./boin.ts";

const designs: readonly (readonly [string, DoseDesign])[] = [
  ["BOIN", boin({ doses: 3, target: 0.3, cohortSize: 3, cohorts: 10 })],
  ["3+3", threePlusThree({ doses: 3 })],
  ["fixed cohorts", fixedCohorts({ doses: 3, size: 3, mostEvents: 0, otherwise: "stop" })],
];
const wrong: readonly (readonly [string, Partial<Record<keyof TrialState, unknown>>])[] = [
  ["events.1", { events: [4, 0, 0] }],
  ["events.2", { events: [0, 1, 0] }],
  ["n.1", { n: [Number.NaN, 0, 0] }],
  ["n.1", { n: [-3, 0, 0] }],
  ["n.1", { n: [2.5, 0, 0] }],
  ["n.1", { n: ["3", 0, 0] }],
  ["n", { n: [3] }],
  ["n", { n: undefined }],
  ["closed", { closed: undefined }],
  ["dose", { dose: 0 }],
  ["dose", { dose: 4 }],
  ["dose", { dose: Number.NaN }],
  ["phase", { phase: undefined }],
];

describe.each(designs)("%s", (_name, design) => {
  const good: TrialState = { ...design.start, n: [3, 0, 0], events: [0, 0, 0] };

  test("decides and recommends in a state that can be", () => {
    expect(design.decide(good).next).toEqual({ kind: "treat", dose: 2, size: 3 });
    expect(() => design.recommend(good)).not.toThrow();
  });

  test.each(wrong)("%s is refused: %j", (path, change) => {
    const state = { ...good, ...change } as TrialState;
    const refusal: unknown = expect.objectContaining({ name: "DesignRefusal", path });
    expect(() => design.decide(state)).toThrow(refusal as Error);
    expect(() => design.recommend(state)).toThrow(refusal as Error);
  });

  test("no state at all is refused", () => {
    expect(() => design.decide(null as never)).toThrow(/^state: /);
  });
});
