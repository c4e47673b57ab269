/** Single-stage designs, posterior and predictive probabilities against R. */
import { describe, expect, test } from "vitest";
import { posteriorAbove, predictiveConclusion } from "../../../src/monitoring/response-probability.ts";
import { singleStage } from "../../../src/monitoring/single-stage.ts";
import { checkFigure } from "../../check-figure.ts";

describe("single-stage designs as in R's clinfun 1.1.5, ph2single", () => {
  // n, r, error, 1 - power; the first row of each with all digits: pbinom(r, n, p0, FALSE), pbinom(r, n, p1).
  const printed = [
    { nullProbability: 0.2, alternative: 0.4, alpha: 0.1, beta: 0.1, rows: [[36, 10, 0.0889127815387635, 0.0903631695863906], [39, 11, 0.0742261518583017, 0.0882175478894659], [40, 11, 0.08750524, 0.07094949], [42, 12, 0.06210708, 0.08595484], [43, 12, 0.07332134, 0.06954899]] },
    { nullProbability: 0.1, alternative: 0.3, alpha: 0.05, beta: 0.2, rows: [[25, 5, 0.0333999446114953, 0.193488442088065], [26, 5, 0.03985931, 0.1625835], [27, 5, 0.04705689, 0.1357992], [29, 6, 0.0216167157963127, 0.187955518260443], [30, 6, 0.02582679, 0.159523]] },
  ];
  test.each(printed)("$nullProbability against $alternative", ({ rows, ...options }) => {
    const about = { method: "Single-stage designs", source: "R: clinfun 1.1.5, ph2single" };
    const found = singleStage(options);
    expect(found).toHaveLength(5);
    for (const [at, [n = 0, r = 0, alpha = 0, beta = 0]] of rows.entries()) {
      checkFigure(about, `n of design ${at + 1}`, found[at]?.n ?? Number.NaN, n, 0);
      checkFigure(about, `r of design ${at + 1}`, found[at]?.r ?? Number.NaN, r, 0);
      checkFigure(about, `error of design ${at + 1}`, found[at]?.alpha ?? Number.NaN, alpha, 6e-8);
      checkFigure(about, `missed by design ${at + 1}`, found[at]?.beta ?? Number.NaN, beta, 6e-8);
    }
  });
  test("what cannot be found or makes no sense is refused", () => {
    const options = { nullProbability: 0.2, alternative: 0.25, alpha: 0.05, beta: 0.1 };
    expect(() => singleStage({ ...options, largestN: 50 })).toThrow(expect.objectContaining({ code: "no-design" }));
    expect(() => singleStage({ ...options, alternative: 0.1 })).toThrow(expect.objectContaining({ path: "alternative" }));
  });
});

describe("posterior and predictive probability, from their definitions in R", () => {
  const about = { method: "Posterior and predictive probability of a response", source: "R 4.2.2: pbeta, lbeta" };
  test("16 of 23, 40 at the end, prior Beta(0.6, 0.4): the example of Lee and Liu and of phase1b", () => {
    const prior = { a: 0.6, b: 0.4 };
    checkFigure(about, "posterior of 16 of 23", posteriorAbove(16, 23, { above: 0.6, prior }), 0.835980805221058, 1e-13);
    checkFigure(about, "predictive of 16 of 23", predictiveConclusion(16, 23, { total: 40, above: 0.6, prior, conclude: 0.9 }), 0.565558897524803, 1e-12);
    checkFigure({ method: about.method, source: "Lee and Liu 2008, table 1 (recalled)" }, "predictive of 16 of 23", predictiveConclusion(16, 23, { total: 40, above: 0.6, prior, conclude: 0.9 }), 0.5656, 0.00005);
  });
  test("other counts, also none, and none left", () => {
    checkFigure(about, "posterior of 10 of 12", posteriorAbove(10, 12, { above: 0.5, prior: { a: 1, b: 1 } }), 0.98876953125, 1e-14);
    checkFigure(about, "posterior of 0 of 10", posteriorAbove(0, 10, { above: 0.2, prior: { a: 0.2, b: 0.8 } }), 0.00857224779887778, 1e-14);
    const design = { total: 36, above: 0.2, prior: { a: 0.2, b: 0.8 }, conclude: 0.922 };
    checkFigure(about, "predictive of 3 of 10", predictiveConclusion(3, 10, design), 0.467649592415575, 1e-12);
    checkFigure(about, "predictive of 0 of 10", predictiveConclusion(0, 10, design), 0.000755698030150526, 1e-13);
    expect(predictiveConclusion(5, 10, { total: 10, above: 0.2, prior: { a: 1, b: 1 }, conclude: 0.9 })).toBe(1);
    expect(() => predictiveConclusion(5, 11, { ...design, total: 10 })).toThrow(expect.objectContaining({ path: "n" }));
  });
});
