/** What every estimator of the variance between studies is made of, at one value of it. */
import type { Matrix } from "../../linear-algebra/matrix.ts";
import { designMoments } from "./design-moments.ts";
import { interceptMoments } from "./intercept-moments.ts";

/**
 * With weights w = 1/(v + τ²), W = diag(w) and P = W - WX(X'WX)⁻¹X'W. One object is filled anew at each value, so that an
 * iteration makes nothing. Time per value k p², memory k; no matrix of k by k is made.
 */
export interface WeightedMoments {
  readonly size: number;
  readonly parameters: number;
  readonly variances: Float64Array;
  readonly smallestVariance: number;
  readonly largestVariance: number;
  /** Squares of the unweighted residuals, added up. */
  readonly unweightedResidualSum: number;
  /** Squares of the estimates' distances from their mean, added up. */
  readonly spread: number;
  /** Where `fill` was last called; other weights where `fillWeights` was. */
  tauSquared: number;
  readonly weights: Float64Array;
  /** y'Py = Σ w (y - Xb)², the generalised Q. */
  residualSum: number;
  /** y'PPy, minus the derivative of y'Py. */
  residualSum2: number;
  /** y'PPPy, half of its second derivative. */
  residualSum3: number;
  traceP: number;
  tracePP: number;
  sumOfWeights: number;
  sumOfSquaredWeights: number;
  /** tr(PV) for the sampling variances V. */
  tracePV: number;
  /** y'Py and y'PPy only. */
  fillResiduals(tauSquared: number): void;
  fill(tauSquared: number): void;
  /** y'Py, tr P, tr PP and tr PV for any weights. */
  fillWeights(weightOf: (variance: number) => number): void;
  /** Log-likelihood at a value, with all its constants; fills, too. */
  logLikelihood(tauSquared: number, kind: "ML" | "REML"): number;
  /** At the last fill: coefficients and (X'WX)⁻¹, in the columns of X. */
  coefficients(): Float64Array;
  covariance(): Matrix;
  /** At the last fill: y - Xb, and the pull of each study on its own fitted value, w x'(X'WX)⁻¹x. */
  residuals(): Float64Array;
  leverages(): Float64Array;
}

/**
 * Moments of estimates with known variances about a design; `null` is a column of ones. Throws StatisticRefusal `singular` for
 * columns that determine each other, with the first of them, and `too-few` for fewer rows than columns.
 */
export const weightedMoments = (estimates: Float64Array, variances: Float64Array, design: Matrix | null): WeightedMoments => (design === null ? interceptMoments(estimates, variances) : designMoments(estimates, variances, design));
