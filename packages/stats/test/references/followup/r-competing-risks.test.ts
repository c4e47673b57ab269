import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/followup/competing-risks.json" with { type: "json" };
import { fitCauseSpecificCox } from "../../../src/survival/competing-risks/cause-specific-cox.ts";
import { estimateCumulativeIncidence } from "../../../src/survival/competing-risks/cumulative-incidence.ts";
import { testFineGrayProportionality } from "../../../src/survival/competing-risks/fine-gray-proportionality.ts";
import { fitFineGray } from "../../../src/survival/competing-risks/fit-fine-gray.ts";
import { testGray } from "../../../src/survival/competing-risks/gray-test.ts";
import { predictFineGray } from "../../../src/survival/competing-risks/predict-fine-gray.ts";
import { checkFigure } from "../../check-figure.ts";
import { hasGround, numbersIn, readGround } from "../../ground.ts";
import { listOf } from "./survival-sets.ts";

type Figures = readonly (number | null)[] | number | null;
interface Fitted {
  readonly estimate: Figures;
  readonly error: Figures;
}
interface Set {
  readonly name: string;
  readonly file?: string | null;
  readonly columns: Readonly<Record<string, readonly (number | string)[] | number | string>> | null;
  readonly incidence: readonly { readonly cause: number; readonly keep: readonly number[] | number; readonly times: Figures; readonly atRisk: Figures; readonly estimate: Figures; readonly jackknife: Figures; readonly gray: Figures | null; readonly greenwood: Figures; readonly limits: Readonly<Record<string, { readonly lower: Figures; readonly upper: Figures }>>; readonly arcsine: { readonly lower: Figures; readonly upper: Figures }; readonly tau: number; readonly lost: number }[];
  readonly gray: readonly { readonly rho: number; readonly strata: boolean; readonly statistic: Figures; readonly p: Figures; readonly df: number }[] | null;
  readonly regression: {
    readonly covariates: readonly string[];
    readonly crr?: Fitted & { readonly logLikelihood: number; readonly residuals: Figures; readonly keep: readonly number[]; readonly predicted: Figures; readonly profile: Readonly<Record<string, number>> };
    readonly grouped?: Fitted & { readonly crrError: Figures; readonly logLikelihood: number };
    readonly finegray: Fitted & { readonly model: Figures; readonly logLikelihood: number; readonly zph: Figures; readonly zphLog: Figures };
    readonly cox: readonly (Fitted & { readonly cause: number })[];
  } | null;
}
const source = reference.made;
const sets = reference.sets as unknown as readonly Set[];

interface SetColumns {
  readonly time: readonly (number | null)[];
  readonly cause: readonly (number | string)[];
  readonly start?: readonly number[];
  readonly group?: readonly string[];
  readonly stratum?: readonly string[];
  readonly weight?: readonly number[];
  readonly x1?: readonly (number | null)[];
  readonly x2?: readonly (number | null)[];
}

function columnsOf({ columns, file }: Set): SetColumns {
  if (columns === null || columns === undefined) {
    const rows = readGround(file ?? "");
    return { time: numbersIn(rows, "time"), cause: rows.map((row) => row["cause"] ?? ""), group: rows.map((row) => row["tcell"] ?? ""), stratum: rows.map((row) => row["platelet"] ?? ""), x1: numbersIn(rows, "age"), x2: numbersIn(rows, "platelet") };
  }
  return Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, listOf(values)])) as unknown as SetColumns;
}

/** Figures that R tells; a list of one it writes as the one. */
function holds(method: string, name: string, actual: ArrayLike<number | null>, expected: Figures, tolerance: number): void {
  for (const [at, figure] of listOf(expected).entries()) if (figure !== null) checkFigure({ method, source }, `${name}, ${at + 1}`, actual[at] ?? Number.NaN, figure, tolerance * Math.max(1e-3, Math.abs(figure)));
}

describe.each(sets.map((set) => [set.name, set] as const))("competing risks against R: %s", (name, set) => {
  const skip = set.file !== undefined && set.file !== null && !hasGround;

  test.skipIf(skip)("incidence, its three errors and its limits", () => {
    const { time, cause, start, weight } = columnsOf(set);
    const columns = { time, cause, ...(start === undefined ? {} : { start }), ...(weight === undefined ? {} : { weight }) };
    for (const expected of set.incidence) {
      const keep = listOf(expected.keep);
      const causes = [String(expected.cause)];
      for (const variance of ["infinitesimal-jackknife", "greenwood", "aalen"] as const) {
        const [curve] = estimateCumulativeIncidence(columns, { variance, causes, restrictAt: expected.tau }).curves;
        const kept = (values: Float64Array | undefined): number[] => keep.map((at) => values?.[at] ?? Number.NaN);
        const figures = { "infinitesimal-jackknife": expected.jackknife, "greenwood": expected.greenwood, "aalen": expected.gray }[variance];
        // Sums of up to 1384 differences in R, of incidence near 1: nine digits are left of an error.
        if (figures !== null) holds(`cumulative incidence, ${variance} error`, `${name}, cause ${expected.cause}`, kept(curve?.standardError), figures, 1e-9);
        if (variance !== "greenwood") continue;
        holds("cumulative incidence", `${name}, cause ${expected.cause}`, kept(curve?.estimate), expected.estimate, 1e-11);
        holds("cumulative incidence, times", name, kept(curve?.times), expected.times, 0);
        // survfit counts rows at risk of several states, not weights.
        if (weight === undefined) holds("cumulative incidence, at risk", name, kept(curve?.atRisk), expected.atRisk, 1e-12);
        if (curve?.lostTime.estimate != null && time.length > 1) checkFigure({ method: "time lost to a cause", source: `${source}: area under survfit` }, `${name}, cause ${expected.cause}`, curve.lostTime.estimate, expected.lost, 1e-11 * Math.max(1, expected.lost));
      }
      for (const [interval, limits] of Object.entries({ ...expected.limits, arcsine: expected.arcsine })) {
        const [curve] = estimateCumulativeIncidence(columns, { variance: "infinitesimal-jackknife", causes, interval: interval as "log" }).curves;
        for (const [at, place] of keep.entries()) {
          // Where nothing varies R repeats the estimate, and here nothing is told.
          if ((curve?.standardError[place] ?? 0) === 0) continue;
          for (const side of ["lower", "upper"] as const) {
            const figure = listOf(limits[side])[at] ?? null;
            if (figure !== null) checkFigure({ method: `cumulative incidence, ${interval} limits`, source }, `${side}, ${name}, cause ${expected.cause}, ${at + 1}`, curve?.[side][place] ?? Number.NaN, figure, 1e-9);
          }
        }
      }
    }
  });

  // A set without figures of R for it has no such test.
  if (set.gray !== null) test.skipIf(skip)("Gray's test, with powers and strata", () => {
    const { time, cause, group, stratum } = columnsOf(set);
    if (group === undefined) throw new Error("No groups.");
    for (const { rho, strata, statistic, p, df } of set.gray ?? []) {
      const { causes } = testGray({ time, cause, group, ...(strata && stratum !== undefined ? { stratum } : {}) }, { rho });
      holds("Gray's test, statistic", `${name}, rho ${rho}${strata ? ", strata" : ""}`, causes.map(({ test: one }) => one?.statistic ?? null), statistic, 1e-9);
      holds("Gray's test, p", `${name}, rho ${rho}${strata ? ", strata" : ""}`, causes.map(({ test: one }) => one?.pValue ?? null), p, 1e-9);
      expect(causes[0]?.test?.degreesOfFreedom).toBe(df);
    }
  });

  if (set.regression !== null) test.skipIf(skip)("Fine and Gray's regression and cause-specific hazards", () => {
    const { regression } = set;
    const { time, cause, start, group, x1 = [], x2 = [] } = columnsOf(set);
    if (regression === null) throw new Error("No regression.");
    const covariates = { x1, x2 };
    const columns = { time, cause, covariates, ...(start === undefined ? {} : { start }) };
    const agree = (what: string, fit: { readonly coefficients: readonly { readonly estimate: number; readonly standardError: number }[] }, expected: Fitted): void => {
      holds(`${what}, coefficients`, name, fit.coefficients.map((one) => one.estimate), expected.estimate, 1e-8);
      holds(`${what}, errors`, name, fit.coefficients.map((one) => one.standardError), expected.error, 1e-8);
    };
    if (regression.crr !== undefined) {
      const fit = fitFineGray(columns);
      agree("Fine-Gray (crr)", fit, regression.crr);
      checkFigure({ method: "Fine-Gray, log likelihood", source }, name, fit.logLikelihood, regression.crr.logLikelihood, 1e-10, { relative: true });
      const times = listOf(regression.crr.keep).map((at) => fit.baseline.times[at] ?? 0);
      holds("Fine-Gray, predicted incidence", name, predictFineGray(fit, [regression.crr.profile], times)[0]?.incidence ?? [], regression.crr.predicted, 1e-8);
      const { residuals } = testFineGrayProportionality(columns);
      holds("Fine-Gray, residuals", name, listOf(regression.crr.keep).flatMap((at) => residuals[at] ?? []), regression.crr.residuals, 1e-7);
    }
    if (regression.grouped !== undefined && group !== undefined) {
      const fit = fitFineGray({ ...columns, censoringGroup: group });
      agree("Fine-Gray with groups of censoring", fit, regression.grouped);
      // crr takes another sum over groups: its errors are near, not the same.
      for (const [at, error] of listOf(regression.grouped.crrError).entries()) expect(Math.abs((fit.coefficients[at]?.standardError ?? 0) / (error ?? 1) - 1)).toBeLessThan(5e-3);
    }
    const fixed = fitFineGray(columns, { censoringTies: "events-gone", variance: "robust-fixed-weights" });
    agree("Fine-Gray (finegray and coxph)", fixed, regression.finegray);
    checkFigure({ method: "Fine-Gray (finegray), log likelihood", source }, name, fixed.logLikelihood, regression.finegray.logLikelihood, 1e-10, { relative: true });
    holds("Fine-Gray (finegray), model errors", name, fitFineGray(columns, { censoringTies: "events-gone", variance: "model" }).coefficients.map((one) => one.standardError), regression.finegray.model, 1e-8);
    for (const [transform, figures] of [["time", regression.finegray.zph], ["log", regression.finegray.zphLog]] as const) {
      const tested = testFineGrayProportionality(columns, { censoringTies: "events-gone", transform });
      holds("Fine-Gray, test of proportionality", `${name}, ${transform}`, [...tested.terms.map((one) => one.test.statistic), tested.global.statistic], figures, 1e-7);
    }
    for (const [at, expected] of regression.cox.entries()) {
      const fit = fitCauseSpecificCox(columns).causes[at]?.regression;
      if (fit != null) agree(`cause-specific Cox, cause ${expected.cause}`, fit, expected);
    }
  });
});
