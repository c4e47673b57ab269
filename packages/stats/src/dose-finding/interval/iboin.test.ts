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
    const design = informativeBoin({ ...base, skeleton: [0.1, 0.3, 0.5], priorN: [4, 0, 4] });
    // 1 of 3: lambda e (3 + 4) - 4 x 0.1 = 1.26, so up; 0 of 3: lambda e (3 + 4) - 4 x 0.5 = -0.34, so no count goes up.
    expect([1, 2, 3].map((dose) => design.bounds(3, dose).escalate)).toEqual([1, 0, -1]);
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
  ])("%s is refused: %j", (path, wrong) => {
    expect(() => informativeBoin({ ...base, skeleton: [0.1, 0.3, 0.5], priorN: 3, ...wrong })).toThrow(new RegExp(`^${path}: `));
  });
});
