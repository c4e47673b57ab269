/** The effect pooled by Mantel-Haenszel or Peto without each study in turn. */
import type { GivenColumns, MissingRows } from "../../form/columns.ts";
import type { GivenOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { runSteps } from "../../optimisation/run-steps.ts";
import { type PooledCounts, type countSetColumns, type countSetOptions, countRow, readCountSet, rowOf } from "./count-set.ts";

export interface LeftOutOfCounts extends PooledCounts {
  /** The study left out, and its row, from 1, in what was given. */
  readonly study: string;
  readonly row: number;
}
export interface LeaveOneOutCounts extends ResultForm {
  readonly model: "mantel-haenszel" | "peto";
  readonly measure: string;
  readonly all: PooledCounts;
  /** In the order of the rows; also for studies without events, whose leaving out changes no ratio. */
  readonly without: readonly LeftOutOfCounts[];
  /** The lowest and the highest pooled estimate, with the study whose leaving out gives it; `null` where none can be pooled. */
  readonly lowest: { readonly study: string; readonly estimate: number } | null;
  readonly highest: { readonly study: string; readonly estimate: number } | null;
  /** Studies without which the p-value falls to the other side of 1 - level. */
  readonly decisive: readonly string[];
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Pools counts (person-time) by Mantel-Haenszel or Peto with each study left out in turn. A selection that cannot be pooled, for
 * example because no control of the other studies had the event, is a row with its reason.
 *
 * Throws StatisticRefusal `too-few` (one study), `options-conflict`, and as `poolMantelHaenszel` and `poolPeto` do for all studies.
 * R: `metafor::leave1out(rma.mh(…))`, `leave1out(rma.peto(…))`, to 1e-8.
 *
 * @example leaveOneOutCounts({ treatedEvents: [4, 3], treatedTotal: [20, 20], controlEvents: [8, 6], controlTotal: [20, 20] }).without[1]?.ratio?.estimate // 0.375
 */
export const leaveOneOutCounts = (columns: GivenColumns<typeof countSetColumns>, options: GivenOptions<typeof countSetOptions> = {}): LeaveOneOutCounts => runSteps(leaveOneOutCountsSteps(columns, options));

/** The same, one study at a time; yields the share that is done. */
export function* leaveOneOutCountsSteps(columns: GivenColumns<typeof countSetColumns>, options: GivenOptions<typeof countSetOptions> = {}): Generator<{ readonly done: number }, LeaveOneOutCounts> {
  const { set, chosen } = readCountSet(columns, options);
  const places = set.names.map((_, at) => at);
  if (places.length < 2) throw new StatisticRefusal("too-few", "columns", "There is 1 study.", "Give at least 2.", { studies: 1 });
  const whole = set.pool(places);
  const without: LeftOutOfCounts[] = [];
  for (const [at, study] of set.names.entries()) {
    without.push({ study, row: set.rows[at] ?? 0, ...countRow(set, places.filter((place) => place !== at)) });
    yield { done: (at + 1) / places.length };
  }
  const known = without.flatMap(({ study, estimate }) => (estimate === null ? [] : [{ study, estimate }])).toSorted((one, other) => one.estimate - other.estimate);
  const significant = (row: Pick<PooledCounts, "test">): boolean => (row.test?.pValue ?? 1) < 1 - chosen.level;
  const lost = without.filter(({ refusal }) => refusal !== null);
  return resultOf({
    method: `Leave-one-out analysis: the meta-analysis repeated without each study in turn. ${whole.method}`,
    model: chosen.model,
    measure: whole.measure,
    all: rowOf(whole),
    without,
    lowest: known[0] ?? null,
    highest: known.at(-1) ?? null,
    decisive: without.filter((row) => row.estimate !== null && significant(row) !== significant(whole)).map(({ study }) => study),
    missing: set.missing,
    warnings: [...whole.warnings, ...(lost.length === 0 ? [] : [`Nothing can be pooled without ${lost.map(({ study }) => study).join(", ")}.`])],
  });
}
