import { describe, expect, test } from "vitest";
import influence from "../../../../../validation/evidence/influence.json" with { type: "json" };
import leaveOut from "../../../../../validation/evidence/leave-one-out.json" with { type: "json" };
import { assessInfluence } from "../../../src/meta-analysis/sensitivity/assess-influence.ts";
import { gosh } from "../../../src/meta-analysis/sensitivity/gosh.ts";
import { leaveOneOut } from "../../../src/meta-analysis/sensitivity/leave-one-out.ts";
import { poolCumulatively } from "../../../src/meta-analysis/sensitivity/pool-cumulatively.ts";
import { checkFigure } from "../../check-figure.ts";

/** Closed forms and converged likelihoods. */
const tight = 1e-8;
/** metafor stops its own iterations a little short of the maximum, and a move of the estimate is a difference of near-equal numbers. */
const moved = 1e-6;

type Estimator = "REML" | "DL" | "HE" | "SJ" | "HS" | "ML";
const modelOf = (method: string) => (method === "EE" ? ({ model: "common" } as const) : ({ model: "random", tauSquared: method as Estimator } as const));

/** R writes a list of one as a number. */
const list = <One>(value: One | readonly One[]): readonly One[] => (Array.isArray(value) ? (value as readonly One[]) : [value as One]);

describe("leave-one-out, cumulative and GOSH against R", () => {
  const source = leaveOut.made;
  for (const set of leaveOut.sets)
    for (const fit of set.fits)
      test(`${set.name}, ${fit.method}`, () => {
        const options = { measure: "generic", interval: "wald", ...modelOf(fit.method) } as const;
        const columns = { estimate: set.y, variance: set.v };
        const scale = Math.min(...set.v);
        const { without } = leaveOneOut(columns, options);
        expect(without.length).toBe(set.y.length);
        for (const [at, row] of without.entries()) {
          const about = { method: "leave-one-out", source: `${source}: leave1out` };
          const error = fit.loo.se[at] ?? 0;
          checkFigure(about, `${set.name}, ${fit.method}, ${at + 1}, estimate`, row.estimate, fit.loo.estimate[at] ?? Number.NaN, tight * error);
          checkFigure(about, `${set.name}, ${fit.method}, ${at + 1}, standard error`, row.standardError, error, tight, { relative: true });
          checkFigure(about, `${set.name}, ${fit.method}, ${at + 1}, lower`, row.interval.lower, fit.loo.lower[at] ?? Number.NaN, tight * error * 3);
          checkFigure(about, `${set.name}, ${fit.method}, ${at + 1}, upper`, row.interval.upper, fit.loo.upper[at] ?? Number.NaN, tight * error * 3);
          checkFigure(about, `${set.name}, ${fit.method}, ${at + 1}, p`, row.test.pValue, fit.loo.pval[at] ?? Number.NaN, tight * Math.max(1, row.test.statistic ** 2), { relative: true });
          checkFigure(about, `${set.name}, ${fit.method}, ${at + 1}, τ²`, row.tauSquared ?? 0, fit.loo.tau2[at] ?? Number.NaN, tight * Math.max(scale, row.tauSquared ?? 0));
          checkFigure(about, `${set.name}, ${fit.method}, ${at + 1}, Q`, row.heterogeneity?.statistic ?? 0, fit.loo.q[at] ?? Number.NaN, tight * Math.max(1e-3, row.heterogeneity?.statistic ?? 0));
        }
        const { steps } = poolCumulatively(columns, options);
        const cumul = { at: list(fit.cumul.at), estimate: list(fit.cumul.estimate), se: list(fit.cumul.se), tau2: list(fit.cumul.tau2) };
        for (const [nth, at] of cumul.at.entries()) {
          const about = { method: "cumulative meta-analysis", source: `${source}: cumul` };
          const step = steps[at - 1];
          checkFigure(about, `${set.name}, ${fit.method}, step ${at}, estimate`, step?.estimate ?? Number.NaN, cumul.estimate[nth] ?? Number.NaN, tight * (cumul.se[nth] ?? 0));
          checkFigure(about, `${set.name}, ${fit.method}, step ${at}, standard error`, step?.standardError ?? Number.NaN, cumul.se[nth] ?? Number.NaN, tight, { relative: true });
          checkFigure(about, `${set.name}, ${fit.method}, step ${at}, τ²`, step?.tauSquared ?? 0, cumul.tau2[nth] ?? Number.NaN, tight * Math.max(scale, step?.tauSquared ?? 0));
        }
      });

  test("Peto's odds ratio without each study", () => {
    const { peto } = leaveOut;
    const { without } = leaveOneOut({ treatedEvents: peto.ai, treatedTotal: peto.n1i, controlEvents: peto.ci, controlTotal: peto.n2i }, { measure: "peto-odds-ratio", model: "common" });
    const about = { method: "leave-one-out, Peto", source: `${source}: leave1out of rma.peto` };
    for (const [at, row] of without.entries()) {
      checkFigure(about, `estimate ${at + 1}`, row.estimate, peto.estimate[at] ?? Number.NaN, tight, { relative: true });
      checkFigure(about, `standard error ${at + 1}`, row.standardError, peto.se[at] ?? Number.NaN, tight, { relative: true });
      checkFigure(about, `Q ${at + 1}`, row.heterogeneity?.statistic ?? 0, peto.q[at] ?? Number.NaN, tight, { relative: true });
    }
  });

  test.each(["DL", "EE"] as const)("GOSH of all subsets, %s", (method) => {
    const { gosh: { y, v, [method]: expected } } = leaveOut;
    const made = gosh({ estimate: y, variance: v }, { measure: "generic", ...modelOf(method) });
    const about = { method: "GOSH", source: `${source}: gosh` };
    expect(made.studies.length).toBe(expected.n);
    for (const [nth, code] of expected.code.entries()) {
      // All subsets stand in the order of their binary code, from 1.
      const at = code - 1;
      checkFigure(about, `subset ${code}, estimate`, made.estimates[at] ?? Number.NaN, expected.estimate[nth] ?? 0, tight, { relative: true });
      checkFigure(about, `subset ${code}, Q`, made.q[at] ?? Number.NaN, expected.q[nth] ?? 0, tight, { relative: true });
      checkFigure(about, `subset ${code}, I²`, made.iSquared[at] ?? Number.NaN, expected.i2[nth] ?? 0, 1e-7);
      checkFigure(about, `subset ${code}, τ²`, made.tauSquared[at] ?? 0, expected.tau2[nth] ?? 0, tight);
    }
    const several = Array.from(made.estimates).filter((_, at) => (made.studies[at] ?? 0) > 1);
    checkFigure(about, "mean of subsets with more than one study", several.reduce((sum, one) => sum + one, 0) / several.length, expected.mean, tight, { relative: true });
  });
});

describe("influence against R", () => {
  for (const set of influence.sets)
    for (const fit of set.fits)
      test(`${set.name}, ${fit.method}, ${fit.test}`, () => {
        const made = assessInfluence({ estimate: set.y, variance: set.v }, { measure: "generic", interval: fit.test === "z" ? "wald" : "hksj", ...modelOf(fit.method) });
        const about = { method: "influence", source: `${influence.made}: influence, baujat` };
        for (const [at, study] of made.studies.entries()) {
          const rows = [
            ["residual", study.residual, fit.rstudent], ["DFFITS", study.dffits, fit.dffits], ["Cook's distance", study.cooksDistance, fit.cook], ["covariance ratio", study.covarianceRatio, fit.covr],
            ["τ² without", study.tauSquaredWithout ?? 0, fit.tau2], ["Q without", study.qWithout, fit.qe], ["hat", study.hat, fit.hat], ["weight", study.weight, fit.weight], ["DFBETAS", study.dfbetas, fit.dfbs],
            ["Baujat, across", study.baujat.heterogeneity, fit.bx], ["Baujat, up", study.baujat.influence, fit.by],
          ] as const;
          for (const [name, actual, expected] of rows) checkFigure(about, `${set.name}, ${fit.method}, ${fit.test}, study ${at + 1}, ${name}`, actual, expected[at] ?? Number.NaN, moved * Math.max(1e-3, Math.abs(expected[at] ?? 0)));
          expect(study.flags.length > 0, `${set.name} ${study.study}`).toBe(fit.flagged[at]);
        }
      });
});
