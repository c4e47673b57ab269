/** The curve of one group: survival with its error and limits at each distinct time. */
import { type RiskTable, leftAt, riskTable } from "./risk-table.ts";
import { type LimitScale, survivalLimits } from "./survival-limits.ts";
import type { SurvivalCell } from "./survival-summary.ts";

export interface SurvivalSteps extends RiskTable {
  readonly survival: Float64Array;
  /** Of survival, not of its logarithm. */
  readonly standardError: Float64Array;
  readonly scale: LimitScale;
  /** Standard errors from survival to its limits, on that scale. */
  readonly z: number;
  /** From this step on (from 0) survival is below 1. */
  readonly firstDrop: number;
  /** From this step on survival is 0; the number of steps where it stays above. */
  readonly firstZero: number;
}

/**
 * Survival as a product of 1 - d/n over times with events. Before the first event survival, lower and upper limit are 1 and the error
 * is 0. Where survival is 0 nothing bounds the logarithm: the limits are 0 and 1, and Greenwood's error has no bound (Infinity).
 */
export function survivalSteps(cell: SurvivalCell, scale: LimitScale, variance: "greenwood" | "tsiatis", z: number): SurvivalSteps {
  const table = riskTable(cell);
  const { atRisk, events } = table;
  const size = atRisk.length;
  const [survival, standardError] = [new Float64Array(size), new Float64Array(size)];
  let alive = 1;
  let sum = 0;
  let firstDrop = size;
  let firstZero = size;
  for (let at = 0; at < size; at++) {
    const had = events[at] as number;
    if (had === 0 && at > 0) {
      survival[at] = alive;
      standardError[at] = standardError[at - 1] as number;
      continue;
    }
    if (had > 0) {
      const n = atRisk[at] as number;
      const left = leftAt(table, at);
      alive *= left / n;
      sum += variance === "greenwood" ? had / (n * left) : had / (n * n);
      if (firstDrop === size) firstDrop = at;
      if (alive === 0 && firstZero === size) firstZero = at;
    }
    survival[at] = alive;
    if (alive === 0) standardError[at] = variance === "greenwood" ? Number.POSITIVE_INFINITY : 0;
    else if (alive < 1) standardError[at] = alive * Math.sqrt(sum);
  }
  return { ...table, survival, standardError, scale, z, firstDrop, firstZero };
}

/** The limits at a step. */
export function limitsAt({ survival, standardError, scale, z }: SurvivalSteps, at: number): readonly [lower: number, upper: number] {
  const alive = survival[at] as number;
  if (alive === 1) return [1, 1];
  if (alive === 0) return [0, 1];
  return survivalLimits(scale, alive, (standardError[at] as number) / alive, z);
}

/** The limits at all steps: made when they are asked for, as they take as much room as all rows. */
export function limitLists(steps: SurvivalSteps): { readonly lower: Float64Array; readonly upper: Float64Array } {
  const size = steps.times.length;
  const [lower, upper] = [new Float64Array(size), new Float64Array(size)];
  for (let at = 0; at < size; at++) {
    const same = at > 0 && steps.events[at] === 0;
    const limits = same ? null : limitsAt(steps, at);
    lower[at] = limits === null ? (lower[at - 1] as number) : limits[0];
    upper[at] = limits === null ? (upper[at - 1] as number) : limits[1];
  }
  return { lower, upper };
}
