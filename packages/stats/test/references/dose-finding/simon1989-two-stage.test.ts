/** Simon's two-stage and Lee and Liu's predictive probability designs against published values and R. */
import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/dose-finding/monitoring-two-stage.json" with { type: "json" };
import { predictiveCharacteristics, predictiveDesign, searchPredictiveDesign } from "../../../src/monitoring/predictive-design.ts";
import { simonTwoStage, twoStageCharacteristics } from "../../../src/monitoring/simon-two-stage.ts";
import { checkFigure } from "../../check-figure.ts";

// Simon 1989, tables 1 and 2: p0, p1, alpha, beta, optimal and minimax design, expected n under the null of each. Recalled.
const published = [
  [0.05, 0.25, 0.1, 0.1, "0/9 2/24", 14.5, "0/13 2/20", 16.4], [0.05, 0.25, 0.05, 0.2, "0/9 2/17", 12.0, "0/12 2/16", 13.8], [0.05, 0.25, 0.05, 0.1, "0/9 3/30", 16.8, "0/15 3/25", 20.4],
  [0.1, 0.3, 0.1, 0.1, "1/12 5/35", 19.8, "1/16 4/25", 20.4], [0.1, 0.3, 0.05, 0.2, "1/10 5/29", 15.0, "1/15 5/25", 19.5], [0.1, 0.3, 0.05, 0.1, "2/18 6/35", 22.5, "2/22 6/33", 26.2],
  [0.2, 0.4, 0.1, 0.1, "3/17 10/37", 26.0, "3/19 10/36", 28.3], [0.2, 0.4, 0.05, 0.2, "3/13 12/43", 20.6, "4/18 10/33", 22.3], [0.2, 0.4, 0.05, 0.1, "4/19 15/54", 30.4, "5/24 13/45", 31.2],
  [0.3, 0.5, 0.1, 0.1, "7/22 17/46", 29.9, "7/28 15/39", 35.0], [0.3, 0.5, 0.05, 0.2, "5/15 18/46", 23.6, "6/19 16/39", 25.7], [0.3, 0.5, 0.05, 0.1, "8/24 24/63", 34.7, "7/24 21/53", 36.6],
  [0.4, 0.6, 0.1, 0.1, "7/18 22/46", 30.2, "11/28 20/41", 33.8], [0.4, 0.6, 0.05, 0.2, "7/16 23/46", 24.5, "17/34 20/39", 34.4], [0.4, 0.6, 0.05, 0.1, "11/25 32/66", 36.0, "12/29 27/54", 38.1],
] as const;

const simon = "Simon 1989, tables 1 and 2 (recalled)";
const leeLiu = "Lee and Liu 2008, the 20 against 40 % design (recalled)";
const source = `${reference.r}: monitoring-two-stage.R`;

describe("Simon's two-stage designs", () => {
  test.each(published)("%d against %d, errors %d and %d: %s", (nullProbability, alternative, alpha, beta, optimal, optimalN, minimax, minimaxN) => {
    const found = simonTwoStage({ nullProbability, alternative, alpha, beta });
    for (const [name, design, printed, expectedN] of [["optimal", found.optimal, optimal, optimalN], ["minimax", found.minimax, minimax, minimaxN]] as const) {
      const limits = printed.split(/[/ ]/u).map(Number);
      expect(limits).toHaveLength(4);
      [design.r1, design.n1, design.r, design.n].forEach((value, at) => checkFigure({ method: "Simon's two stages", source: simon }, `${name} ${printed}`, value, limits[at] ?? Number.NaN, 0));
      checkFigure({ method: "Simon's two stages", source: simon }, `${name} ${printed}, expected n`, design.expectedN, expectedN, 0.05);
    }
  });
  test.each(reference.simon)("complete search in R: $nullProbability against $alternative, errors $alpha and $beta", ({ optimal, minimax, ...options }) => {
    const found = simonTwoStage(options);
    for (const [design, expected] of [[found.optimal, optimal], [found.minimax, minimax]] as const) {
      [design.r1, design.n1, design.r, design.n].forEach((value, at) => checkFigure({ method: "Simon's two stages", source }, `r1, n1, r, n: ${at}`, value, expected[at] ?? Number.NaN, 0));
      [design.alpha, design.beta, design.expectedN, design.earlyStop].forEach((value, at) => checkFigure({ method: "Simon's two stages", source }, `alpha, beta, expected n, early stop: ${at}`, value, expected[4 + at] ?? Number.NaN, 1e-11));
      expect(twoStageCharacteristics(design, options.alternative).positive).toBeCloseTo(1 - (expected[5] ?? 0), 12);
    }
  });
});

describe("predictive probability designs", () => {
  test("Lee and Liu 2008: 20 against 40 %, n = 36, the limits and characteristics of their table", () => {
    // Recalled: 0/10 1/17 2/21 3/24 4/27 5/29 6/31 7/33 8/34 9/35 10/36; error 0.088, power 0.906, early stop 0.86, expected n 27.67; conclusion thresholds 0.852 to 0.922.
    const design = predictiveDesign({ nullProbability: 0.2, prior: { a: 0.2, b: 0.8 }, n: 36, firstLook: 10 }, { futility: 0.001, conclude: 0.9 });
    const first = new Map<number, number>();
    design.stopAtOrBelow.forEach((limit, look) => limit !== null && !first.has(limit) && first.set(limit, design.looks[look] ?? 0));
    const limits = { method: "Predictive probability design", source: leeLiu };
    const firstAt = [10, 17, 21, 24, 27, 29, 31, 33, 34, 35, 36];
    expect([...first.keys()]).toEqual([...firstAt.keys()]);
    for (const [limit, n] of firstAt.entries()) checkFigure(limits, `first n at which ${limit} events stop`, first.get(limit) ?? Number.NaN, n, 0);
    const none = predictiveCharacteristics(design, 0.2);
    const about = { method: "Predictive probability design", source: leeLiu };
    checkFigure(about, "error", none.positive, 0.088, 0.0005);
    checkFigure(about, "early stop", none.earlyStop, 0.86, 0.005);
    checkFigure(about, "expected n", none.expectedN, 27.67, 0.005);
    checkFigure(about, "power", predictiveCharacteristics(design, 0.4).positive, 0.906, 0.0005);
    checkFigure(about, "conclusion above", design.conclude.above, 0.852, 0.005);
    checkFigure(about, "conclusion up to", design.conclude.upTo, 0.922, 0.005);
  });
  test.each(reference.predictive)("R: $nullProbability, n = $n from $firstLook by $cohort", ({ prior: [a = 0, b = 0], n, firstLook, cohort, nullProbability, futility, conclude, alternative, ...expected }) => {
    const design = predictiveDesign({ nullProbability, prior: { a, b }, n, firstLook, cohort }, { futility, conclude });
    expect(design.looks).toEqual(expected.looks);
    expect(design.stopAtOrBelow).toHaveLength(expected.limits.length);
    for (const [at, limit] of expected.limits.entries()) {
      const actual = design.stopAtOrBelow[at];
      if (limit === null) expect(actual).toBeNull();
      else checkFigure({ method: "Predictive probability design", source }, `limit at look ${at + 1}`, actual ?? Number.NaN, limit, 0);
    }
    for (const [p, [positive = 0, expectedN = 0]] of [[nullProbability, expected.null], [alternative, expected.alternativeValues]] as const) {
      const actual = predictiveCharacteristics(design, p);
      checkFigure({ method: "Predictive probability design", source }, `chance of a positive trial at ${p}`, actual.positive, positive, 1e-11);
      checkFigure({ method: "Predictive probability design", source }, `expected n at ${p}`, actual.expectedN, expectedN, 1e-10);
    }
  });
  test("the search finds a design no larger than Lee and Liu's, within both errors", () => {
    const design = searchPredictiveDesign({ nullProbability: 0.2, alternative: 0.4, alpha: 0.1, beta: 0.1, prior: { a: 0.2, b: 0.8 }, firstLook: 10, smallestN: 25, largestN: 50 });
    expect(design.n).toBe(36);
    expect(predictiveCharacteristics(design, 0.2).positive).toBeLessThanOrEqual(0.1);
    expect(predictiveCharacteristics(design, 0.4).positive).toBeGreaterThanOrEqual(0.9);
    expect(predictiveCharacteristics(design, 0.2).expectedN).toBeLessThan(27.67);
  });
});
