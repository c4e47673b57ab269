/** What cumulative incidence and Gray's test are computed from: counts at each distinct time, which sites can share and add up. */
import type { MissingRows } from "../../form/columns.ts";

/** The counts of one group in one stratum. */
export interface CompetingRisksCell {
  /** `all` where rows have no groups. */
  readonly group: string;
  /** `all` where rows have no strata. */
  readonly stratum: string;
  /** Rows, each counted once whatever its weight. */
  readonly rows: number;
  /** Distinct times at which somebody had an event or was censored, rising. */
  readonly times: Float64Array;
  /** For each cause of the summary, in their order: events at each time, or the sum of their weights. */
  readonly events: readonly Float64Array[];
  readonly censored: Float64Array;
  /** Sums of squared weights, for the infinitesimal jackknife; `null` where rows have no weights. */
  readonly eventSquares: readonly Float64Array[] | null;
  readonly censoredSquares: Float64Array | null;
  /** Distinct times at which somebody came under observation, rising; empty where all were from the beginning. */
  readonly entryTimes: Float64Array;
  readonly entries: Float64Array;
}

/** All that is needed of a data set. It goes through JSON and back: see `readCompetingRisksSummary`. */
export interface CompetingRisksSummary {
  readonly kind: "competing-risks-summary";
  readonly edition: 1;
  /** By number or letter. */
  readonly causes: readonly string[];
  /** One for each group in each stratum, by stratum, then by group. */
  readonly cells: readonly CompetingRisksCell[];
  readonly weighted: boolean;
  readonly rows: number;
  readonly missing: MissingRows;
}
