/** What survival curves and their tests are computed from: counts at each distinct time, which sites can share and add up. */
import type { MissingRows } from "../form/columns.ts";

/** The counts of one group in one stratum. */
export interface SurvivalCell {
  /** `all` where rows have no groups. */
  readonly group: string;
  /** `all` where rows have no strata. */
  readonly stratum: string;
  /** Rows, each counted once whatever its weight. */
  readonly rows: number;
  /** Distinct times at which somebody had the event or was censored, rising. */
  readonly times: Float64Array;
  /** Events at each time: rows, or the sum of their weights. */
  readonly events: Float64Array;
  /** Censored at each time, likewise. */
  readonly censored: Float64Array;
  /** Rows with an event at each time, where rows have weights; else `null`, and `events` says it. */
  readonly eventRows: Float64Array | null;
  /** Distinct times at which somebody came under observation, rising; empty where all were from the beginning. */
  readonly entryTimes: Float64Array;
  readonly entries: Float64Array;
}

/** All that is needed of a data set. It goes through JSON and back: see `readSurvivalSummary`. */
export interface SurvivalSummary {
  readonly kind: "survival-summary";
  readonly edition: 1;
  /** One for each group in each stratum, by stratum, then by group. */
  readonly cells: readonly SurvivalCell[];
  /** Whether rows had weights. */
  readonly weighted: boolean;
  readonly rows: number;
  readonly missing: MissingRows;
}

/** What groups or strata are called where there is no such column. */
export const everybody = "all";

/** Names in order: as numbers where all are numbers, else by their letters. @example inOrder(["10", "9"]) // ["9", "10"] */
export function inOrder(names: Iterable<string>): string[] {
  const distinct = [...new Set(names)];
  const numbers = distinct.every((name) => name.trim() !== "" && Number.isFinite(Number(name)));
  return distinct.toSorted((one, other) => (numbers ? Number(one) - Number(other) : 0) || (one < other ? -1 : one > other ? 1 : 0));
}
