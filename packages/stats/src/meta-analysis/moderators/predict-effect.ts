/** The effect that a model foretells for given moderators. */
import { quadraticForm } from "../../linear-algebra/quadratic-form.ts";
import type { Limits } from "../pooling/pooled-effect.ts";
import { type LinearInference, criticalValue, testContrast } from "./linear-inference.ts";

export interface PredictedEffect {
  /** The study, or the setting as asked for. */
  readonly at: string;
  readonly estimate: number;
  readonly standardError: number | null;
  readonly interval: Limits | null;
  /** For the effect in a new study with these moderators. */
  readonly prediction: (Limits & { readonly distribution: "normal" | "t"; readonly degreesOfFreedom: number | null }) | null;
  /** Why there is no standard error. */
  readonly reason: string | null;
  /** For measures that are ratios. */
  readonly ratio: { readonly estimate: number; readonly lower: number | null; readonly upper: number | null; readonly prediction: { readonly lower: number; readonly upper: number } | null } | null;
}
export interface PredictionOptions {
  readonly level: number;
  /** Variance of effects about what moderators foretell; `null`: no prediction interval. */
  readonly spread: number | null;
  /** Degrees of freedom of the prediction interval: normal for `null`; those of the interval where left out. */
  readonly degrees?: number | null;
  readonly ratio: boolean;
}

export const exponentials = ({ estimate, interval }: { readonly estimate: number; readonly interval: { readonly lower: number; readonly upper: number } }) => ({ estimate: Math.exp(estimate), lower: Math.exp(interval.lower), upper: Math.exp(interval.upper) });

/** Part of the model's variance below which a robust one is 0. */
const none = 1e-10;

/** For one row of a design. A robust variance of what one cluster alone determines is 0, and is not told: `reason`. */
export function predictEffect(inference: LinearInference, at: string, row: Float64Array, { level, spread, degrees, ratio }: PredictionOptions): PredictedEffect {
  if (!(quadraticForm(inference.covariance, row) > none * quadraticForm(inference.modelCovariance, row))) {
    const estimate = row.reduce((sum, value, place) => sum + value * (inference.coefficients[place] as number), 0);
    return { at, estimate, standardError: null, interval: null, prediction: null, reason: "One cluster alone determines it: its robust variance comes out as 0.", ratio: ratio ? { estimate: Math.exp(estimate), lower: null, upper: null, prediction: null } : null };
  }
  const { estimate, standardError, interval, test } = testContrast(inference, row, level);
  const free = degrees === undefined ? test.degreesOfFreedom : degrees;
  const reach = spread === null ? null : criticalValue(level, free) * Math.sqrt(standardError ** 2 + spread);
  const prediction = reach === null ? null : { lower: estimate - reach, upper: estimate + reach, level, distribution: free === null ? ("normal" as const) : ("t" as const), degreesOfFreedom: free };
  return { at, estimate, standardError, interval, prediction, reason: null, ratio: ratio ? { ...exponentials({ estimate, interval }), prediction: prediction === null ? null : { lower: Math.exp(prediction.lower), upper: Math.exp(prediction.upper) } } : null };
}
