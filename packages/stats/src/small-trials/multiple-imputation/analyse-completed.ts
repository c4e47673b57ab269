/** One completed data set, analysed. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import type { NamedColumn } from "../../form/columns.ts";
import { runSteps } from "../../optimisation/run-steps.ts";
import { type DesignTerm, designMatrix } from "../../regression/design-matrix.ts";
import { fitLeastSquares } from "../../regression/linear-core.ts";
import { logisticCore } from "../../regression/logistic-core.ts";

export interface CompletedSet {
  readonly outcome: Float64Array;
  /** The arm first. */
  readonly covariates: readonly NamedColumn<"covariate">[];
}
export interface CompletedAnalysis {
  readonly terms: readonly DesignTerm[];
  readonly estimates: Float64Array;
  readonly variances: Float64Array;
  /** Rows less coefficients. */
  readonly degreesOfFreedom: number;
}
export type Analysis = "linear" | "logistic";

/** Throws StatisticRefusal as linear and logistic regression do; `not-identified` where a linear model fits without error. */
export function analyseCompleted({ outcome, covariates }: CompletedSet, analysis: Analysis, reference: string): CompletedAnalysis {
  const design = designMatrix(covariates, { intercept: true, size: outcome.length, references: { arm: reference } });
  const { coefficients, covariance } = analysis === "linear" ? fitLeastSquares(design, outcome, null, "model") : runSteps(logisticCore({ design, events: outcome, weights: null, offsets: null }));
  const variances = Float64Array.from(coefficients, (_, at) => covariance.values[at * (covariance.columns + 1)] as number);
  if (!variances.every((one) => one > 0)) throw new StatisticRefusal("not-identified", "outcome", "The model fits without error: there is no standard error.", "Describe the outcome; there is nothing to test.");
  return { terms: design.terms, estimates: coefficients, variances, degreesOfFreedom: outcome.length - design.terms.length };
}
