/** Studies of a sensitivity analysis, read once and pooled in any selection. */
import type { GivenColumns, MissingRows } from "../../form/columns.ts";
import { type GivenOptions, type ReadOptions, readOptions } from "../../form/option-fields.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { type EffectSizes, computeEffectSizes } from "../effect-sizes/compute-effect-sizes.ts";
import { effectSizeColumns, effectSizeOptions } from "../effect-sizes/effect-size-options.ts";
import type { Measure } from "../effect-sizes/measures.ts";
import { poolEstimates } from "../pooling/pool-estimates.ts";
import type { PooledEffect } from "../pooling/pooled-effect.ts";
import { poolingModelOptions } from "../pooling/pooling-options.ts";

const { tauSquaredInterval: _, ...modelOptions } = poolingModelOptions;
/** Columns of the studies as for effect sizes; the measure decides which are needed. */
export const sensitivityColumns = effectSizeColumns;
/** Options of effect sizes and of pooling by inverse variance. */
export const sensitivityOptions = { ...effectSizeOptions, ...modelOptions } as const;
export type SensitivityChoices = ReadOptions<typeof sensitivityOptions>;

export interface StudySet {
  readonly effectSizes: EffectSizes;
  readonly measure: Measure;
  readonly names: readonly string[];
  readonly estimates: Float64Array;
  readonly variances: Float64Array;
  readonly missing: MissingRows;
}

/** Those of the options that belong to effect sizes. */
export const ofEffectSizes = (options: object): GivenOptions<typeof effectSizeOptions> => Object.fromEntries(Object.keys(effectSizeOptions).map((name) => [name, (options as Readonly<Record<string, unknown>>)[name]]));

/**
 * Reads studies; fewer than `least` of them are refused as `too-few`. Errors as `computeEffectSizes`.
 */
export function readStudySet(columns: GivenColumns<typeof sensitivityColumns>, options: object, least: number): StudySet {
  const effectSizes = computeEffectSizes(columns, ofEffectSizes(options));
  const { estimates, variances, studies, measure, missing } = effectSizes;
  if (estimates.length < least) throw new StatisticRefusal("too-few", "columns", `There ${estimates.length === 1 ? "is 1 study" : `are ${estimates.length} studies`} with an estimate.`, `Give at least ${least}.`, { studies: estimates.length });
  return { effectSizes, measure, names: studies, estimates, variances, missing };
}

export const readSensitivityOptions = (options: GivenOptions<typeof sensitivityOptions>): SensitivityChoices => readOptions(sensitivityOptions, options);

/** Pools the studies at the given places; everything as `poolEffects` but for the interval of τ². */
export function poolSelection(set: StudySet, places: ArrayLike<number>, chosen: Omit<SensitivityChoices, keyof typeof effectSizeOptions>): Omit<PooledEffect, "toJSON"> {
  const names: string[] = [];
  const estimates = new Float64Array(places.length);
  const variances = new Float64Array(places.length);
  const sizes = set.effectSizes.sizes === null ? null : new Float64Array(places.length);
  for (let at = 0; at < places.length; at++) {
    const place = places[at] as number;
    names.push(set.names[place] as string);
    estimates[at] = set.estimates[place] as number;
    variances[at] = set.variances[place] as number;
    if (sizes !== null) sizes[at] = set.effectSizes.sizes?.[place] as number;
  }
  return poolEstimates({ measure: set.measure, names, estimates, variances, weights: null, sizes, missing: set.missing }, { ...chosen, tauSquaredInterval: "none" });
}

/** All places but one; the array is filled anew each time. */
export function leaveOut(into: Int32Array, without: number): Int32Array {
  for (let at = 0; at < into.length; at++) into[at] = at < without ? at : at + 1;
  return into;
}
