/** The mixed-effects model of meta-analysis: estimates = Xb + u + e, u with variance τ², e with known variances. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import type { Matrix } from "../../linear-algebra/matrix.ts";
import { type TauSquaredEstimator, type TauSquaredFit, fitTauSquared } from "./fit-tau-squared.ts";
import { type WeightedMoments, weightedMoments } from "./weighted-moments.ts";

export interface MixedEffectsOptions {
  /** `common`: τ² is 0. */
  readonly model: "common" | "random";
  /** Used where the model is random. */
  readonly tauSquared?: TauSquaredEstimator;
  /** A τ² that is known, in place of an estimate. */
  readonly tauSquaredValue?: number | null;
}
export interface MixedEffectsFit {
  /** One per column of X. */
  readonly coefficients: Float64Array;
  /** (X'WX)⁻¹, before any factor of Knapp and Hartung. */
  readonly covariance: Matrix;
  /** The τ² that was used. */
  readonly tauSquared: number;
  /** How it was estimated; `null` for a common effect and a given value. */
  readonly estimation: TauSquaredFit | null;
  /** k - p. */
  readonly residualDegrees: number;
  /** Σ w (y - Xb)² at the τ² used; over the residual degrees it is Knapp and Hartung's factor. */
  readonly residualSum: number;
  /** The same at τ² = 0: Cochran's Q, or the residual heterogeneity QE. */
  readonly commonResidualSum: number;
  /** (k - p) / tr P at τ² = 0, Higgins and Thompson's typical variance; `null` without residual degrees. */
  readonly typicalVariance: number | null;
  /** 1 / (v + τ²). */
  readonly weights: Float64Array;
  /** For profiles, intervals of τ², residuals and leverages. Filling it leaves the fields above as they are. */
  readonly moments: WeightedMoments;
}

/**
 * Fits the model by weighted least squares with τ² estimated first. `design` null: a common mean.
 *
 * Time k p² per iteration, no matrix of k by k. Variances must be above zero.
 * Throws StatisticRefusal `too-few` for fewer studies than columns, `singular` for a design whose columns determine each other,
 * `not-identified` where τ² is to be estimated from k = p studies, and `not-converged`.
 *
 * R: `metafor::rma(yi, vi, mods = X, intercept = FALSE)`; to 1e-9 where its iterations are run to their end.
 */
export function fitMixedEffects(estimates: Float64Array, variances: Float64Array, design: Matrix | null, options: MixedEffectsOptions): MixedEffectsFit {
  if (estimates.length === 0) throw new StatisticRefusal("empty", "estimate", "There is no study.", "Give at least one.");
  const moments = weightedMoments(estimates, variances, design);
  const residualDegrees = moments.size - moments.parameters;
  moments.fill(0);
  const commonResidualSum = moments.residualSum;
  const typicalVariance = residualDegrees > 0 ? residualDegrees / moments.traceP : null;
  let estimation: TauSquaredFit | null = null;
  let tauSquared = options.model === "random" ? (options.tauSquaredValue ?? null) : 0;
  if (tauSquared === null) {
    if (residualDegrees <= 0) throw new StatisticRefusal("not-identified", "tauSquared", `The variance between studies cannot be estimated from ${moments.size} studies with ${moments.parameters} parameters.`, 'Choose the model "common", or give a value for it.', { studies: moments.size, parameters: moments.parameters });
    estimation = fitTauSquared(moments, options.tauSquared ?? "REML");
    tauSquared = estimation.estimate;
  }
  moments.fillResiduals(tauSquared);
  return {
    coefficients: moments.coefficients(),
    covariance: moments.covariance(),
    tauSquared,
    estimation,
    residualDegrees,
    residualSum: moments.residualSum,
    commonResidualSum,
    typicalVariance,
    weights: moments.weights.slice(),
    moments,
  };
}

/** y - Xb of each study, and its pull on its own fitted value (the hat values), at the τ² of the fit. */
export function diagnoseFit({ moments, tauSquared }: MixedEffectsFit): { readonly residuals: Float64Array; readonly leverages: Float64Array } {
  moments.fillResiduals(tauSquared);
  return { residuals: moments.residuals(), leverages: moments.leverages() };
}
