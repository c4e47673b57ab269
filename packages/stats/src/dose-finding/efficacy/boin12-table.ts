/** The rank-based desirability table of BOIN12. */
import { DesignRefusal, requireFraction, requireWhole } from "../core/design-refusal.ts";
import { boin12Faults } from "./boin12-admissible.ts";
import { type Boin12Limits, type Boin12Utility, boin12Scale, desirability } from "./boin12-utility.ts";

export interface Boin12Row {
  readonly n: number;
  readonly events: number;
  readonly responses: number;
  /** Posterior probability of a utility above the benchmark. */
  readonly desirability: number;
  /** Rank among the admissible rows, 1 the least desirable; ties share the mean of their ranks. `null`: not admissible. */
  readonly rank: number | null;
}

export interface Boin12TableOptions extends Boin12Limits {
  readonly utility: Boin12Utility;
  /** Numbers of participants to show; 0, 3, 6 and 9 in the paper. */
  readonly sizes: readonly number[];
  /** 0.95 where left out. */
  readonly eventCutoff?: number;
  /** 0.9 where left out. */
  readonly responseCutoff?: number;
  /** [1, 1] where left out. */
  readonly prior?: readonly [number, number];
}

/**
 * Every count of participants, events and responses with its desirability and rank; to print and to look up.
 *
 * It needs the counts of events and responses alone only where the utilities of neither and both make 100; others are
 * refused, since the table would not say how many had both.
 *
 * Source: Lin et al. 2020, table 3, doi 10.1200/PO.20.00257. R: escalation `boin12_rds`.
 *
 * @example boin12Table({ mostEvents: 0.35, leastResponses: 0.25, utility: { neither: 40, both: 60 }, sizes: [0, 3, 6, 9] })[0]?.rank // 60
 */
export function boin12Table(options: Boin12TableOptions): Boin12Row[] {
  const { utility, sizes } = options;
  const scale = boin12Scale(options, utility, options.prior);
  if (Math.abs(utility.neither + utility.both - 100) > 1e-9) throw new DesignRefusal("not-additive", "utility", "The utilities of neither and both do not make 100.", "Give two that do, for example 40 and 60, or compute the desirability with the number who had both.");
  const safety = { ...options, eventCutoff: requireFraction("eventCutoff", options.eventCutoff ?? 0.95), responseCutoff: requireFraction("responseCutoff", options.responseCutoff ?? 0.9) };
  const rows: { n: number; events: number; responses: number; desirability: number; open: boolean }[] = [];
  for (const [at, size] of sizes.entries()) {
    const n = requireWhole(`sizes.${at}`, size, 0, 200);
    for (let events = 0; events <= n; events++) {
      for (let responses = 0; responses <= n; responses++) {
        const counts = { n, events, responses, both: Math.max(0, events + responses - n) };
        const faults = boin12Faults(counts, safety);
        rows.push({ n, events, responses, desirability: desirability(counts, scale), open: !faults.unsafe && !faults.futile });
      }
    }
  }
  const values = rows.flatMap((row) => (row.open ? [row.desirability] : [])).toSorted((one, other) => one - other);
  return rows.map(({ open, ...row }) => ({ ...row, rank: open ? meanRank(values, row.desirability) : null }));
}

/** Mean place, from 1, of the values that are equal up to the last digits. */
function meanRank(sorted: readonly number[], value: number): number {
  const slack = 1e-12;
  const first = sorted.findIndex((one) => one >= value - slack);
  const last = sorted.findLastIndex((one) => one <= value + slack);
  return (first + last) / 2 + 1;
}
