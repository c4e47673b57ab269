/** The worked example of Viechtbauer 2010, J Stat Softw 36(3), doi 10.18637/jss.v036.i03: BCG vaccine, 13 trials (data of Colditz et al. 1994). Printed figures recalled, data as in R's metadat. */
import { describe, expect, test } from "vitest";
import { matrixOf } from "../../../src/linear-algebra/matrix.ts";
import { computeEffectSizes } from "../../../src/meta-analysis/effect-sizes/compute-effect-sizes.ts";
import { fitMixedEffects } from "../../../src/meta-analysis/pooling/fit-mixed-effects.ts";
import { poolStudies } from "../../../src/meta-analysis/pooling/pool-studies.ts";
import { checkFigure } from "../../check-figure.ts";

const trials = [
  // vaccinated with and without, controls with and without tuberculosis; latitude, year
  [4, 119, 11, 128, 44, 1948], [6, 300, 29, 274, 55, 1949], [3, 228, 11, 209, 42, 1960], [62, 13_536, 248, 12_619, 52, 1977], [33, 5036, 47, 5761, 13, 1973],
  [180, 1361, 372, 1079, 44, 1953], [8, 2537, 10, 619, 19, 1973], [505, 87_886, 499, 87_892, 13, 1980], [29, 7470, 45, 7232, 27, 1968], [17, 1699, 65, 1600, 42, 1961],
  [186, 50_448, 141, 27_197, 18, 1974], [5, 2493, 3, 2338, 33, 1969], [27, 16_886, 29, 17_825, 33, 1976],
] as const;
const columns = {
  treatedEvents: trials.map(([a]) => a),
  treatedTotal: trials.map(([a, b]) => a + b),
  controlEvents: trials.map(([, , c]) => c),
  controlTotal: trials.map(([, , c, d]) => c + d),
};
const source = "Viechtbauer 2010, printed output (recalled)";
const holds = (method: string, figures: readonly (readonly [name: string, actual: number | null | undefined, printed: number, places: number])[]): void => {
  for (const [name, actual, printed, places] of figures) checkFigure({ method, source }, `BCG, ${name}`, actual ?? Number.NaN, printed, 0.5 * 10 ** -places * (1 + 1e-9));
};

describe("BCG vaccine, as printed", () => {
  test("random effects by REML with its intervals", () => {
    const made = poolStudies(columns, { measure: "risk-ratio", interval: "wald", prediction: "normal" });
    holds("pooling, τ² by REML", [
      ["estimate", made.estimate, -0.7145, 4],
      ["standard error", made.standardError, 0.1798, 4],
      ["z", made.test.statistic, -3.9744, 4],
      ["lower", made.interval.lower, -1.0669, 4],
      ["upper", made.interval.upper, -0.3622, 4],
      ["τ²", made.tauSquared?.estimate, 0.3132, 4],
      ["its standard error", made.tauSquared?.standardError, 0.1664, 4],
      ["its lower limit", made.tauSquared?.interval?.lower, 0.1197, 4],
      ["its upper limit", made.tauSquared?.interval?.upper, 1.1115, 4],
      ["Q", made.heterogeneity.test?.statistic, 152.233, 3],
      ["I²", made.heterogeneity.iSquaredFromTauSquared, 92.22, 2],
      ["lower I²", made.heterogeneity.iSquaredInterval?.lower, 81.92, 2],
      ["upper I²", made.heterogeneity.iSquaredInterval?.upper, 97.68, 2],
      ["H²", made.heterogeneity.hSquaredFromTauSquared, 12.86, 2],
    ]);
    expect(made.warnings).toEqual([]);
  });

  test("latitude and year as moderators", () => {
    const { estimates, variances } = computeEffectSizes(columns, { measure: "risk-ratio" });
    const fit = fitMixedEffects(estimates, variances, matrixOf(trials.map(([, , , , latitude, year]) => [1, latitude, year])), { model: "random" });
    holds("mixed effects with moderators", [
      ["τ²", fit.tauSquared, 0.1108, 4],
      ["QE", fit.commonResidualSum, 28.3251, 4],
      // Printed is -3.5455, where the package stops by default; with its threshold at 1e-14 it comes to this.
      ["intercept, iterations run to the end", fit.coefficients[0], -3.54535, 5],
      ["latitude", fit.coefficients[1], -0.028, 4],
      ["year", fit.coefficients[2], 0.0019, 4],
      ["standard error of latitude", Math.sqrt(fit.covariance.values[4] ?? Number.NaN), 0.0102, 4],
    ]);
  });
});
