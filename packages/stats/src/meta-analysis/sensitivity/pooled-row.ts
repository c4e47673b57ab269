/** One line of a table of pooled results. */
import type { Limits, NaturalEffect, PooledEffect } from "../pooling/pooled-effect.ts";

export interface PooledRow {
  /** Studies that were pooled. */
  readonly studies: number;
  readonly estimate: number;
  readonly standardError: number;
  readonly interval: Limits;
  readonly test: PooledEffect["test"];
  readonly ratio: NaturalEffect | null;
  readonly difference: NaturalEffect | null;
  readonly proportion: NaturalEffect | null;
  readonly rate: NaturalEffect | null;
  /** `null` for a common effect, and for one study. */
  readonly tauSquared: number | null;
  /** Cochran's Q with its test; `null` for one study. */
  readonly heterogeneity: { readonly statistic: number; readonly degreesOfFreedom: number; readonly pValue: number } | null;
  readonly iSquaredFromQ: number | null;
  readonly iSquaredFromTauSquared: number | null;
  readonly hSquaredFromQ: number | null;
  readonly hSquaredFromTauSquared: number | null;
}

export function pooledRow(pooled: Omit<PooledEffect, "toJSON">): PooledRow {
  const { studies, estimate, standardError, interval, test, ratio, difference, proportion, rate, tauSquared, heterogeneity } = pooled;
  const { iSquaredFromQ, iSquaredFromTauSquared, hSquaredFromQ, hSquaredFromTauSquared } = heterogeneity;
  return { studies, estimate, standardError, interval, test, ratio, difference, proportion, rate, tauSquared: tauSquared?.estimate ?? null, heterogeneity: heterogeneity.test, iSquaredFromQ, iSquaredFromTauSquared, hSquaredFromQ, hSquaredFromTauSquared };
}
