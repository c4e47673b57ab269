import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/evidence/meta-regression.json" with { type: "json" };
import type { Measure } from "../../../src/meta-analysis/effect-sizes/measures.ts";
import { permuteModerators } from "../../../src/meta-analysis/moderators/permute-moderators.ts";
import { regressEffects } from "../../../src/meta-analysis/moderators/regress-effects.ts";
import type { Regression } from "../../../src/meta-analysis/moderators/regression-result.ts";
import type { TauSquaredEstimator } from "../../../src/meta-analysis/pooling/fit-tau-squared.ts";
import { runSteps } from "../../../src/optimisation/run-steps.ts";
import { checkFigure } from "../../check-figure.ts";

const source = `${reference.made}: rma, predict, robust, permutest; coef_test, conf_int, Wald_test`;
const tolerance = 1e-8;
/** Each figure relative to the larger of its size and a scale. */
function holds(method: string, name: string, actual: readonly (number | null | undefined)[], expected: readonly number[], scale: number, allowed = tolerance): void {
  expect(actual.length, name).toBe(expected.length);
  for (const [at, one] of expected.entries()) checkFigure({ method, source }, `${name}, figure ${at + 1}`, actual[at] ?? Number.NaN, one, allowed * Math.max(Math.abs(one), scale));
}
/** A p-value multiplies the relative error of its statistic by about the square of it. */
const pAllowed = (statistic: number): number => tolerance * Math.max(1, statistic ** 2);
const intervals = { z: "wald", knha: "hksj", adhoc: "hksj-modified" } as const;
/** Some figures stand beside one kind of test only. */
type Fit = (typeof reference.sets)[number]["fits"][number] & { readonly QE?: number; readonly QEp?: number; readonly I2?: number; readonly H2?: number; readonly R2?: number; readonly tau0?: number };
type Set = (typeof reference.sets)[number];
const optionsOf = ({ options }: Set) => ({ ...options, measure: ("measure" in options ? options.measure : "generic") as Measure });
const columnsOf = ({ y, v, moderators }: Set) => ({ estimate: y, variance: v, moderators: Object.fromEntries(Object.entries(moderators)) as Record<string, (string | number)[]> });

function holdsCoefficients(about: string, name: string, made: Regression, b: readonly number[] | null, expected: { readonly se: readonly number[]; readonly lower: readonly number[]; readonly upper: readonly number[]; readonly p: readonly number[] }): void {
  for (const [at, one] of made.coefficients.entries()) {
    const scale = expected.se[at] ?? 0;
    if (b !== null) holds(about, `${name}, ${one.name}`, [one.estimate], [b[at] ?? Number.NaN], scale);
    holds(about, `${name}, ${one.name}, standard error and interval`, [one.standardError, one.interval.lower, one.interval.upper], [scale, expected.lower[at] ?? Number.NaN, expected.upper[at] ?? Number.NaN], scale);
    holds(about, `${name}, ${one.name}, p`, [one.test.pValue], [expected.p[at] ?? Number.NaN], 0, pAllowed(one.test.statistic));
  }
}

describe("meta-regression against R", () => {
  for (const set of reference.sets) {
    const columns = columnsOf(set);
    const options = optionsOf(set);
    test(`${set.name}: coefficients by every estimator and test`, () => {
      for (const fit of set.fits as readonly Fit[]) {
        const made = regressEffects(columns, { ...options, tauSquared: fit.method as TauSquaredEstimator, interval: intervals[fit.test as keyof typeof intervals] });
        const about = `meta-regression, τ² by ${fit.method}`;
        holds(about, `${set.name}, τ²`, [made.tauSquared?.estimate], [fit.tau2], 1e-5 * Math.min(...set.v));
        holdsCoefficients(about, `${set.name}, ${fit.test}`, made, fit.b, fit);
        const q = made.omnibus?.statistic ?? Number.NaN;
        holds(about, `${set.name}, ${fit.test}, QM`, [q], [fit.QM], 0);
        expect(made.omnibus?.degreesOfFreedom).toBe(fit.QMdf);
        holds(about, `${set.name}, ${fit.test}, p of QM`, [made.omnibus?.pValue], [fit.QMp], 0, tolerance * Math.max(1, q * fit.QMdf));
        if ("groups" in fit && fit.groups !== undefined) for (const [at, { Q, p }] of Object.values(fit.groups).entries()) {
          const one = made.moderatorTests[at]?.test;
          holds(about, `${set.name}, ${fit.test}, ${made.moderatorTests[at]?.moderator ?? ""}`, [one?.statistic], [Q], 0);
          holds(about, `${set.name}, ${fit.test}, ${made.moderatorTests[at]?.moderator ?? ""}, p`, [one?.pValue], [p], 0, tolerance * Math.max(1, Q * 3));
        }
        if (fit.QE === undefined) continue;
        holds("meta-regression, heterogeneity", `${set.name}, ${fit.method}, QE, I², H²`, [made.heterogeneity.test?.statistic, made.heterogeneity.iSquaredFromTauSquared, made.heterogeneity.hSquaredFromTauSquared], [fit.QE, fit.I2 ?? 0, fit.H2 ?? 0], 1e-4);
        holds("meta-regression, heterogeneity", `${set.name}, ${fit.method}, p of QE`, [made.heterogeneity.test?.pValue], [fit.QEp ?? 0], 0, tolerance * Math.max(1, fit.QE));
        if (fit.R2 !== undefined) holds("meta-regression, R²", `${set.name}, ${fit.method}`, [made.rSquared, made.tauSquaredWithout], [fit.R2, fit.tau0 ?? 0], 1e-2);
      }
    });

    test(`${set.name}: predicted effects and the interval of τ²`, () => {
      const at = set.settings ?? undefined;
      const made = regressEffects(columns, { ...options, interval: "hksj", at });
      const wide = regressEffects(columns, { ...options, interval: "hksj", at, prediction: "k-p" });
      const of = (one: Regression) => (at === undefined ? one.fitted : one.predictions);
      const { estimate, se, lower, upper, kp1_lower, kp1_upper, kp_lower, kp_upper } = set.predicted;
      const about = "meta-regression, predicted effects";
      const scale = Math.min(...se);
      holds(about, set.name, of(made).map((one) => one.estimate), estimate, scale);
      holds(about, set.name, of(made).map((one) => one.standardError), se, scale);
      holds(about, set.name, of(made).flatMap(({ interval }) => [interval?.lower, interval?.upper]), lower.flatMap((one, row) => [one, upper[row] ?? Number.NaN]), scale);
      holds(about, `${set.name}, prediction, k - p - 1`, of(made).flatMap(({ prediction }) => [prediction?.lower, prediction?.upper]), kp1_lower.flatMap((one, row) => [one, kp1_upper[row] ?? Number.NaN]), scale);
      holds(about, `${set.name}, prediction, k - p`, of(wide).flatMap(({ prediction }) => [prediction?.lower, prediction?.upper]), kp_lower.flatMap((one, row) => [one, kp_upper[row] ?? Number.NaN]), scale);
      holds("meta-regression, Q-profile", set.name, [made.tauSquared?.interval?.lower, made.tauSquared?.interval?.upper], set.qprofile, 1e-5 * Math.min(...set.v));
    });

    for (const [by, expected] of Object.entries(set.robust)) {
      test(`${set.name}: robust variance, clusters are ${by === "cluster" ? "given" : "studies"}`, () => {
        const given = by === "cluster" ? { ...columns, cluster: set.cluster ?? [] } : columns;
        for (const kind of ["CR0", "CR1", "CR1p", "CR2"] as const) {
          const made = regressEffects(given, { ...options, covariance: kind });
          const about = `robust variance ${kind}`;
          const fit = expected[kind];
          const p = made.coefficients.length;
          const scales = made.coefficients.map(({ standardError }) => standardError);
          for (const [at, one] of fit.V.entries()) holds(about, `${set.name}, covariance`, [made.covariance.flat()[at]], [one], (scales[Math.floor(at / p)] ?? 0) * (scales[at % p] ?? 0));
          holds(`${about}, Satterthwaite`, `${set.name}, degrees of freedom`, made.coefficients.map((one) => one.test.degreesOfFreedom), fit.df, 0);
          holdsCoefficients(`${about}, Satterthwaite`, set.name, made, null, fit);
          if (made.omnibus === null) throw new Error(`${set.name}: ${made.omnibusReason ?? ""}`);
          holds(`${about}, HTZ`, set.name, [made.omnibus.statistic, made.omnibus.denominatorDegrees], [fit.F, fit.denominator], 0);
          holds(`${about}, HTZ`, `${set.name}, p`, [made.omnibus.pValue], [fit.Fp], 0, tolerance * Math.max(1, fit.F * 3));
        }
        const plain = regressEffects(given, { ...options, covariance: "CR1p", robustDegrees: "clusters" });
        holdsCoefficients("robust variance CR1p, m - p", set.name, plain, null, expected.metafor);
        holds("robust variance CR1p, m - p", `${set.name}, QM`, [plain.omnibus?.statistic], [expected.metafor.F], 0);
        holds("robust variance CR1p, m - p", `${set.name}, p of QM`, [plain.omnibus?.pValue], [expected.metafor.Fp], 0, tolerance * Math.max(1, expected.metafor.F * 3));
      });
    }
  }

  for (const one of reference.permutations) {
    test(`permutation test: ${one.name}`, () => {
      const made = runSteps(permuteModerators({ estimate: one.y, variance: one.v, moderators: Object.fromEntries(Object.entries(one.moderators)) }, { tauSquared: "DL", interval: one.test === "z" ? "wald" : "hksj", permutations: 10_000 }));
      expect(made.exact).toBe(true);
      checkFigure({ method: "permutation test", source }, `${one.name}, arrangements`, made.arrangements, one.arrangements, 0);
      // Shares of a count: equal but for the last bit.
      holds("permutation test", one.name, made.coefficients.map(({ pValue }) => pValue), one.p.slice(1), 0, 1e-14);
      holds("permutation test", `${one.name}, QM`, [made.omnibus.pValue], [one.QMp], 0, 1e-14);
    });
  }
});
