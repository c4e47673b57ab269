import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/followup/mmrm.json" with { type: "json" };
import { fitMmrm } from "../../../src/longitudinal/fit-mmrm.ts";
import type { CovarianceStructure } from "../../../src/longitudinal/covariance-structures.ts";
import type { MmrmColumns, MmrmOptions } from "../../../src/longitudinal/mmrm-options.ts";
import { checkFigure } from "../../check-figure.ts";
import { hasGround, numbersIn, readGround } from "../../ground.ts";

interface JointFigures {
  readonly statistic: number;
  readonly df: number;
  readonly p: number;
  readonly scale?: number;
}
type Tests = Readonly<Record<"arm" | "visit" | "inter", JointFigures>>;
interface Fit extends Readonly<Record<"theta" | "thetaSe" | "coefficients" | "se" | "df" | "krSe" | "krLinearSe" | "krExpectedSe" | "krExpectedDf" | "empiricalSe" | "means" | "meanSe" | "differences" | "differenceSe" | "differenceDf" | "differenceKrSe" | "differenceP", readonly number[]>> {
  readonly kind: CovarianceStructure;
  readonly deviance: number;
  readonly overall: { readonly estimate: number; readonly se: number; readonly df: number };
  readonly satterthwaite: Tests;
  readonly kr: Tests;
  readonly krLinear: Tests;
  readonly krExpected: Tests;
}
interface ReferenceSet {
  readonly name: string;
  readonly group?: string | null;
  readonly visits: readonly string[];
  readonly arms: readonly string[];
  readonly crossed: readonly string[];
  readonly covariates: readonly string[];
  readonly estimation: "reml" | "ml";
  readonly file?: string | null;
  readonly rows: number;
  readonly grid: { readonly arm: readonly string[]; readonly visit: readonly string[] };
  readonly data?: { readonly y: readonly (number | null)[]; readonly id: readonly string[]; readonly visit: readonly string[]; readonly arm: readonly string[] } | null;
  readonly fits: readonly Fit[];
}
const source = `${reference.made}: gls, brought to the maximum by Newton's method in mmrm.R; Kenward and Roger 1997 written out there`;
const sets = reference.sets as unknown as readonly ReferenceSet[];

function columnsOf({ file, data, group }: ReferenceSet): MmrmColumns {
  if (data !== undefined && data !== null) return { outcome: data.y, participant: data.id, visit: data.visit, arm: data.arm, ...(typeof group === "string" ? { covarianceGroup: data.arm } : {}) };
  const rows = readGround(`stats/${file ?? ""}`);
  if (file === "long_seizure.csv") {
    const weeks = ["1", "2", "3", "4"];
    const repeated = (name: string) => weeks.flatMap(() => numbersIn(rows, name));
    return {
      outcome: weeks.flatMap((week) => numbersIn(rows, `y${week}`).map((count) => Math.log((count ?? Number.NaN) + 1))),
      participant: weeks.flatMap(() => rows.map((_, at) => at)),
      visit: weeks.flatMap((week) => rows.map(() => `w${week}`)),
      arm: repeated("trt").map((arm) => (arm === 1 ? "active" : "placebo")),
      covariates: { age: repeated("age"), base: repeated("base").map((base) => Math.log((base ?? Number.NaN) / 4)) },
    };
  }
  const text = (name: string) => rows.map((row) => row[name] ?? "");
  return { outcome: numbersIn(rows, "outcome"), participant: rows.map((row) => `${row["center"] ?? ""} ${row["id"] ?? ""}`), visit: text("visit"), arm: text("treat"), covariates: { age: numbersIn(rows, "age"), baseline: numbersIn(rows, "baseline"), sex: text("sex") } };
}

describe("mixed models for repeated measures against R", () => {
  for (const set of sets) {
    for (const fit of set.fits) {
      test.skipIf(typeof set.file === "string" && !hasGround)(`${set.name}, ${fit.kind}`, () => {
        const columns = columnsOf(set);
        const options: MmrmOptions = { covariance: fit.kind, estimation: set.estimation, visits: set.visits, arms: set.arms, crossedWithVisit: set.crossed };
        const check = (what: string, actual: readonly number[], expected: readonly number[], tolerance: number): void => {
          expect(actual.length, what).toBe(expected.length);
          // Coefficients near zero are held to the size of the largest.
          const size = Math.max(...expected.map(Math.abs));
          for (const [at, value] of expected.entries()) {
            const small = Math.abs(value) < 1e-3 * size;
            checkFigure({ method: `MMRM, ${fit.kind}: ${what}`, source }, `${set.name}, ${at + 1}`, actual[at] ?? Number.NaN, value, small ? tolerance * size : tolerance, { relative: !small });
          }
        };
        const made = fitMmrm(columns, { ...options, degreesOfFreedom: "satterthwaite" });
        check("minus two log-likelihood", [made.minusTwoLogLikelihood], [fit.deviance], 1e-11);
        check("covariance parameters", made.covarianceParameters.map(({ estimate }) => estimate), fit.theta, 1e-8);
        // The second derivatives of the reference are numerical where the covariance is not linear in its parameters.
        check("errors of covariance parameters", made.covarianceParameters.map(({ standardError }) => standardError ?? Number.NaN), fit.thetaSe, 1e-7);
        check("coefficients", made.coefficients.map(({ estimate }) => estimate), fit.coefficients, 1e-8);
        check("standard errors", made.coefficients.map(({ standardError }) => standardError), fit.se, 1e-8);
        check("Satterthwaite degrees of freedom", made.coefficients.map(({ degreesOfFreedom }) => degreesOfFreedom), fit.df, 1e-7);
        const mean = (arm: string | undefined, visit: string | undefined) => made.means.find((one) => one.arm === arm && one.visit === visit);
        check("means", set.grid.arm.map((arm, at) => mean(arm, set.grid.visit[at])?.estimate ?? Number.NaN), fit.means, 1e-8);
        check("standard errors of means", set.grid.arm.map((arm, at) => mean(arm, set.grid.visit[at])?.standardError ?? Number.NaN), fit.meanSe, 1e-8);
        const atVisits = made.differences.filter(({ visit }) => visit !== null);
        check("differences", atVisits.map(({ estimate }) => estimate), fit.differences, 1e-8);
        check("standard errors of differences", atVisits.map(({ standardError }) => standardError), fit.differenceSe, 1e-8);
        check("degrees of freedom of differences", atVisits.map(({ degreesOfFreedom }) => degreesOfFreedom), fit.differenceDf, 1e-7);
        check("p of differences", atVisits.map(({ pValue }) => pValue), fit.differenceP, 1e-7);
        const overall = made.differences.find(({ visit }) => visit === null);
        check("difference over all visits", [overall?.estimate ?? Number.NaN, overall?.standardError ?? Number.NaN, overall?.degreesOfFreedom ?? Number.NaN], [fit.overall.estimate, fit.overall.se, fit.overall.df], 1e-7);
        const joint = (one: typeof made, figures: Tests, kind: string): void => {
          for (const [name, term] of [["arm", "arm"], ["visit", "visit"], ["inter", "arm × visit"]] as const) {
            const found = one.tests.find((some) => some.term === term);
            const { statistic, df, p, scale } = figures[name];
            check(`joint tests, ${kind}`, [found?.statistic ?? Number.NaN, found?.denominatorDegrees ?? Number.NaN, found?.scale ?? Number.NaN], [statistic, df, scale ?? 1], 1e-7);
            // Far tails magnify the last digits of F.
            check(`p of joint tests, ${kind}`, [found?.pValue ?? Number.NaN], [p], 1e-6);
          }
        };
        joint(made, fit.satterthwaite, "Satterthwaite");
        const full = fitMmrm(columns, { ...options, degreesOfFreedom: "kenward-roger" });
        check("Kenward-Roger errors", full.coefficients.map(({ standardError }) => standardError), fit.krSe, 1e-7);
        check("Kenward-Roger errors of differences", full.differences.slice(0, set.visits.length).map(({ standardError }) => standardError), fit.differenceKrSe, 1e-7);
        joint(full, fit.kr, "Kenward-Roger");
        const linear = fitMmrm(columns, { ...options, degreesOfFreedom: "kenward-roger-linear" });
        check("linear Kenward-Roger errors", linear.coefficients.map(({ standardError }) => standardError), fit.krLinearSe, 1e-7);
        joint(linear, fit.krLinear, "linear Kenward-Roger");
        const expected = fitMmrm(columns, { ...options, degreesOfFreedom: "kenward-roger", information: "expected" });
        check("Kenward-Roger errors, expected information", expected.coefficients.map(({ standardError }) => standardError), fit.krExpectedSe, 1e-7);
        check("degrees of freedom, expected information", expected.coefficients.map(({ degreesOfFreedom }) => degreesOfFreedom), fit.krExpectedDf, 1e-7);
        joint(expected, fit.krExpected, "Kenward-Roger, expected information");
        const empirical = fitMmrm(columns, { ...options, variance: "empirical", degreesOfFreedom: "between-within" });
        check("empirical errors", empirical.coefficients.map(({ standardError }) => standardError), fit.empiricalSe, 1e-8);
      });
    }
  }
});
