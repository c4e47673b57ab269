/** How much the effects of studies differ: Q, I² by both its definitions, H². */
import { chiSquareTail } from "../../distributions/chi-square.ts";
import type { MixedEffectsFit } from "./fit-mixed-effects.ts";
import type { TauSquaredInterval } from "./tau-squared-interval.ts";

export interface Heterogeneity {
  /** Cochran's Q against chi-square with k - p degrees of freedom; `null` without any. */
  readonly test: { readonly statistic: number; readonly distribution: "chi-square"; readonly degreesOfFreedom: number; readonly pValue: number } | null;
  /** max(0, (Q - df) / Q), percent. */
  readonly iSquaredFromQ: number | null;
  /** τ² / (τ² + typical variance), percent; `null` for a common effect. */
  readonly iSquaredFromTauSquared: number | null;
  /** I² at the limits of τ², percent. */
  readonly iSquaredInterval: { readonly lower: number; readonly upper: number } | null;
  /** Q / df. */
  readonly hSquaredFromQ: number | null;
  /** 1 + τ² / typical variance. */
  readonly hSquaredFromTauSquared: number | null;
  /** Higgins and Thompson's: (k - p) / tr P at τ² = 0. */
  readonly typicalVariance: number | null;
  /** Why there is none of this. */
  readonly reason: string | null;
}

/**
 * Source: Higgins and Thompson 2002, Stat Med 21:1539, doi 10.1002/sim.1186 (recalled). R: `rma(…)$QE, $I2, $H2, $vt`; metafor
 * prints I² from τ² for random effects and I² from Q for a common effect.
 */
export function assessHeterogeneity(fit: MixedEffectsFit, model: "common" | "random", interval: TauSquaredInterval | null): Heterogeneity {
  const { commonResidualSum: q, residualDegrees: free, typicalVariance, tauSquared } = fit;
  if (free < 1 || typicalVariance === null) return { test: null, iSquaredFromQ: null, iSquaredFromTauSquared: null, iSquaredInterval: null, hSquaredFromQ: null, hSquaredFromTauSquared: null, typicalVariance: null, reason: "One study cannot differ from others." };
  const share = (value: number): number => (100 * value) / (value + typicalVariance);
  const random = model === "random";
  return {
    test: { statistic: q, distribution: "chi-square", degreesOfFreedom: free, pValue: chiSquareTail(q, free, { tail: "upper" }) },
    iSquaredFromQ: q > free ? (100 * (q - free)) / q : 0,
    iSquaredFromTauSquared: random ? share(tauSquared) : null,
    iSquaredInterval: interval?.lower == null || interval.upper === null ? null : { lower: share(interval.lower), upper: share(interval.upper) },
    hSquaredFromQ: q / free,
    hSquaredFromTauSquared: random ? 1 + tauSquared / typicalVariance : null,
    typicalVariance,
    reason: null,
  };
}
