import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/followup/censored-values.json" with { type: "json" };
import { fitCensoredValues } from "../../../src/small-trials/censored-values/fit-censored-values.ts";
import { checkFigure } from "../../check-figure.ts";

const about = (method: string, source: string) => ({ method: `censored values: ${method}`, source: `${reference.made}: ${source}` });
const nan = Number.NaN;
const { arm, x, value, upper, status } = Object.fromEntries((["arm", "x", "value", "upper", "status"] as const).map((name) => [name, reference.data.map((row) => row[name])])) as unknown as { arm: string[]; x: number[]; value: number[]; upper: number[]; status: string[] };

describe("censored values against R", () => {
  for (const expected of reference.fits) {
    test(`${expected.scale} scale: measured, beneath, above and between limits`, () => {
      const made = fitCensoredValues({ value, status, upper, covariates: { arm, x } }, { scale: expected.scale as "plain" });
      const told = about("Tobit", "survreg, polished with numDeriv");
      for (const at of [0, 1, 2]) {
        checkFigure(told, `${expected.scale}, coefficient ${at}`, made.coefficients[at]?.estimate ?? nan, expected.estimate[at] ?? nan, 1e-8, { relative: true });
        checkFigure(told, `${expected.scale}, error ${at}`, made.coefficients[at]?.standardError ?? nan, expected.error[at] ?? nan, 1e-7, { relative: true });
        for (const [rule, fit] of expected.substituted.entries()) {
          checkFigure(about("substitution", "lm"), `${expected.scale}, ${rule}, ${at}`, made.substituted[rule]?.coefficients?.[at]?.estimate ?? nan, fit.estimate[at] ?? nan, 1e-11, { relative: true });
          checkFigure(about("substitution", "lm"), `${expected.scale}, ${rule}, error ${at}`, made.substituted[rule]?.coefficients?.[at]?.standardError ?? nan, fit.error[at] ?? nan, 1e-11, { relative: true });
        }
      }
      checkFigure(told, `${expected.scale}, log sd`, Math.log(made.sd.estimate), expected.estimate[3] ?? nan, 1e-8);
      checkFigure(told, `${expected.scale}, error of log sd`, made.sd.logStandardError, expected.error[3] ?? nan, 1e-7, { relative: true });
      checkFigure(told, `${expected.scale}, log-likelihood`, made.logLikelihood, expected.logLikelihood, 1e-10, { relative: true });
    });
  }
  test("repeated values with random intercepts", () => {
    const { data, estimate, error, logLikelihood } = reference.repeated;
    const made = fitCensoredValues({ value: data.map((row) => row.value), status: data.map((row) => row.status), covariates: { visit: data.map((row) => row.visit) }, participant: data.map((row) => `p${row.id}`) });
    const told = about("random intercepts", "integrate, optim, numDeriv");
    const [sd, between] = [Math.log(made.sd.estimate), Math.log(made.betweenSd?.estimate ?? nan)];
    // Both sides take numerical derivatives: the maximum is known to about 1e-7, the curvature to 1e-5.
    for (const [at, one] of [made.coefficients[0]?.estimate ?? nan, made.coefficients[1]?.estimate ?? nan, sd, between].entries()) checkFigure(told, `parameter ${at}`, one, estimate[at] ?? nan, 1e-6);
    for (const [at, one] of [made.coefficients[0]?.standardError ?? nan, made.coefficients[1]?.standardError ?? nan, made.sd.logStandardError, made.betweenSd?.logStandardError ?? nan].entries()) checkFigure(told, `error ${at}`, one, error[at] ?? nan, 1e-5, { relative: true });
    checkFigure(told, "log-likelihood", made.logLikelihood, logLikelihood, 1e-9, { relative: true });
  });
  test("what cannot be fitted is refused", () => {
    expect(() => fitCensoredValues({ value: [1, 2], status: ["below", "measured"] })).toThrow(expect.objectContaining({ code: "too-few" }));
    expect(() => fitCensoredValues({ value: [1, 2, 3], status: ["low", "measured", "measured"] })).toThrow(expect.objectContaining({ code: "unknown-choice", path: "status.1" }));
    expect(() => fitCensoredValues({ value: [0, 2, 3], status: ["below", "measured", "measured"] }, { scale: "log" })).toThrow(expect.objectContaining({ code: "out-of-range", path: "value.1" }));
    expect(() => fitCensoredValues({ value: [2, 2, 2, 2], status: ["measured", "measured", "measured", "measured"] })).toThrow(expect.objectContaining({ name: "StatisticRefusal" }));
    // A group that was never measured has no mean.
    expect(() => fitCensoredValues({ value: [1, 1, 2, 3, 4], status: ["below", "below", "measured", "measured", "measured"], covariates: { arm: ["a", "a", "b", "b", "b"] } })).toThrow(expect.objectContaining({ name: "StatisticRefusal" }));
  });
});
