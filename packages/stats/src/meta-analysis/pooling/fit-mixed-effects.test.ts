import { describe, expect, test } from "vitest";
import { matrixOf } from "../../linear-algebra/matrix.ts";
import { diagnoseFit, fitMixedEffects } from "./fit-mixed-effects.ts";
import { tauSquaredEstimators } from "./fit-tau-squared.ts";

const y = Float64Array.of(0.1, 0.9, 0.4, -0.2, 1.4, 0.3);
const v = Float64Array.of(0.05, 0.1, 0.02, 0.2, 0.08, 0.04);

describe("the mixed-effects model", () => {
  test("a design of ones is the common mean, whatever the estimator", () => {
    const ones = matrixOf([[1], [1], [1], [1], [1], [1]]);
    for (const tauSquared of tauSquaredEstimators) {
      const by = fitMixedEffects(y, v, ones, { model: "random", tauSquared });
      const plain = fitMixedEffects(y, v, null, { model: "random", tauSquared });
      expect(by.tauSquared, tauSquared).toBeCloseTo(plain.tauSquared, 12);
      expect(by.estimation?.standardError ?? 0, tauSquared).toBeCloseTo(plain.estimation?.standardError ?? 0, 12);
      expect(by.coefficients[0]).toBeCloseTo(plain.coefficients[0] ?? 0, 12);
      expect(by.covariance.values[0]).toBeCloseTo(plain.covariance.values[0] ?? 0, 12);
      expect(by.moments.logLikelihood(0.1, "REML")).toBeCloseTo(plain.moments.logLikelihood(0.1, "REML"), 12);
    }
  });

  test("one study outweighs all others by sixteen powers of ten: the trace keeps its digits", () => {
    // tr P = 2 w₁ w₂ / (w₁ + w₂) with weights 1e8 and 1e-8.
    const { moments } = fitMixedEffects(Float64Array.of(0, 1), Float64Array.of(1e-8, 1e8), null, { model: "common" });
    moments.fill(0);
    expect(moments.traceP / ((2 * 1e8 * 1e-8) / (1e8 + 1e-8))).toBeCloseTo(1, 14);
    expect(moments.residualSum * (1e8 + 1e-8)).toBeCloseTo(1, 14);
  });

  test("pulls of studies on their own fitted values add up to the number of columns", () => {
    const fit = fitMixedEffects(y, v, matrixOf([[1, 1990], [1, 1991], [1, 1992], [1, 1993], [1, 1994], [1, 1995]]), { model: "random" });
    expect(diagnoseFit(fit).leverages.reduce((sum, one) => sum + one, 0)).toBeCloseTo(2, 12);
  });

  test("columns that determine each other, too few studies, and a variance that cannot be estimated are refused", () => {
    const twice = matrixOf(Array.from(y, () => [1, 2]));
    expect(() => fitMixedEffects(y, v, twice, { model: "common" })).toThrow(expect.objectContaining({ code: "singular", details: { column: 2, rank: 1 } }));
    const two = matrixOf([[1, 0], [1, 1]]);
    expect(() => fitMixedEffects(y.slice(0, 1), v.slice(0, 1), matrixOf([[1, 0]]), { model: "common" })).toThrow(expect.objectContaining({ code: "too-few" }));
    expect(() => fitMixedEffects(y.slice(0, 2), v.slice(0, 2), two, { model: "random" })).toThrow(expect.objectContaining({ code: "not-identified" }));
    expect(fitMixedEffects(y.slice(0, 2), v.slice(0, 2), two, { model: "common" }).coefficients[1]).toBeCloseTo(0.8, 14);
  });

  test("the highest of several maxima is taken", () => {
    // Four precise studies that agree and three that do not: one maximum near 0, one near their spread.
    const fit = fitMixedEffects(Float64Array.of(0, 0.01, -0.01, 0.02, 9, -8, 10), Float64Array.of(0.0002, 0.0003, 0.0002, 0.0004, 9, 8, 10), null, { model: "random" });
    expect(fit.estimation?.maxima).toBe(2);
    const best = fit.moments.logLikelihood(fit.tauSquared, "REML");
    for (let tauSquared = 1e-6; tauSquared < 1e4; tauSquared *= 1.05) expect(fit.moments.logLikelihood(tauSquared, "REML")).toBeLessThanOrEqual(best);
  });
});
