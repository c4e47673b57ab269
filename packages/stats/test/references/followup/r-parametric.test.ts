import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/followup/parametric.json" with { type: "json" };
import { fitParametric } from "../../../src/survival/parametric/fit-parametric.ts";
import type { ParametricColumns, ParametricDistribution } from "../../../src/survival/parametric/parametric-options.ts";
import { deriveParametricResiduals } from "../../../src/survival/parametric/parametric-residuals.ts";
import { predictParametric } from "../../../src/survival/parametric/predict-parametric.ts";
import { checkFigure } from "../../check-figure.ts";

interface Case {
  readonly name: string;
  readonly dist: ParametricDistribution;
  readonly columns: ParametricColumns;
  readonly fit: { readonly coefficients: readonly number[] | number; readonly errors: readonly number[] | number; readonly scale: readonly number[] | number; readonly logLikelihood: number; readonly null?: number };
  readonly rows?: readonly number[];
  readonly quantiles?: readonly (readonly number[])[];
  readonly quantileErrors?: readonly (readonly number[])[];
  readonly response?: readonly number[];
  readonly deviance?: readonly number[];
  readonly loose?: boolean;
}
const listed = (given: readonly number[] | number): readonly number[] => (typeof given === "number" ? [given] : given);
const source = `${reference.made}: survreg, tightened; late entry by its likelihood written out`;

describe("parametric survival regression against R", () => {
  test.each((reference.cases as unknown as readonly Case[]).map((one) => [`${one.name}, ${one.dist}`, one] as const))("%s", (name, { dist, columns, fit, rows = [], quantiles = [], quantileErrors = [], response = [], deviance = [], loose = false }) => {
    // Derivatives by differences (numDeriv) leave about seven digits.
    const near = (what: string, actual: number | undefined, expected: number, tolerance = loose ? 2e-6 : 1e-8): void => checkFigure({ method: `parametric survival: ${what}`, source }, name, actual ?? Number.NaN, expected, tolerance, { relative: true });
    const made = fitParametric(columns, { distribution: dist });
    for (const [at, value] of listed(fit.coefficients).entries()) near("coefficient", made.coefficients[at]?.estimate, value);
    for (const [at, value] of listed(fit.errors).entries()) near("standard error", at < made.coefficients.length ? made.coefficients[at]?.standardError : made.scales[at - made.coefficients.length]?.standardError, value);
    for (const [at, value] of listed(fit.scale).entries()) near("scale", made.scales[at]?.estimate, value);
    near("log-likelihood", made.logLikelihood, fit.logLikelihood, 1e-10);
    if (fit.null !== undefined) near("log-likelihood of none", made.nullLogLikelihood, fit.null, 1e-10);
    if (rows.length === 0) return;
    expect(deviance).toHaveLength(rows.length);
    const residuals = deriveParametricResiduals(columns, { distribution: dist });
    const told = predictParametric(columns, { distribution: dist, quantiles: [0.1, 0.5, 0.9] }).predictions;
    for (const [at, row] of rows.entries()) {
      // Differences keep the digits of what they are the difference of.
      near("deviance residual", residuals.deviance[row - 1], deviance[at] ?? Number.NaN, 1e-7);
      if (response[at] !== undefined) near("response residual", residuals.response[row - 1], response[at], 1e-7);
      for (const [part, value] of (quantiles[at] ?? []).entries()) {
        near("quantile", told[row - 1]?.quantiles[part]?.estimate, value);
        near("standard error of a quantile", told[row - 1]?.quantiles[part]?.standardError, quantileErrors[at]?.[part] ?? Number.NaN);
      }
    }
  });
});
