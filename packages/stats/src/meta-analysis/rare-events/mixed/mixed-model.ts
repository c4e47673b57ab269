/** The mixed models of rare events, all of one shape: two arms or one in each study, at most two random effects. */
import type { LikelihoodTerm } from "./likelihood-terms.ts";

/**
 * Linear predictor of an arm of study i: offset + Σ fixed × coefficient + own × (the study's own parameter) + Σ random × scale × b,
 * the b being independent and standard normal.
 */
export interface MixedModel {
  readonly studies: number;
  /** 1 or 2; terms and offsets hold the arms of a study next to each other. */
  readonly arms: number;
  readonly terms: readonly LikelihoodTerm[];
  readonly offsets: Float64Array;
  /** A row for each arm: what it multiplies each coefficient with. */
  readonly fixed: readonly (readonly number[])[];
  /** What each arm multiplies the parameter of its own study with; `null` where studies have none. */
  readonly own: readonly number[] | null;
  /** A row for each arm: what it multiplies each scaled random effect with; at most two. */
  readonly random: readonly (readonly number[])[];
}

export const coefficientCount = (model: MixedModel): number => model.fixed[0]?.length ?? 0;
export const scaleCount = (model: MixedModel): number => model.random[0]?.length ?? 0;
