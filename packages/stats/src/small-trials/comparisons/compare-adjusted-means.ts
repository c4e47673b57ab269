/** Arms compared by a linear model that adjusts for baseline and factors (analysis of covariance). */
import { column, type GivenColumns, mayColumnsOf, type MissingRows, type NamedColumn, readRows } from "../../form/columns.ts";
import { choice, type GivenOptions, level as levelField, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { zeroMatrix } from "../../linear-algebra/matrix.ts";
import { categoriesOf, type Design, designMatrix } from "../../regression/design-matrix.ts";
import { unitVector } from "../../regression/fit-linear.ts";
import { fitLeastSquares, type LinearFit, linearVariances } from "../../regression/linear-core.ts";
import { type LinearDiagnostics, linearDiagnostics, smallSampleWarnings } from "../../regression/linear-diagnostics.ts";
import { estimateOf, type FTest, fTest, jointTest, type LinearEstimate } from "../../regression/linear-inference.ts";
import { reference } from "./mean-options.ts";

export const adjustedColumns = { outcome: column("number", "the outcome of the row"), group: column("text", "arm of the row"), covariates: mayColumnsOf("covariate", "baseline values as numbers, factors as texts") } as const;
export const adjustedOptions = {
  variance: choice(linearVariances, "model", "covariance of the coefficients: one variance of residuals, or robust (hc0 to hc3)"),
  factors: choice(["equal", "observed"], "equal", "adjusted means over the categories of factors: each alike, or as often as they are seen"),
  reference,
  level: levelField,
} as const;

export interface AdjustedMeans extends ResultForm {
  /** Each arm's mean at the mean of baseline numbers, averaged over factors. */
  readonly means: readonly (LinearEstimate & { readonly group: string; readonly size: number })[];
  /** Each arm less the reference. */
  readonly differences: readonly (LinearEstimate & { readonly group: string; readonly reference: string })[];
  /** Arm and covariates, each given all others (type III). */
  readonly terms: readonly { readonly covariate: string; readonly test: FTest }[];
  /** Whether slopes differ between arms, one covariate of numbers at a time; `null` with its reason. */
  readonly slopes: readonly { readonly covariate: string; readonly test: FTest | null; readonly reason: string | null }[];
  readonly residualSd: number;
  readonly degreesOfFreedom: number;
  readonly diagnostics: LinearDiagnostics;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Analysis of covariance: the outcome on the arm, adjusted for baseline values and factors; adjusted means and differences with intervals
 * by t, F tests of type III, and a test of equal slopes for each covariate of numbers.
 *
 * The difference is that of arms with alike covariates, and of the whole trial where slopes are equal. The test of slopes takes the
 * model's variance, whichever is asked for.
 * Throws StatisticRefusal `empty`, `one-group`, `too-few`, `singular`, `not-identified`, `unknown-choice`, and as `readRows` and `readOptions`.
 *
 * R: `lm`, `drop1(test = "F")`, `sandwich::vcovHC`; adjusted means as `emmeans` has them (equal), or at observed shares; to 1e-9.
 *
 * @example compareAdjustedMeans({ outcome: [5, 6, 8, 9, 6, 9], group: ["a", "a", "a", "b", "b", "b"], covariates: { baseline: [1, 2, 3, 3, 1, 2] } }).differences[0].group // b
 */
export function compareAdjustedMeans(columns: GivenColumns<typeof adjustedColumns>, options: GivenOptions<typeof adjustedOptions> = {}): AdjustedMeans {
  const { variance, factors, reference: wanted, level } = readOptions(adjustedOptions, options);
  const { columns: { outcome, group, covariates: given }, size, missing } = readRows(adjustedColumns, columns);
  if (size === 0) throw new StatisticRefusal("empty", "outcome", "There are no rows.", "Give the rows of two arms.");
  const covariates = given ?? [];
  const names = categoriesOf(group);
  if (names.length === 1) throw new StatisticRefusal("one-group", "group", `All rows belong to ${JSON.stringify(names[0])}.`, "Give rows of two arms at least.");
  if (wanted !== null && !names.includes(wanted)) throw new StatisticRefusal("unknown-choice", "reference", `${JSON.stringify(wanted)} is no arm.`, `Choose one of ${names.join(", ")}.`);
  if (covariates.some(({ name }) => name === "group")) throw new StatisticRefusal("options-conflict", "covariates.group", "A covariate is called group, as the arm.", "Give it another name.");
  const all: readonly NamedColumn<"covariate">[] = [{ name: "group", values: group }, ...covariates];
  const last = wanted ?? (names[0] as string);
  const design = designMatrix(all, { intercept: true, size, references: { group: last } });
  const fit = fitLeastSquares(design, outcome, null, variance);
  const diagnostics = linearDiagnostics(fit, null);
  const typical = typicalRow(design, factors);
  const arms = design.terms.map((term, at) => ({ ...term, at })).filter(({ covariate }) => covariate === "group");
  const meanOf = (name: string): LinearEstimate => estimateOf(fit, typical.map((one, at) => (design.terms[at]?.covariate === "group" ? (design.terms[at].category === name ? 1 : 0) : one)), level);
  return resultOf({
    method: `Analysis of covariance by least squares${covariates.length === 0 ? "" : `, adjusted for ${covariates.map(({ name }) => name).join(", ")}`}; standard errors ${variance === "model" ? "from one residual variance" : `from the sandwich estimator (${variance.toUpperCase()})`}; t intervals (${Number((level * 100).toPrecision(6))} %) with ${fit.degreesOfFreedom} degrees of freedom; adjusted means at mean covariates, categories of factors ${factors === "equal" ? "weighted alike" : "as observed"}; F tests of type III; equal slopes by F.`,
    means: names.map((name) => ({ group: name, size: group.filter((one) => one === name).length, ...meanOf(name) })),
    differences: arms.map(({ category, at }) => ({ group: category as string, reference: last, ...estimateOf(fit, unitVector(typical.length, at), level) })),
    terms: all.map(({ name }) => ({ covariate: name, test: jointTest(fit, design.terms.flatMap((term, at) => (term.covariate === name ? [at] : []))) })),
    slopes: covariates.filter(({ values }) => values instanceof Float64Array).map(({ name }) => ({ covariate: name, ...slopesOf(design, fit, outcome, name) })),
    residualSd: Math.sqrt(fit.residualSumOfSquares / fit.degreesOfFreedom),
    degreesOfFreedom: fit.degreesOfFreedom,
    diagnostics,
    missing,
    warnings: smallSampleWarnings(fit, diagnostics),
  });
}

/** The row for which adjusted means are told: numbers at their mean, indicators at the share of their category. */
function typicalRow({ matrix, terms }: Design, factors: "equal" | "observed"): Float64Array {
  return Float64Array.from(terms, ({ covariate, category }, at) => {
    if (category !== null && factors === "equal") return 1 / (1 + terms.filter((term) => term.covariate === covariate).length);
    let mean = 0;
    for (let row = 0; row < matrix.rows; row++) mean += ((matrix.values[row * matrix.columns + at] as number) - mean) / (row + 1);
    return mean;
  });
}

/** F of the products of arm and covariate, added to the model. */
function slopesOf(design: Design, fit: LinearFit, outcome: Float64Array, name: string): { readonly test: FTest | null; readonly reason: string | null } {
  const { matrix: { rows, columns, values }, terms } = design;
  const arms = terms.flatMap((term, at) => (term.covariate === "group" ? [at] : []));
  const own = terms.findIndex((term) => term.covariate === name);
  const mean = typicalRow(design, "observed")[own] as number;
  const wider = zeroMatrix(rows, columns + arms.length);
  for (let row = 0; row < rows; row++) {
    for (let at = 0; at < columns; at++) wider.values[row * wider.columns + at] = values[row * columns + at] as number;
    for (const [at, arm] of arms.entries()) wider.values[row * wider.columns + columns + at] = (values[row * columns + arm] as number) * ((values[row * columns + own] as number) - mean);
  }
  try {
    const full = fitLeastSquares({ ...design, matrix: wider, terms: [...terms, ...arms.map((arm) => ({ term: `${terms[arm]?.term ?? ""} × ${name}`, covariate: name, category: null }))] }, outcome, null, "model");
    if (!(full.residualSumOfSquares > 0)) return { test: null, reason: "With slopes of their own the model fits without error." };
    return { test: fTest((fit.residualSumOfSquares - full.residualSumOfSquares) / arms.length / (full.residualSumOfSquares / full.degreesOfFreedom), arms.length, full.degreesOfFreedom), reason: null };
  } catch (refusal) {
    if (refusal instanceof StatisticRefusal) return { test: null, reason: refusal.message };
    throw refusal;
  }
}
