import { describe, expect, test } from "vitest";
import { coarsenAndMatch } from "./coarsen-and-match.ts";
import { estimateMatchedEffect } from "./estimate-matched-effect.ts";
import { lovePlotSvg } from "./love-plot-svg.ts";
import { matchControls } from "./match-controls.ts";
import type { MatchOptions } from "./match-options.ts";

const refused = (code: string, path: string) => expect.objectContaining({ name: "StatisticRefusal", code, path });
const onScore = (treated: number[], score: number[], options: MatchOptions = {}) => matchControls({ treated, covariates: { x: score }, score }, { distance: "score", ...options });
const pairs = (made: ReturnType<typeof matchControls>) => Array.from(made.pairs.treatedRow, (row, at) => [row, made.pairs.controlRow[at]]);

describe("greedy matching on a line", () => {
  test("of equally near controls takes the lowest row, on whichever side it stands", () => {
    expect(pairs(onScore([1, 0, 0, 0], [5, 6, 4, 5.5]))).toEqual([[1, 4]]);
    expect(pairs(onScore([1, 0, 0], [5, 6, 4]))).toEqual([[1, 2]]);
    expect(pairs(onScore([1, 0, 0], [5, 4, 6]))).toEqual([[1, 2]]);
    expect(pairs(onScore([0, 0, 0, 1], [5, 5, 5, 5]))).toEqual([[4, 1]]);
  });

  test("takes distances that differ by rounding alone as equal, unless every bit shall count", () => {
    // 0.3 - 0.2 is less than 0.4 - 0.3 by one bit or so.
    expect(0.3 - 0.2 < 0.4 - 0.3).toBe(true);
    expect(pairs(onScore([1, 0, 0], [0.3, 0.4, 0.2]))).toEqual([[1, 2]]);
    expect(pairs(onScore([1, 0, 0], [0.3, 0.4, 0.2], { ties: "exact" }))).toEqual([[1, 3]]);
  });

  test("goes by the order that is named", () => {
    const [treated, score] = [[1, 1, 0, 0], [2, 3, 2.6, 9]];
    // The larger, 3, takes 2.6 first; the smaller, 2, gets what is left.
    expect(pairs(onScore(treated, score))).toEqual([[1, 4], [2, 3]]);
    expect(pairs(onScore(treated, score, { order: "smallest-first" }))).toEqual([[1, 3], [2, 4]]);
    const [many, scores] = [[1, 1, 1, 1, 1, 0, 0, 0, 0, 0], [1, 2, 3, 4, 5, 3, 3.1, 9, 12, 20]];
    expect(pairs(onScore(many, scores, { order: "random", seed: 4 }))).toEqual(pairs(onScore(many, scores, { order: "random", seed: 4 })));
    expect(new Set([1, 2, 3, 4, 5, 6].map((seed) => JSON.stringify(pairs(onScore(many, scores, { order: "random", seed }))))).size).toBeGreaterThan(1);
  });

  test("lets all take their first control before any takes a second; the weights share each treated out", () => {
    const made = onScore([1, 1, 0, 0, 0], [1, 2, 1.1, 1.2, 5], { ratio: 2 });
    // 2 takes 1.2, then 1 takes 1.1; 2 takes 5, and nobody is left for 1.
    expect(pairs(made)).toEqual([[1, 3], [2, 4], [2, 5]]);
    // 1, 1/2 and 1/2, brought to add up to three controls.
    expect([...made.weights]).toEqual([1, 1, 1.5, 0.75, 0.75]);
    expect(made.effectiveControls).toBeCloseTo(9 / (1.5 ** 2 + 2 * 0.75 ** 2), 12);
  });

  test("with replacement a control may serve several treated, none twice", () => {
    const made = onScore([1, 1, 0, 0], [1, 2, 1.1, 9], { replacement: "with", ratio: 2 });
    expect(pairs(made)).toEqual([[1, 3], [1, 4], [2, 3], [2, 4]]);
    expect(made.matchedSets).toBe(null);
    expect(made.matchedControls).toBe(2);
  });

  test("tells step by step who fell out and why", () => {
    const made = matchControls({ treated: [1, 1, 1, 1, 0, 0, 0, null], covariates: { x: [1, 1.05, 9, 1, 1, 20, 1, 1] }, exact: { site: ["a", "a", "a", "b", "a", "a", "c", "a"] }, score: [1, 1.05, 9, 1, 1, 20, 1, 1] }, { distance: "score", caliper: 0.5, caliperUnit: "absolute" });
    expect(made.attrition).toMatchObject([
      { reason: "missing-values", treated: 0, controls: 0, unknown: 1, treatedLeft: 4, controlsLeft: 3 },
      { reason: "nobody-alike-in-stratum", treated: 1, controls: 1, treatedLeft: 3, controlsLeft: 2 },
      { reason: "nobody-within-caliper", treated: 1, controls: 1, treatedLeft: 2, controlsLeft: 1 },
      { reason: "not-chosen", treated: 1, controls: 0, treatedLeft: 1, controlsLeft: 1 },
    ]);
    expect(made.warnings).toHaveLength(1);
    expect(made.matchedSets).toEqual([null, 1, null, null, 1, null, null, null]);
  });

  test.each([
    [{ caliper: 1e-6, caliperUnit: "absolute" }, "nobody-left", "caliper"],
    [{ algorithm: "optimal", ratio: 2 }, "options-conflict", "ratio"],
    [{ algorithm: "optimal", replacement: "with" }, "options-conflict", "replacement"],
    [{ algorithm: "optimal", order: "random" }, "options-conflict", "order"],
    [{ distance: "propensity" }, "options-conflict", "score"],
  ] as const)("%j is refused", (options, code, path) => {
    expect(() => onScore([1, 0, 1, 0], [1, 2, 3, 4], options)).toThrow(refused(code, path));
  });

  test("one group, no rows, strata of one group and a score that is not there are refused", () => {
    expect(() => onScore([1, 1], [1, 2])).toThrow(refused("one-group", "treated"));
    expect(() => onScore([], [])).toThrow(refused("empty", "treated"));
    expect(() => matchControls({ treated: [1, 0], covariates: { x: [1, 2] } }, { distance: "score" })).toThrow(refused("missing-column", "score"));
    expect(() => matchControls({ treated: [1, 0], covariates: { x: [1, 2] }, score: [1, 2], exact: { site: ["a", "b"] } }, { distance: "score" })).toThrow(refused("nobody-left", "exact"));
    expect(() => coarsenAndMatch({ treated: [1, 0], covariates: { x: [1, 2] } }, { bins: 2 })).toThrow(refused("nobody-left", "covariates"));
  });
});

test("a covariate that separates the groups is refused, and borne with Firth's likelihood", () => {
  const columns = { treated: [0, 0, 0, 1, 1, 1], covariates: { x: [1, 2, 3, 4, 5, 6] } };
  expect(() => matchControls(columns)).toThrow(refused("separation", "covariates.x"));
  expect(matchControls(columns, { propensity: "firth" })).toMatchObject({ matchedTreated: 3, method: expect.stringContaining("Firth") });
});

test("optimal pairs have the smallest sum, also where the greedy choice has not", () => {
  // 3 with 2.6 and 2 with -4: 0.4 + 6; the other way round: 7 + 0.6.
  expect(onScore([1, 1, 0, 0], [2, 3, 2.6, -4], { algorithm: "optimal" }).totalDistance).toBeCloseTo(6.4, 12);
  // Greedy: 10 takes 9, and 8 has nobody within 2. Best: 10 with 11.5 and 8 with 9, 1.5 + 1.
  expect(onScore([1, 1, 0, 0], [10, 8, 9, 11.5], { caliper: 2, caliperUnit: "absolute" }).matchedTreated).toBe(1);
  expect(onScore([1, 1, 0, 0], [10, 8, 9, 11.5], { algorithm: "optimal", caliper: 2, caliperUnit: "absolute" })).toMatchObject({ matchedTreated: 2, totalDistance: 2.5 });
});

describe("the effect in matched data", () => {
  test("of pairs is the mean difference within them", () => {
    // Differences 2 and 1: mean 1.5; scores of the sets ±0.25: variance 2 × 0.0625, times 2/1 × 3/2.
    const made = estimateMatchedEffect({ treated: [1, 0, 1, 0], outcome: [3, 1, 4, 3], matchedSet: [1, 1, 2, 2] });
    expect(made.estimate).toBe(1.5);
    expect(made.standardError).toBeCloseTo(Math.sqrt(0.125 * 3), 12);
  });

  test("does not count rows in no set as missing", () => {
    const made = estimateMatchedEffect({ treated: [1, 0, 1, 0, 0], outcome: [1, 0, 1, 1, 0], weight: [1, 1, 1, 1, 0], matchedSet: [1, 1, 2, 2, null] }, { measure: "risk-ratio" });
    expect(made).toMatchObject({ rows: 4, missing: { rows: 0 }, measure: "risk-ratio" });
    expect(made.ratio?.estimate).toBeCloseTo(2, 12);
  });

  test.each([
    [{ treated: [1, 0, 1, 0], outcome: [0, 1, 0, 1] }, { measure: "risk-ratio" }, "no-events"],
    [{ treated: [1, 0, 1, 0], outcome: [0, 2, 0, 1] }, { measure: "risk-ratio" }, "out-of-range"],
    [{ treated: [1, 0, 1, 0], outcome: [0, 2, 0, 1], matchedSet: [1, 1, 1, 1] }, {}, "too-few"],
    [{ treated: [1, 1], outcome: [0, 2] }, {}, "one-group"],
  ] as const)("%j with %j is refused as %s", (columns, options, code) => {
    expect(() => estimateMatchedEffect(columns, options)).toThrow(expect.objectContaining({ code }));
  });
});

test("the Love plot says every difference in words, too, and bears any name", () => {
  const { balance, method } = matchControls({ treated: [1, 1, 0, 0, 0], covariates: { "age <years> & more": [40, 50, 44, 60, 48], site: ["a", "b", "a", "b", "b"] }, score: [1, 2, 1, 2, 3] }, { distance: "score" });
  const svg = lovePlotSvg(balance, { method });
  expect(svg).toContain("age &lt;years&gt; &amp; more");
  expect(svg.match(/class="ring"/gu)?.length).toBe(1 + balance.rows.length);
  expect(svg).not.toMatch(/NaN|undefined|Infinity/u);
  expect(() => lovePlotSvg(balance, { method, threshold: 0 })).toThrow(RangeError);
});
