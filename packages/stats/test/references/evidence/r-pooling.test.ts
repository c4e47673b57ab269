import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/evidence/pooling.json" with { type: "json" };
import { matrixOf } from "../../../src/linear-algebra/matrix.ts";
import { diagnoseFit, fitMixedEffects } from "../../../src/meta-analysis/pooling/fit-mixed-effects.ts";
import type { TauSquaredEstimator } from "../../../src/meta-analysis/pooling/fit-tau-squared.ts";
import { poolEffects } from "../../../src/meta-analysis/pooling/pool-effects.ts";
import { profileQ } from "../../../src/meta-analysis/pooling/tau-squared-interval.ts";
import { checkFigure } from "../../check-figure.ts";

const source = `${reference.made}: rma at its τ², and roots and likelihoods written out in pooling.R`;
/** Closed forms, and roots that both sides take to the last bits. */
const closed = 1e-9;
/** What hangs on a maximum of a likelihood or a root: as exact as a flat top allows. */
const converged = 1e-8;

/** Holds a row of figures, each relative to its size or, near 0, to a scale. */
function holds(method: string, name: string, actual: readonly (number | null | undefined)[], expected: readonly number[], scale: number, tolerance: number): void {
  expect(actual.length, name).toBe(expected.length);
  for (const [at, one] of expected.entries()) checkFigure({ method, source }, `${name}, figure ${at + 1}`, actual[at] ?? Number.NaN, one, tolerance * Math.max(Math.abs(one), scale));
}

describe("pooling against R", () => {
  for (const set of reference.sets) {
    test(`of ${set.name}`, () => {
      const columns = { estimate: set.y, variance: set.v };
      const { level } = set;
      for (const fit of set.fits) {
        const tauSquared = fit.method as TauSquaredEstimator;
        const about = `pooling, τ² by ${tauSquared}`;
        const wald = poolEffects(columns, { tauSquared, interval: "wald", level });
        const hksj = poolEffects(columns, { tauSquared, interval: "hksj", level });
        const modified = poolEffects(columns, { tauSquared, level });
        const se = wald.standardError;
        holds(about, `${set.name}, τ²`, [wald.tauSquared?.estimate], [fit.tau2], 1e-6 * Math.min(...set.v), converged);
        if (typeof fit.se_tau2 === "number") holds(about, `${set.name}, standard error of τ²`, [wald.tauSquared?.standardError], [fit.se_tau2], 0, converged);
        holds(about, `${set.name}, estimate`, [wald.estimate], [fit.estimate], se, converged);
        for (const [name, made, expected] of [["Wald", wald, fit.wald], ["HKSJ", hksj, fit.hksj], ["modified HKSJ", modified, fit.modified]] as const) {
          const [error = 0, lower = 0, upper = 0, p = 0] = expected;
          holds(about, `${set.name}, ${name}`, [made.standardError, made.interval.lower, made.interval.upper], [error, lower, upper], error, converged);
          // A p-value multiplies the error of its statistic by its square.
          holds(about, `${set.name}, p by ${name}`, [made.test.pValue], [p], 0, converged * Math.max(1, made.test.statistic ** 2));
        }
        if (set.y.length > 2) holds(about, `${set.name}, prediction`, [modified.prediction?.lower, modified.prediction?.upper], fit.prediction, se, converged);
        holds(about, `${set.name}, I² and H² from τ²`, [modified.heterogeneity.iSquaredFromTauSquared, modified.heterogeneity.hSquaredFromTauSquared], [fit.i2, fit.h2], 1e-6, converged);
      }
      const common = poolEffects(columns, { model: "common", level });
      const birge = poolEffects(columns, { model: "common", interval: "hksj", level });
      const [, commonError = 0] = set.common;
      holds("pooling, common effect", `${set.name}, estimate and interval`, [common.estimate, common.standardError, common.interval.lower, common.interval.upper], set.common.slice(0, 4), commonError, closed);
      holds("pooling, common effect", `${set.name}, p`, [common.test.pValue], set.common.slice(4), 1e-300, closed * Math.max(1, common.test.statistic ** 2));
      holds("pooling, common effect", `${set.name}, times Birge's ratio`, [birge.standardError, birge.interval.lower, birge.interval.upper], set.birge, commonError, closed);
      holds("pooling, common effect", `${set.name}, weights`, [...common.weights], set.weights, 0, closed);
      holds("heterogeneity", `${set.name}, Q`, [common.heterogeneity.test?.statistic], set.q.slice(0, 1), 0, closed);
      holds("heterogeneity", `${set.name}, p of Q`, [common.heterogeneity.test?.pValue], set.q.slice(1), 1e-300, closed * Math.max(1, common.heterogeneity.test?.statistic ?? 0));
      holds("heterogeneity", `${set.name}, I², H² from Q and typical variance`, [common.heterogeneity.iSquaredFromQ, common.heterogeneity.hSquaredFromQ, common.heterogeneity.typicalVariance], [set.i2q, set.h2q, set.vt], 0, closed);
      const reml = poolEffects(columns, { tauSquaredInterval: "both", level }).tauSquared;
      const ml = poolEffects(columns, { tauSquared: "ML", tauSquaredInterval: "profile-likelihood", level }).tauSquared;
      const least = 1e-6 * Math.min(...set.v);
      if (set.qprofile === undefined) expect(reml?.interval?.lower).toBeNull();
      else holds("τ² by Q-profile", set.name, [reml?.interval?.lower, reml?.interval?.upper], set.qprofile, least, converged);
      holds("τ² by profile likelihood", `${set.name}, REML`, [reml?.profile?.lower, reml?.profile?.upper], set.reml_profile, least, converged);
      holds("τ² by profile likelihood", `${set.name}, ML`, [ml?.profile?.lower, ml?.profile?.upper], set.ml_profile, least, converged);
      expect(reml?.maxima).toBe(set.maxima);
    });
  }

  for (const design of reference.designs) {
    test(`with moderators: ${design.name}`, () => {
      const x = matrixOf(design.x);
      const [y, v] = [Float64Array.from(design.y), Float64Array.from(design.v)];
      for (const { method, tau2, b, vb, rss } of design.fits) {
        const fit = fitMixedEffects(y, v, x, { model: "random", tauSquared: method as TauSquaredEstimator });
        const about = `mixed effects with moderators, τ² by ${method}`;
        holds(about, `${design.name}, τ² and residual sum`, [fit.tauSquared, fit.residualSum], [tau2, rss], 1e-6 * Math.min(...design.v), converged);
        holds(about, `${design.name}, coefficients`, [...fit.coefficients], b, 0, converged);
        holds(about, `${design.name}, covariance`, [...fit.covariance.values], vb, 0, converged);
      }
      const fit = fitMixedEffects(y, v, x, { model: "random", tauSquared: "REML" });
      const { residuals, leverages } = diagnoseFit(fit);
      const about = "mixed effects with moderators";
      holds(about, `${design.name}, QE and typical variance`, [fit.commonResidualSum, fit.typicalVariance], [design.q, design.vt], 0, closed);
      holds(about, `${design.name}, hat values`, [...leverages], design.hat, 0, converged);
      holds(about, `${design.name}, residuals`, [...residuals], design.residuals, 0.1, converged);
      holds(about, `${design.name}, log-likelihoods`, [fit.moments.logLikelihood(fit.tauSquared, "REML"), fit.moments.logLikelihood(fit.tauSquared, "ML")], [design.reml, design.ml], 1, closed);
      if (design.qprofile !== undefined) {
        const { lower, upper } = profileQ(fit.moments, 0.95);
        holds("τ² by Q-profile", design.name, [lower, upper], design.qprofile, 1e-6 * Math.min(...design.v), converged);
      }
    });
  }

  test("the Paule-Mandel root is not cut off where variances are tiny, as the package's own is", () => {
    const tiny = reference.sets.find(({ name }) => name === "variances of 1e-8");
    const own = tiny?.fits.find(({ method }) => method === "PM")?.tau2 ?? Number.NaN;
    expect(Math.abs(reference.metafor_pm / own - 1)).toBeGreaterThan(1e-4);
  });
});
