import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/evidence/subgroups.json" with { type: "json" };
import type { Measure } from "../../../src/meta-analysis/effect-sizes/measures.ts";
import { type SubgroupComparison, compareSubgroups } from "../../../src/meta-analysis/moderators/compare-subgroups.ts";
import type { TauSquaredEstimator } from "../../../src/meta-analysis/pooling/fit-tau-squared.ts";
import { checkFigure } from "../../check-figure.ts";

const source = `${reference.made}: rma on the subgroup and within subgroups`;
const tolerance = 1e-8;
function holds(method: string, name: string, actual: readonly (number | null | undefined)[], expected: readonly number[], scale: number, allowed = tolerance): void {
  expect(actual.length, name).toBe(expected.length);
  for (const [at, one] of expected.entries()) checkFigure({ method, source }, `${name}, figure ${at + 1}`, actual[at] ?? Number.NaN, one, allowed * Math.max(Math.abs(one), scale));
}
const intervals = { z: "wald", knha: "hksj", adhoc: "hksj-modified" } as const;
const kinds = { common: { betweenStudies: "common", commonDegrees: "all-studies" }, own: { betweenStudies: "common", commonDegrees: "own-studies" }, separate: { betweenStudies: "separate" } } as const;

describe("subgroups against R", () => {
  for (const set of reference.sets) {
    const columns = { estimate: set.y, variance: set.v, subgroup: set.subgroup };
    const measure = set.measure as Measure;
    // Where the variance is 0, metafor leaves what its threshold lets it.
    const least = 1e-3 * Math.min(...set.v);

    test(`${set.name}: effects and the test between`, () => {
      for (const run of set.runs) {
        const made: SubgroupComparison = compareSubgroups(columns, { measure, tauSquared: run.method as TauSquaredEstimator, interval: intervals[run.test as keyof typeof intervals], ...kinds[run.kind as keyof typeof kinds] });
        const about = `subgroups, ${run.kind === "separate" ? "separate τ²" : "common τ²"}, ${run.test}`;
        const name = `${set.name}, ${run.method}, ${run.kind}`;
        expect(made.subgroups.map(({ subgroup }) => subgroup)).toEqual(set.levels);
        const error = Math.min(...run.se);
        if (typeof run.tau2 === "number") holds(about, `${name}, τ²`, [made.commonTauSquared?.estimate], [run.tau2], least);
        holds(about, `${name}, effects`, made.subgroups.map(({ estimate }) => estimate), run.b, error);
        holds(about, `${name}, standard errors`, made.subgroups.map(({ standardError }) => standardError), run.se, 0);
        holds(about, `${name}, lower limits`, made.subgroups.map(({ interval }) => interval.lower), run.lower, error);
        holds(about, `${name}, upper limits`, made.subgroups.map(({ interval }) => interval.upper), run.upper, error);
        for (const [at, { test: one, subgroup }] of made.subgroups.entries()) holds(about, `${name}, p of ${subgroup}`, [one.pValue], [run.p[at] ?? Number.NaN], 1e-300, tolerance * Math.max(1, one.statistic ** 2));
        const between = made.between.test;
        holds(about, `${name}, between`, [between?.statistic], [run.between], 0);
        holds(about, `${name}, p between`, [between?.pValue], [run.between_p], 0, tolerance * Math.max(1, run.between * run.b.length));
        if ("pi_lower" in run) {
          holds(about, `${name}, prediction`, made.subgroups.flatMap(({ prediction }) => [prediction?.lower, prediction?.upper]), (run.pi_lower ?? []).flatMap((one, at) => [one, run.pi_upper?.[at] ?? Number.NaN]), error);
        }
      }
    });

    test(`${set.name}: each subgroup's own variance between studies, and the common one, with intervals`, () => {
      const made = compareSubgroups(columns, { measure });
      for (const [at, own] of set.own.entries()) {
        const one = made.subgroups[at];
        expect(one?.studies).toBe(own.k);
        if (own.tau2 === undefined) {
          expect(one?.tauSquared?.estimate).toBeNull();
          expect(one?.tauSquared?.reason).toMatch(/One study/u);
          continue;
        }
        const about = "subgroups, heterogeneity within";
        holds(about, `${set.name}, ${one?.subgroup ?? ""}, τ², Q, I²`, [one?.tauSquared?.estimate, one?.heterogeneity.test?.statistic, one?.heterogeneity.iSquaredFromQ], [own.tau2, own.QE, own.I2q], least);
        holds(about, `${set.name}, ${one?.subgroup ?? ""}, p of Q`, [one?.heterogeneity.test?.pValue], [own.QEp], 0, tolerance * Math.max(1, own.QE));
        if (own.qprofile === null || own.qprofile === undefined) expect(one?.tauSquared?.interval?.upper).toBeNull();
        else holds("subgroups, Q-profile", `${set.name}, ${one?.subgroup ?? ""}`, [one?.tauSquared?.interval?.lower, one?.tauSquared?.interval?.upper], own.qprofile, least);
      }
      if (set.qprofile !== null) holds("subgroups, Q-profile", `${set.name}, common`, [made.commonTauSquared?.interval?.lower, made.commonTauSquared?.interval?.upper], set.qprofile, least);
    });

    test(`${set.name}: one effect common to the studies of each subgroup, and subgroups as a sample`, () => {
      const { b, se, QE, QEp, QM, QMp } = set.common;
      const made = compareSubgroups(columns, { measure, model: "common" });
      const about = "subgroups, common effect";
      holds(about, set.name, made.subgroups.map(({ estimate }) => estimate), b, Math.min(...se));
      holds(about, set.name, made.subgroups.map(({ standardError }) => standardError), se, 0);
      holds(about, `${set.name}, within and between`, [made.withinTest?.statistic, made.between.test?.statistic], [QE, QM], 0);
      holds(about, `${set.name}, p within and between`, [made.withinTest?.pValue, made.between.test?.pValue], [QEp, QMp], 1e-300, tolerance * Math.max(1, QE));
      const { tau2, estimate, se: error, lower, upper } = set.random;
      const sample = compareSubgroups(columns, { measure, interval: "wald", betweenSubgroups: "random" });
      holds("subgroups as a sample", set.name, [sample.overall?.tauSquared?.estimate], [tau2], 1e-4 * error ** 2);
      holds("subgroups as a sample", set.name, [sample.overall?.estimate, sample.overall?.standardError, sample.overall?.interval.lower, sample.overall?.interval.upper], [estimate, error, lower, upper], error);
    });
  }
});
