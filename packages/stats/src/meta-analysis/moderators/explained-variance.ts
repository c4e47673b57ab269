/** How much of the variance between studies moderators explain. */
import { type MixedEffectsFit, fitMixedEffects } from "../pooling/fit-mixed-effects.ts";
import type { TauSquaredEstimator } from "../pooling/fit-tau-squared.ts";

export interface ExplainedVariance {
  readonly rSquared: number | null;
  readonly tauSquaredWithout: number | null;
  readonly rSquaredReason: string | null;
}

/**
 * 100 (τ₀² - τ²) / τ₀² with τ₀² by the same estimator without moderators; 0 where that is below 0.
 * Source: Raudenbush 2009, in Cooper, Hedges and Valentine, The Handbook of Research Synthesis, chapter 16 (recalled).
 * R: `rma(…, mods = )$R2`.
 */
export function explainedVariance(estimates: Float64Array, variances: Float64Array, fit: MixedEffectsFit, chosen: { readonly model: "common" | "random"; readonly tauSquared: TauSquaredEstimator; readonly tauSquaredValue: number | null; readonly intercept: boolean; readonly moderators: number }): ExplainedVariance {
  const none = (rSquaredReason: string, tauSquaredWithout: number | null = null): ExplainedVariance => ({ rSquared: null, tauSquaredWithout, rSquaredReason });
  if (chosen.model === "common") return none("A model with a common effect has no variance between studies.");
  if (chosen.tauSquaredValue !== null) return none("The variance between studies was given, not estimated.");
  if (chosen.moderators === 0) return none("There is no moderator.");
  if (!chosen.intercept) return none("Without an intercept the model does not hold the one without moderators.");
  const without = fitMixedEffects(estimates, variances, null, { model: "random", tauSquared: chosen.tauSquared }).tauSquared;
  if (without === 0) return none("Without moderators the variance between studies is estimated as 0: there is nothing to explain.", 0);
  return { rSquared: Math.max(0, (100 * (without - fit.tauSquared)) / without), tauSquaredWithout: without, rSquaredReason: null };
}
