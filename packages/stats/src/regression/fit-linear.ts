/** Linear regression, reported. */
import { column, columnsOf, type GivenColumns, mayColumn, type MissingRows, readRows } from "../form/columns.ts";
import { choice, type GivenOptions, level as levelField, readOptions } from "../form/option-fields.ts";
import { type ResultForm, resultOf } from "../form/result.ts";
import { rowsOf } from "../linear-algebra/matrix.ts";
import { type DesignTerm, designMatrix } from "./design-matrix.ts";
import { fitLeastSquares, linearVariances } from "./linear-core.ts";
import { type LinearDiagnostics, linearDiagnostics, smallSampleWarnings } from "./linear-diagnostics.ts";
import { estimateOf, type FTest, fTest, jointTest, type LinearEstimate } from "./linear-inference.ts";

export const linearColumns = {
  outcome: column("number", "the outcome of the row"),
  covariates: columnsOf("covariate", "what the outcome may depend on; texts are categories, the first by code points is the reference"),
  weight: mayColumn("amount", "weight of the row, as the inverse of its variance; 0 leaves it out"),
} as const;
export const linearOptions = { variance: choice(linearVariances, "model", "covariance of the coefficients: one variance of residuals, or robust against unequal ones (hc0 to hc3; hc3 is best in small samples)"), level: levelField } as const;

export interface LinearRegression extends ResultForm {
  readonly coefficients: readonly (DesignTerm & LinearEstimate)[];
  readonly covariance: readonly (readonly number[])[];
  readonly references: Readonly<Record<string, string>>;
  /** Each covariate, given all others (type III). */
  readonly terms: readonly { readonly covariate: string; readonly test: FTest }[];
  readonly residualSd: number;
  readonly degreesOfFreedom: number;
  readonly rSquared: number;
  readonly adjustedRSquared: number;
  /** Of all covariates together, by sums of squares. */
  readonly overall: FTest;
  readonly diagnostics: LinearDiagnostics;
  readonly rows: number;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Linear regression by (weighted) least squares, through a QR decomposition of standardised covariates.
 *
 * Tests and intervals are by t with n - k degrees of freedom, whichever the variance; those of whole covariates by Wald's F, given all
 * others, which is type III for models without interactions.
 * Throws StatisticRefusal `empty`, `too-few`, `singular`, `not-identified` (a fit without error), and as `readRows` and `readOptions`.
 *
 * Sources: MacKinnon and White 1985, doi 10.1016/0304-4076(85)90158-7 (hc1 to hc3); Cook 1977, doi 10.1080/00401706.1977.10489493 (recalled).
 * R: `lm`, `drop1(test = "F")`, `sandwich::vcovHC`, `rstudent`, `cooks.distance`; to 1e-9.
 *
 * @example fitLinear({ outcome: [1, 3, 4, 8], covariates: { dose: [0, 1, 2, 3] } }).coefficients[1].estimate // 2.2
 */
export function fitLinear(columns: GivenColumns<typeof linearColumns>, options: GivenOptions<typeof linearOptions> = {}): LinearRegression {
  const { variance, level } = readOptions(linearOptions, options);
  const { columns: { outcome, covariates, weight }, size, missing } = readRows(linearColumns, columns);
  const design = designMatrix(covariates, { intercept: true, size });
  const fit = fitLeastSquares(design, outcome, weight, variance);
  const { residualSumOfSquares: left, totalSumOfSquares: total, degreesOfFreedom } = fit;
  const diagnostics = linearDiagnostics(fit, weight);
  const count = design.terms.length;
  const coefficients = design.terms.map((term, at) => ({ ...term, ...estimateOf(fit, unitVector(count, at), level) }));
  return resultOf({
    method: `Linear regression by ${weight === null ? "" : "weighted "}least squares; standard errors ${variance === "model" ? "from one residual variance" : `from the sandwich estimator (${variance.toUpperCase()})`}; t tests and ${Number((level * 100).toPrecision(6))} % intervals with ${degreesOfFreedom} degrees of freedom; covariates by F, each given all others.`,
    coefficients,
    covariance: rowsOf(fit.covariance),
    references: design.references,
    terms: covariates.map(({ name }) => ({ covariate: name, test: jointTest(fit, design.terms.flatMap((term, at) => (term.covariate === name ? [at] : []))) })),
    residualSd: Math.sqrt(left / degreesOfFreedom),
    degreesOfFreedom,
    rSquared: 1 - left / total,
    adjustedRSquared: 1 - (left / degreesOfFreedom / total) * (degreesOfFreedom + count - 1),
    overall: fTest((total - left) / (count - 1) / (left / degreesOfFreedom), count - 1, degreesOfFreedom),
    diagnostics,
    rows: degreesOfFreedom + count,
    missing,
    warnings: smallSampleWarnings(fit, diagnostics),
  });
}

export const unitVector = (size: number, at: number): Float64Array => Float64Array.from({ length: size }, (_, place) => (place === at ? 1 : 0));
