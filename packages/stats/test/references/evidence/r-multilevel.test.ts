import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/evidence/multilevel.json" with { type: "json" };
import { type MultilevelPool, poolMultilevel } from "../../../src/meta-analysis/moderators/pool-multilevel.ts";
import { checkFigure } from "../../check-figure.ts";

const source = `${reference.made}: the likelihood written out; rma.mv at its components; coef_test, Wald_test`;
const tolerance = 1e-8;
function holds(method: string, name: string, actual: readonly (number | null | undefined)[], expected: readonly number[], scale: number, allowed = tolerance): void {
  expect(actual.length, name).toBe(expected.length);
  for (const [at, one] of expected.entries()) checkFigure({ method, source }, `${name}, figure ${at + 1}`, actual[at] ?? Number.NaN, one, allowed * Math.max(Math.abs(one), scale));
}
const pAllowed = (statistic: number): number => tolerance * Math.max(1, statistic ** 2);

describe("effects within studies against R", () => {
  for (const set of reference.sets) {
    const columns = { study: set.study, estimate: set.y, variance: set.v, moderators: Object.fromEntries(Object.entries(set.moderators)) as Record<string, (string | number)[]> };
    const options = { ...set.options, correlation: set.rho };
    const least = 1e-4 * Math.min(...set.v);
    const plain = set.fits.every(({ b }) => b.length === 1);

    test(`${set.name}: components, coefficients, I² by level`, () => {
      for (const fit of set.fits) {
        const likelihood = fit.kind as "ML" | "REML";
        const about = `three levels, ${fit.kind}`;
        const name = `${set.name}, ${fit.kind}`;
        const made: MultilevelPool = poolMultilevel(columns, { ...options, likelihood });
        holds(about, `${name}, components`, [made.betweenStudies.estimate, made.withinStudies.estimate], fit.s2, least);
        holds(about, `${name}, log-likelihood`, [made.likelihood.logLikelihood, made.likelihood.logLikelihood], [fit.ll, fit.rma_ll], 1);
        // metafor's optimiser ends where the likelihood is as high as ours to its own tolerance, and never higher.
        if (fit.loose !== null && fit.loose_ll !== null) {
          expect(made.likelihood.logLikelihood).toBeGreaterThanOrEqual(fit.loose_ll - 1e-10);
          holds(`${about}, metafor's own optimum`, name, [made.betweenStudies.estimate, made.withinStudies.estimate], fit.loose, 0.1, 1e-4);
        }
        holds(about, `${name}, I² by level`, [made.betweenStudies.iSquared, made.withinStudies.iSquared, made.typicalVariance], [...fit.i2, fit.vt], 1e-2);
        holds(about, `${name}, QE`, [made.heterogeneityTest.statistic], [fit.QE], 0);
        holds(about, `${name}, p of QE`, [made.heterogeneityTest.pValue], [fit.QEp], 0, tolerance * Math.max(1, fit.QE));
        const wald = poolMultilevel(columns, { ...options, likelihood, interval: "wald", profileIntervals: false });
        const residual = poolMultilevel(columns, { ...options, likelihood, interval: "t-residual", profileIntervals: false });
        for (const [at, one] of made.coefficients.entries()) {
          const error = fit.se[at] ?? Number.NaN;
          const normal = wald.coefficients[at];
          const other = residual.coefficients[at];
          holds(about, `${name}, ${one.name}`, [one.estimate, one.standardError, one.interval.lower, one.interval.upper, one.test.degreesOfFreedom], [fit.b[at] ?? 0, error, fit.lower[at] ?? 0, fit.upper[at] ?? 0, fit.df[at] ?? 0], error);
          holds(about, `${name}, ${one.name}, normal and residual limits`, [normal?.interval.lower, normal?.interval.upper, other?.interval.lower, other?.interval.upper], [fit.z_lower[at] ?? 0, fit.z_upper[at] ?? 0, fit.t_lower[at] ?? 0, fit.t_upper[at] ?? 0], error);
          holds(about, `${name}, ${one.name}, p`, [one.test.pValue, normal?.test.pValue], [fit.p[at] ?? 0, fit.z_p[at] ?? 0], 0, pAllowed(one.test.statistic));
        }
        if (plain) holds(`${about}, prediction`, name, [made.fitted[0]?.prediction?.lower, made.fitted[0]?.prediction?.upper], "pi" in fit ? (fit.pi as number[]) : [], made.coefficients[0]?.standardError ?? 0);
        else {
          holds(about, `${name}, QM`, [wald.omnibus?.statistic, residual.omnibus?.statistic], [fit.QM, fit.F], 0);
          holds(about, `${name}, p of QM`, [wald.omnibus?.pValue, residual.omnibus?.pValue], [fit.QMp, fit.Fp], 0, tolerance * Math.max(1, fit.QM));
        }
        if (fit.limits === null || fit.limits.length === 0) continue;
        // A limit is a root of a maximum, both to the rounding of the log-likelihood.
        holds(`${about}, profile interval`, `${name}, between studies`, [made.betweenStudies.interval?.lower, made.betweenStudies.interval?.upper], fit.limits[0] ?? [], least);
        holds(`${about}, profile interval`, `${name}, within studies`, [made.withinStudies.interval?.lower, made.withinStudies.interval?.upper], fit.limits[1] ?? [], least);
      }
    });

    test(`${set.name}: robust variance between studies`, () => {
      for (const [kind, fit] of Object.entries(set.robust.study)) {
        const made = poolMultilevel(columns, { ...options, covariance: kind as "CR0", profileIntervals: false });
        const about = `three levels, robust variance ${kind}`;
        holds(about, `${set.name}, standard errors`, made.coefficients.map(({ standardError }) => standardError), fit.se, 0);
        holds(about, `${set.name}, degrees of freedom`, made.coefficients.map((one) => one.test.degreesOfFreedom), fit.df, 0);
        for (const [at, one] of made.coefficients.entries()) holds(about, `${set.name}, p of ${one.name}`, [one.test.pValue], [fit.p[at] ?? 0], 0, pAllowed(one.test.statistic));
        if (!("F" in fit) || fit.F === undefined) continue;
        holds(`${about}, HTZ`, set.name, [made.omnibus?.statistic, made.omnibus?.denominatorDegrees], [fit.F, fit.denominator ?? 0], 0);
        holds(`${about}, HTZ`, `${set.name}, p`, [made.omnibus?.pValue], [fit.Fp ?? 0], 0, tolerance * Math.max(1, fit.F * 3));
      }
    });
  }
});
