/** Selection of the maximum tolerated dose, worked by hand. */
import { describe, expect, test } from "vitest";
import { pava } from "./pava.ts";
import { estimateDoses } from "./dose-estimates.ts";
import { selectMtd } from "./select-mtd.ts";

describe("isotonic regression", () => {
  test("neighbours that fall are replaced by their weighted mean", () => {
    // (4 x 1 + 2 x 3)/4 = 2.5
    expect(pava([1, 4, 2], [1, 1, 3])).toEqual([1, 2.5, 2.5]);
    // 3 and 2 pool to 2.5, which falls to 1: all pool to 2.
    expect(pava([3, 2, 1])).toEqual([2, 2, 2]);
    expect(pava([])).toEqual([]);
  });

  test.each([[[1, 2], [1]], [[Number.NaN], [1]], [[1], [0]], [[1], [Infinity]]])("values %j with weights %j are refused", (values, weights) => {
    expect(() => pava(values, weights)).toThrow(RangeError);
  });
});

describe("selection of the maximum tolerated dose", () => {
  test("in a pool above the target the lowest dose level is taken, in one below it the highest", () => {
    expect(selectMtd({ n: [6, 6, 6], events: [3, 3, 3] }, { target: 0.3 }).recommendation).toMatchObject({ kind: "dose", dose: 1 });
    expect(selectMtd({ n: [6, 6, 6], events: [1, 1, 1] }, { target: 0.3 }).recommendation).toMatchObject({ kind: "dose", dose: 3 });
  });

  test("a closed dose level takes no part in the choice, and stays in the estimates that are shown", () => {
    // 3 of 3 at dose level 2: Pr(rate > 0.3) = 1 - 0.3^4 = 0.9919.
    const { recommendation, closed, estimates } = selectMtd({ n: [3, 3, 3], events: [0, 3, 0] }, { target: 0.3 });
    expect(closed).toEqual([false, true, true]);
    expect(recommendation).toMatchObject({ kind: "dose", dose: 1 });
    // Dose levels 2 and 3 pool to one half: the same weight on 0.9839 and 0.0161.
    expect(estimates.map(({ isotonic }) => isotonic?.toFixed(6))).toEqual(["0.016129", "0.500000", "0.500000"]);
  });

  test("none is a result with its reason, never a number", () => {
    expect(selectMtd({ n: [3, 3], events: [3, 3] }, { target: 0.3 }).recommendation).toMatchObject({ kind: "none", why: "Every dose level is closed." });
    expect(selectMtd({ n: [0, 3], events: [0, 3] }, { target: 0.3 }).recommendation).toMatchObject({ kind: "none", why: "No dose level that is open was treated." });
    expect(selectMtd({ n: [6], events: [3] }, { target: 0.3, below: 0.3585 }).recommendation).toMatchObject({ kind: "none", why: "No estimate lies below the de-escalation boundary." });
  });

  test("a dose level that the trial closed is not selected", () => {
    expect(selectMtd({ n: [6, 6], events: [0, 2] }, { target: 0.3, closed: [false, true] }).recommendation).toMatchObject({ kind: "dose", dose: 1 });
  });

  test.each([
    ["events", { n: [3], events: [] }, {}],
    ["events.1", { n: [3], events: [4] }, {}],
    ["n.2", { n: [3, -1], events: [0, 0] }, {}],
    ["n.1", { n: [2.5], events: [0] }, {}],
    ["n.length", { n: [], events: [] }, {}],
    ["target", { n: [3], events: [1] }, { target: 1 }],
    ["cutoff", { n: [3], events: [1] }, { cutoff: 0 }],
    ["offset", { n: [3], events: [1] }, { offset: 0.1 }],
    ["closed", { n: [3], events: [1] }, { closed: [] }],
    ["level", { n: [3], events: [1] }, { level: 95 }],
  ])("%s is refused: %j %j", (path, counts, options) => {
    expect(() => selectMtd(counts, { target: 0.3, ...options })).toThrow(new RegExp(`^${path.replace(".", "\\.")}: `));
  });

  test("a prior that is no distribution is refused", () => {
    expect(() => estimateDoses({ n: [3], events: [1] }, { target: 0.3, prior: [0, 1] })).toThrow(/^prior: /);
  });
});
