import { describe, expect, test } from "vitest";
import lalonde from "../../../../../validation/evidence/lalonde.json" with { type: "json" };
import reference from "../../../../../validation/evidence/logistic.json" with { type: "json" };
import { fitLogistic } from "../../../src/regression/fit-logistic.ts";
import type { LogisticColumns, LogisticOptions } from "../../../src/regression/logistic-options.ts";
import { checkFigure } from "../../check-figure.ts";
import { hasGround, numbersIn, readGround } from "../../ground.ts";

const source = `${reference.made}: glm with epsilon = 1e-15, vcovHC, vcovCL, and logistic.R`;
const about = (method: string) => ({ method, source });
interface Case {
  readonly options: object;
  readonly of: { readonly coefficients: readonly number[]; readonly covariance: readonly (readonly number[])[]; readonly deviance: number };
}

function check(name: string, columns: LogisticColumns, cluster: readonly (string | number | null)[], cases: readonly Case[]): void {
  for (const { options, of } of cases) {
    const read = options as LogisticOptions;
    const made = fitLogistic(read.variance === "cluster" ? { ...columns, cluster } : columns, read);
    const named = `${name}, ${JSON.stringify(options)}`;
    if (read.variance === "model") {
      for (const [at, expected] of of.coefficients.entries()) checkFigure(about("logistic regression: coefficient"), `${at} of ${named}`, made.coefficients[at]?.estimate ?? Number.NaN, expected, 1e-9, { relative: true });
      checkFigure(about("logistic regression: deviance"), named, made.deviance, of.deviance, 1e-12, { relative: true });
    }
    for (const [row, list] of of.covariance.entries()) {
      for (const [column, expected] of list.slice(0, row + 1).entries()) {
        // An entry near 0 is a difference: relative to what the two spreads allow.
        const scale = Math.sqrt((of.covariance[row]?.[row] ?? 0) * (of.covariance[column]?.[column] ?? 0));
        checkFigure(about(`logistic regression: covariance, ${read.variance ?? "model"}`), `${row},${column} of ${named}`, (made.covariance[row]?.[column] ?? Number.NaN) / scale, expected / scale, 1e-9);
      }
    }
  }
}

const { treat, age, educ, race, married, nodegree, re74, re75 } = lalonde;
const covariates = { age, educ, race, married, nodegree, re74, re75 };

describe("logistic regression against R", () => {
  test("of the Lalonde data, with a covariate of three categories", () => {
    check("treat", { event: treat, covariates }, reference.block, reference.lalonde.cases);
    checkFigure(about("logistic regression: null deviance"), "treat", fitLogistic({ event: treat, covariates }).nullDeviance ?? Number.NaN, reference.lalonde.null, 1e-12, { relative: true });
  });

  test("weighted, with an offset; rows of weight 0 are as if they were not there", () => {
    expect.hasAssertions();
    check("treat, weighted", { event: treat, covariates, weight: reference.w, offset: reference.off }, reference.block, reference.weighted.cases);
  });

  test.skipIf(!hasGround)("of breast cancer", () => {
    expect.hasAssertions();
    const rows = readGround("stats/surv_gbsg.csv");
    const of = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, numbersIn(rows, name)]));
    const [years, grades] = [numbersIn(rows, "age"), numbersIn(rows, "grade")];
    check("hormon", { event: numbersIn(rows, "hormon"), covariates: of(["age", "meno", "size", "grade", "nodes", "pgr", "er"]) }, years.map((one, at) => (grades[at] ?? 0) * 100 + (one ?? 0)), reference.hormon.cases);
    check("status", { event: numbersIn(rows, "status"), covariates: of(["age", "size", "nodes", "hormon"]) }, years, reference.status.cases);
  });

  test("profile likelihood limits", () => {
    const { y, x, z, profile, narrow } = reference.small;
    for (const [level, limits] of [[0.95, profile], [0.8, narrow]] as const) {
      const { coefficients } = fitLogistic({ event: y, covariates: { x, z } }, { interval: "profile", level });
      for (const [at, [lower = Number.NaN, upper = Number.NaN]] of limits.entries()) {
        checkFigure(about("logistic regression: profile limit"), `lower ${at}, ${level}`, coefficients[at + 1]?.interval.lower ?? Number.NaN, lower, 1e-8, { relative: true });
        checkFigure(about("logistic regression: profile limit"), `upper ${at}, ${level}`, coefficients[at + 1]?.interval.upper ?? Number.NaN, upper, 1e-8, { relative: true });
      }
    }
    const { coefficients } = fitLogistic({ event: treat, covariates }, { interval: "profile" });
    for (const [at, limits] of reference.lalondeProfile.entries()) {
      const { lower, upper } = coefficients[at + 1]?.interval ?? { lower: null, upper: null };
      for (const [side, expected] of limits.entries()) checkFigure(about("logistic regression: profile limit"), `Lalonde ${at}`, (side === 0 ? lower : upper) ?? Number.NaN, expected, 1e-7, { relative: true });
    }
  });

  test("Firth's likelihood, also where the covariate separates", () => {
    const { small, apart } = reference;
    for (const [name, columns, of] of [["small", { event: small.y, covariates: { x: small.x, z: small.z } }, small.firth], ["separated", { event: apart.y, covariates: { x: apart.x } }, apart.firth]] as const) {
      const made = fitLogistic(columns, { likelihood: "firth", interval: "profile" });
      checkFigure(about("Firth: penalised log-likelihood"), name, made.logLikelihood, of.value, 1e-11, { relative: true });
      for (const [at, expected] of of.coefficients.entries()) checkFigure(about("Firth: coefficient"), `${name} ${at}`, made.coefficients[at]?.estimate ?? Number.NaN, expected, 1e-8, { relative: true });
      for (const [row, list] of of.covariance.entries()) for (const [column, expected] of list.entries()) checkFigure(about("Firth: covariance"), `${name} ${row},${column}`, made.covariance[row]?.[column] ?? Number.NaN, expected, 1e-7, { relative: true });
      for (const [at, [lower = Number.NaN, upper = Number.NaN]] of of.limits.entries()) {
        checkFigure(about("Firth: profile limit"), `${name} lower ${at}`, made.coefficients[at + 1]?.interval.lower ?? Number.NaN, lower, 1e-7, { relative: true });
        checkFigure(about("Firth: profile limit"), `${name} upper ${at}`, made.coefficients[at + 1]?.interval.upper ?? Number.NaN, upper, 1e-7, { relative: true });
      }
    }
    expect(() => fitLogistic({ event: apart.y, covariates: { x: apart.x } })).toThrow(expect.objectContaining({ code: "separation" }));
  });
});
