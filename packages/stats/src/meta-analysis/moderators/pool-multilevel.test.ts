import { describe, expect, test } from "vitest";
import { matrixOf } from "../../linear-algebra/matrix.ts";
import { numericalGradient, numericalHessian } from "../../optimisation/numerical-derivatives.ts";
import { MultilevelModel } from "./multilevel-model.ts";
import { poolMultilevel } from "./pool-multilevel.ts";

const refused = (code: string, path: string) => expect.objectContaining({ name: "StatisticRefusal", code, path });
const columns = { study: ["a", "a", "b", "b", "c", "c", "c"], estimate: [0.1, 0.5, 0.9, 1.3, -0.3, 0.4, 0.2], variance: [0.02, 0.03, 0.02, 0.04, 0.03, 0.02, 0.05] };

describe("effects within studies", () => {
  test.each([["REML", 0], ["ML", 0], ["REML", 0.5], ["ML", -0.3]] as const)("derivatives of the likelihood (%s, correlation %s) are those of its values", (kind, correlation) => {
    const design = matrixOf(columns.estimate.map((_, at) => [1, at * at]));
    const model = new MultilevelModel(Float64Array.from(columns.estimate), Float64Array.from(columns.variance), design, [[0, 1], [2, 3], [4, 5, 6]], correlation);
    const value = (at: Float64Array): number => model.evaluate([at[0] ?? 0, at[1] ?? 0], kind).value;
    for (const at of [[0.1, 0.2], [0.5, 0.01], [0.01, 1]] as const) {
      const { gradient, hessian } = model.evaluate(at, kind);
      const slopes = numericalGradient(value, at) ?? new Float64Array(2);
      const curves = numericalHessian(value, at)?.values ?? new Float64Array(4);
      for (const [k, one] of gradient.entries()) expect(Math.abs(one - (slopes[k] ?? 0))).toBeLessThan(1e-7 * Math.max(1, Math.abs(one)));
      for (const [k, one] of hessian.entries()) expect(Math.abs(one - (curves[[0, 1, 3][k] ?? 0] ?? 0))).toBeLessThan(1e-4 * Math.max(1, Math.abs(one)));
    }
  });

  test("equal studies of equal effects: the components by analysis of variance", () => {
    // Means 0.2, 0.6, 0.3; within mean square 0.08/3 (differences 0.2 around each mean: 2·0.01·… = Σ(d²/2)); REML then is the moment estimate.
    const made = poolMultilevel({ study: ["a", "a", "b", "b", "c", "c"], estimate: [0, 0.4, 0.3, 0.9, 0.1, 0.5], variance: [0.01, 0.01, 0.01, 0.01, 0.01, 0.01] });
    // Within: (0.4² + 0.6² + 0.4²)/2/3 = 0.34/3; between: 2 Σ(m - m̄)²/2 with m = 0.2, 0.6, 0.3, m̄ = 11/30: 0.26/3.
    // Between is below within, so that the component between is 0 and both mean squares are pooled: (0.34 + 2·0.26/3)/5 - 0.01.
    expect(made.betweenStudies.estimate).toBe(0);
    expect(made.withinStudies.estimate).toBeCloseTo((0.34 + 0.52 / 3) / 5 - 0.01, 12);
    expect(made.coefficients[0]?.estimate).toBeCloseTo(11 / 30, 14);
    expect(made.betweenStudies.interval?.lower).toBe(0);
  });

  test("says how it was computed, and warns of few studies", () => {
    const made = poolMultilevel(columns, { correlation: 0.5 });
    expect(made.method).toBe("Three-level meta-analysis (estimates as given, 7 effects in 3 studies); sampling errors of a study's effects with a correlation of 0.5; variances between and within studies by restricted maximum likelihood with profile likelihood intervals; 95% intervals by t with studies less coefficients (effects less coefficients for what varies within studies) as degrees of freedom.");
    expect(made.warnings).toEqual([expect.stringMatching(/^Fewer than 5 studies/u)]);
    expect(made.coefficients[0]?.test).toMatchObject({ distribution: "t", degreesOfFreedom: 2 });
    expect(made.fitted).toHaveLength(1);
  });

  test.each([
    [{ study: ["a", "b", "c"], estimate: [1, 2, 3], variance: [1, 1, 1] }, {}, "not-identified", "study"],
    [{ study: ["a", "a", "a"], estimate: [1, 2, 3], variance: [1, 1, 1] }, {}, "not-identified", "study"],
    [{ study: [], estimate: [], variance: [] }, {}, "empty", "columns"],
    [{ study: ["a"], estimate: [1], variance: [1] }, {}, "too-few", "moderators"],
    [columns, { correlation: 1 }, "out-of-range", "correlation"],
    [columns, { correlation: -0.6 }, "out-of-range", "correlation"],
    [{ ...columns, cluster: ["x", "y", "x", "x", "z", "z", "z"] }, {}, "options-conflict", "cluster"],
    [columns, { covariance: "CR2", interval: "wald" }, "options-conflict", "interval"],
  ])("%j with %j is refused as %s", (given, options, code, path) => {
    expect(() => poolMultilevel(given, options as object)).toThrow(refused(code, path));
  });
});
