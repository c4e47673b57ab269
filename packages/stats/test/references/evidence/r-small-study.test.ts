import { describe, expect, test } from "vitest";
import selection from "../../../../../validation/evidence/selection.json" with { type: "json" };
import small from "../../../../../validation/evidence/small-study.json" with { type: "json" };
import trim from "../../../../../validation/evidence/trim-and-fill.json" with { type: "json" };
import { estimatePetPeese } from "../../../src/meta-analysis/sensitivity/estimate-pet-peese.ts";
import { fitSelectionModel } from "../../../src/meta-analysis/sensitivity/fit-selection-model.ts";
import { testAsymmetry } from "../../../src/meta-analysis/sensitivity/test-asymmetry.ts";
import { trimAndFill } from "../../../src/meta-analysis/sensitivity/trim-and-fill.ts";
import type { RegressionPart } from "../../../src/meta-analysis/sensitivity/asymmetry-regression.ts";
import { checkFigure } from "../../check-figure.ts";

const tight = 1e-8;
/** Where metafor's REML stops a little short of the maximum. */
const iterated = 1e-7;

function holds(method: string, source: string, name: string, actual: readonly (number | null | undefined)[], expected: readonly number[], tolerance: number, scale = 1e-3): void {
  expect(actual.length, name).toBe(expected.length);
  for (const [at, one] of expected.entries()) checkFigure({ method, source }, `${name}, figure ${at + 1}`, actual[at] ?? Number.NaN, one, tolerance * Math.max(scale, Math.abs(one)));
}
const figures = (part: RegressionPart | null | undefined): (number | undefined)[] => [part?.estimate, part?.standardError, part?.test.statistic, part?.test.pValue];

describe("tests of asymmetry against R", () => {
  for (const set of small.sets)
    test(set.name, () => {
      const columns = { estimate: set.y, variance: set.v };
      const egger = testAsymmetry(columns, { measure: "generic" });
      holds("Egger's test", `${small.made}: lm`, set.name, [...figures(egger.asymmetry), ...figures(egger.limitEstimate), egger.limitEstimate?.interval.lower, egger.limitEstimate?.interval.upper], set.egger, tight);
      const petPeese = estimatePetPeese(columns, { measure: "generic" });
      const { peese } = petPeese;
      holds("PET-PEESE", `${small.made}: lm`, `${set.name}, PEESE`, [...figures(peese.slope), ...figures(peese.intercept), peese.intercept.interval.lower, peese.intercept.interval.upper], set.egger_v, tight);
      holds("PET-PEESE", `${small.made}: lm`, `${set.name}, the one chosen`, [petPeese.effect.estimate], [(set.egger[7] ?? 1) < 0.1 ? (set.egger_v[4] ?? 0) : (set.egger[4] ?? 0)], tight);
      const sharp = testAsymmetry(columns, { measure: "generic", test: "thompson-sharp" });
      holds("Thompson and Sharp's test", `${small.made}: rma, DL, t`, set.name, [...figures(sharp.asymmetry), sharp.tauSquared], set.ts, tight);
      const mixed = testAsymmetry(columns, { measure: "generic", test: "egger-mixed", interval: "wald" });
      holds("Egger's test, mixed", `${small.made}: regtest`, set.name, [...figures(mixed.asymmetry), mixed.limitEstimate?.estimate, mixed.limitEstimate?.interval.lower, mixed.limitEstimate?.interval.upper, mixed.tauSquared], set.mixed, iterated);
      const hksj = testAsymmetry(columns, { measure: "generic", test: "egger-mixed", interval: "hksj" });
      holds("Egger's test, mixed", `${small.made}: regtest, knha`, `${set.name}, HKSJ`, figures(hksj.asymmetry).slice(1), set.mixed_knha, iterated);
      const begg = testAsymmetry(columns, { measure: "generic", test: "begg" });
      holds("Begg's test", `${small.made}: ranktest`, set.name, [begg.rankCorrelation?.tau, begg.pValue], set.begg, tight);
      if (set.ties) holds("Begg's test", `${small.made}: cor.test, normal, continuity`, set.name, [testAsymmetry(columns, { measure: "generic", test: "begg", continuity: "one" }).pValue ?? Number.NaN], [set.begg_normal], tight);
    });

  for (const set of small.binary)
    test(`counts of ${set.name}`, () => {
      const columns = { treatedEvents: set.ai, treatedTotal: set.n1i, controlEvents: set.ci, controlTotal: set.n2i };
      const source = `${small.made}: written out as meta::metabias`;
      const harbord = testAsymmetry(columns, { test: "harbord" });
      holds("Harbord's test", source, set.name, figures(harbord.asymmetry), set.harbord.slice(0, 4), tight);
      for (const [measure, expected] of [["odds-ratio", set.peters_or], ["risk-ratio", set.peters_rr]] as const) {
        const peters = testAsymmetry(columns, { test: "peters", measure });
        holds("Peters' test", source, `${set.name}, ${measure}`, [...figures(peters.asymmetry), ...figures(peters.limitEstimate)], expected.slice(0, 8), tight);
      }
    });
});

describe("trim and fill against R", () => {
  for (const set of trim.sets)
    for (const fit of set.fits)
      test(`${set.name}, ${fit.method}, ${fit.estimator}, ${fit.asked}`, () => {
        const run = () => trimAndFill({ estimate: set.y, variance: set.v }, { measure: "generic", interval: "wald", estimator: fit.estimator as "L0", side: fit.asked as "left", ...(fit.method === "EE" ? { model: "common" } : { tauSquared: fit.method as "DL" }) });
        if (fit.failed) return expect(run).toThrow(expect.objectContaining({ code: "not-converged" }));
        const made = run();
        const source = `${trim.made}: trimfill`;
        expect(made.side).toBe(fit.side);
        holds("trim and fill", source, `${set.name}, number`, [made.missingStudies], [fit.k0 ?? Number.NaN], 0);
        if (Number.isFinite(fit.se)) holds("trim and fill", source, `${set.name}, its standard error`, [made.standardError ?? Number.NaN], [fit.se ?? Number.NaN], tight);
        if (typeof fit.p === "number") holds("trim and fill", source, `${set.name}, p`, [made.pValue], [fit.p], tight);
        holds("trim and fill", source, `${set.name}, filled in`, made.filled.map(({ estimate }) => estimate), fit.filled ?? [], iterated);
        holds("trim and fill", source, `${set.name}, their variances`, made.filled.map(({ variance }) => variance), fit.filled_v ?? [], tight, 0);
        holds("trim and fill", source, `${set.name}, pooled with them`, [made.after.estimate, made.after.standardError, made.after.tauSquared ?? 0, made.after.interval.lower, made.after.interval.upper], fit.after ?? [], iterated);
      });
});

describe("selection models against likelihoods written out in R", () => {
  for (const fit of selection.fits)
    test(`${fit.name}, ${fit.alternative}, ${fit.model}, steps ${fit.steps.join(", ")}`, () => {
      const made = fitSelectionModel({ estimate: fit.y, variance: fit.v }, { measure: "generic", model: fit.model === "ML" ? "random" : "common", steps: fit.steps, alternative: fit.alternative as "greater" });
      const source = `${selection.made}: likelihood written out, Newton; no lower than selmodel`;
      const weights = made.steps.slice(1);
      const between = made.tauSquared === null ? [] : [made.tauSquared];
      // Derivatives in R are Richardson's differences: parameters to 1e-6, their errors to 1e-5.
      holds("selection model", source, "likelihood", [made.logLikelihood, made.unselected.logLikelihood], [fit.value, fit.plain], tight);
      holds("selection model", source, "parameters", [made.effect.estimate, ...between.map((one) => one.estimate), ...weights.map(({ weight }) => weight)], fit.parameters, 1e-6);
      holds("selection model", source, "standard errors", [made.effect.standardError, ...between.map((one) => one.standardError), ...weights.map(({ standardError }) => standardError)], fit.errors, 1e-5);
      holds("selection model", source, "likelihood ratio", [made.test.statistic, made.test.pValue], [fit.lrt, fit.p], iterated, 1e-1);
    });
});
