/** From the studies' own numbers to the pooled effect in one step. */
import type { GivenColumns } from "../../form/columns.ts";
import { type GivenOptions, readOptions } from "../../form/option-fields.ts";
import { resultOf } from "../../form/result.ts";
import { type EffectSizes, computeEffectSizes } from "../effect-sizes/compute-effect-sizes.ts";
import { effectSizeColumns, effectSizeOptions } from "../effect-sizes/effect-size-options.ts";
import { poolEstimates } from "./pool-estimates.ts";
import type { PooledEffect } from "./pooled-effect.ts";
import { poolingModelOptions } from "./pooling-options.ts";

/** Options of `poolStudies`: those of effect sizes and those of pooling. */
export const poolStudiesOptions = { ...effectSizeOptions, ...poolingModelOptions } as const;

export interface PooledStudies extends PooledEffect {
  /** What was pooled, which studies were corrected and which left out. */
  readonly effectSizes: Omit<EffectSizes, "toJSON">;
}

/**
 * Computes effect sizes and pools them by inverse variance; see {@link computeEffectSizes} and {@link poolEffects}, whose errors
 * it throws. For rare events Mantel and Haenszel's, Peto's or a binomial mixed model are better: they need no correction.
 *
 * @example poolStudies({ events: [1, 2], total: [20, 30] }, { measure: "proportion-arcsine" }).proportion
 */
export function poolStudies(columns: GivenColumns<typeof effectSizeColumns>, options: GivenOptions<typeof poolStudiesOptions> = {}): PooledStudies {
  const chosen = readOptions(poolStudiesOptions, options);
  const ofSizes = Object.fromEntries(Object.keys(effectSizeOptions).map((name) => [name, options[name as keyof typeof effectSizeOptions]]));
  const { toJSON: _, ...effectSizes } = computeEffectSizes(columns, ofSizes);
  const { estimates, variances, studies, sizes, missing, measure } = effectSizes;
  const pooled = poolEstimates({ measure, names: studies, estimates, variances, weights: null, sizes, missing }, chosen);
  return resultOf({ ...pooled, method: `${effectSizes.method} ${pooled.method}`, warnings: [...new Set([...effectSizes.warnings, ...pooled.warnings])], effectSizes });
}
