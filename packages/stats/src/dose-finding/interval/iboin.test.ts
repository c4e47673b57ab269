/** BOIN with an informative prior. */
import { describe, expect, test } from "vitest";
import { boin } from "./boin.ts";
import { informativeBoin } from "./iboin.ts";

const base = { doses: 3, target: 0.3, cohortSize: 3, cohorts: 10 };
const counts = Array.from({ length: 40 }, (_, at) => at + 1);

describe("BOIN with an informative prior", () => {
  test("A prior worth nobody is no prior: the boundaries are BOIN's", () => {
    const design = informativeBoin({ ...base, skeleton: [0.1, 0.3, 0.5], priorN: 0 });
    for (const dose of [1, 2, 3]) expect(counts.map((n) => design.bounds(n, dose))).toEqual(counts.map((n) => boin(base).bounds(n)));
  });

  test("Where a low rate is expected it goes up more readily, where a high one is, less", () => {
    const design = informativeBoin({ ...base, skeleton: [0.1, 0.3, 0.5], priorN: 1 });
    // One earlier participant; weights of the target and of the underdose, from the counts 0 and 1 (see hypothesis-weights.test.ts):
    // guess 0.1: 1/3 and 0.371429, so that lambda e n moves by log(1.114286)/log(0.246/0.126) = 0.108214/0.669049 = 0.1617;
    // guess 0.3: 1/3 and 1/3, no move; guess 0.5: 1/3 and 0.295238, a move of -0.121361/0.669049 = -0.1814.
    // Without a prior 4 x 0.23649 = 0.946 and 9 x 0.23649 = 2.128; with it 1.108, 2.128 and 1.947.
    expect([design.bounds(4, 1).escalate, design.bounds(9, 2).escalate, design.bounds(9, 3).escalate]).toEqual([1, 2, 1]);
    expect([boin(base).bounds(4).escalate, boin(base).bounds(9).escalate]).toEqual([0, 2]);
  });

  test("However much a prior is worth, a count that closes the dose level never goes up", () => {
    const design = informativeBoin({ ...base, skeleton: [0.001, 0.3, 0.999], priorN: 1000 });
    for (const dose of [1, 2, 3]) for (const n of counts) {
      const { escalate, deescalate, close } = design.bounds(n, dose);
      expect(escalate).toBeLessThan(deescalate);
      if (close !== null) expect(deescalate).toBeLessThanOrEqual(close);
    }
  });

  test("The prior fades as participants are added", () => {
    const design = informativeBoin({ ...base, skeleton: [0.1, 0.3, 0.5], priorN: 3 });
    for (const dose of [1, 2, 3]) expect(Math.abs(design.bounds(400, dose).escalate - boin(base).bounds(400).escalate)).toBeLessThanOrEqual(1);
  });

  test.each([
    ["skeleton", { skeleton: [0.1, 0.2] }],
    ["skeleton.3", { skeleton: [0.1, 0.3, 0.3] }],
    ["skeleton.1", { skeleton: [0, 0.3, 0.4] }],
    ["priorN", { priorN: [1, 2] }],
    ["priorN.2", { priorN: [1, -1, 1] }],
    ["priorN", { priorN: 2.5 }],
    ["priorN", { priorN: Number.NaN }],
  ])("%s is refused: %j", (path, wrong) => {
    expect(() => informativeBoin({ ...base, skeleton: [0.1, 0.3, 0.5], priorN: 3, ...wrong })).toThrow(new RegExp(`^${path}: `));
  });
});
