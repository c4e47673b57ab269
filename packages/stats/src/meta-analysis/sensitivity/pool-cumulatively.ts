/** The pooled effect as studies came in. */
import { type GivenColumns, type MissingRows, mayColumn, readRows } from "../../form/columns.ts";
import { choice, type GivenOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { runSteps } from "../../optimisation/run-steps.ts";
import { type PooledRow, pooledRow } from "./pooled-row.ts";
import { poolSelection, readStudySet, type StudySet, sensitivityColumns, sensitivityOptions } from "./study-set.ts";

export const cumulativeColumns = { ...sensitivityColumns, order: mayColumn("number", "what the studies are ordered by, for example the year; left out: the order of the rows") } as const;
export const cumulativeOptions = { ...sensitivityOptions, ties: choice(["one-by-one", "together"], "one-by-one", "studies of the same order: one by one as their rows come, or all at one step") } as const;

export interface Accumulated extends PooledRow {
  /** The studies that this step adds. */
  readonly added: readonly string[];
  /** `null` where no order was given. */
  readonly order: number | null;
}
export interface CumulativeResult extends ResultForm {
  readonly steps: readonly Accumulated[];
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/** Studies in their order: the places that each step adds. Rows without an order are left out and counted. */
export function readInOrder(columns: GivenColumns<typeof cumulativeColumns>, options: object, ties: "one-by-one" | "together"): { readonly set: StudySet; readonly steps: readonly { readonly places: readonly number[]; readonly order: number | null }[]; readonly missing: MissingRows } {
  const { order: given, ...rest } = columns;
  const set = readStudySet(rest, options, 1);
  const places = Array.from(set.estimates, (_, at) => at);
  if (given === undefined || given === null) return { set, steps: places.map((at) => ({ places: [at], order: null })), missing: set.missing };
  const read = readRows({ order: cumulativeColumns.order }, { order: given });
  const length = Object.values(rest).find((column) => column !== undefined && column !== null)?.length ?? 0;
  if (given.length !== length) throw new StatisticRefusal("lengths-differ", "order", `There are ${given.length} values, and ${length} in other columns.`, "Give as many in each; null where one is missing.");
  const orderOfRow = new Map<number, number>(Array.from(read.rows, (row, at) => [row + 1, read.columns.order?.[at] ?? 0]));
  const orderOf = (at: number): number => orderOfRow.get(set.effectSizes.rows[at] ?? 0) ?? 0;
  const kept = places.filter((at) => orderOfRow.has(set.effectSizes.rows[at] ?? 0)).toSorted((one, other) => orderOf(one) - orderOf(other));
  if (kept.length === 0) throw new StatisticRefusal("empty", "order", "No study has an order.", "Give at least one.");
  const steps: { places: number[]; order: number }[] = [];
  for (const at of kept) {
    const last = steps.at(-1);
    if (ties === "together" && last?.order === orderOf(at)) last.places.push(at);
    else steps.push({ places: [at], order: orderOf(at) });
  }
  const dropped = places.length - kept.length;
  return { set, steps, missing: dropped === 0 ? set.missing : { rows: set.missing.rows + dropped, byColumn: { ...set.missing.byColumn, order: dropped } } };
}

/**
 * The meta-analysis after each study, in the order of a column. The last step is the whole meta-analysis.
 *
 * Studies of the same order come one by one in the order of their rows (`ties: "together"`: at one step, so that the order of rows
 * does not matter). One study: its own normal interval. It shows how evidence grew; it is no test that allows for many looks: see
 * `trialSequentialBoundary`. Throws StatisticRefusal as `computeEffectSizes`, `poolEffects` and `readRows` do.
 *
 * Source: Lau et al. 1992, N Engl J Med 327:248, doi 10.1056/NEJM199207233270406 (recalled). R: `metafor::cumul(rma(…), order = )`.
 *
 * @example poolCumulatively({ estimate: [0.1, 0.3], variance: [0.1, 0.1], order: [1990, 1985] }, { measure: "generic", model: "common" }).steps[0]?.estimate // 0.3
 */
export const poolCumulatively = (columns: GivenColumns<typeof cumulativeColumns>, options: GivenOptions<typeof cumulativeOptions> = {}): CumulativeResult => runSteps(poolCumulativelySteps(columns, options));

/** The same, one step at a time; yields the share that is done. */
export function* poolCumulativelySteps(columns: GivenColumns<typeof cumulativeColumns>, options: GivenOptions<typeof cumulativeOptions> = {}): Generator<{ readonly done: number }, CumulativeResult> {
  const chosen = readOptions(cumulativeOptions, options);
  const { set, steps, missing } = readInOrder(columns, options, chosen.ties);
  const places: number[] = [];
  const made: Accumulated[] = [];
  let last = "";
  for (const [at, step] of steps.entries()) {
    places.push(...step.places);
    const pooled = poolSelection(set, places, chosen);
    last = pooled.method;
    made.push({ added: step.places.map((place) => set.names[place] ?? ""), order: step.order, ...pooledRow(pooled) });
    yield { done: (at + 1) / steps.length };
  }
  const ordered = steps[0]?.order !== null;
  return resultOf({
    method: `Cumulative meta-analysis, studies added ${ordered ? `in rising order of the column given${chosen.ties === "together" ? ", those of the same order together" : ", those of the same order as their rows come"}` : "in the order of the rows"}; intervals do not allow for repeated looks. ${last}`,
    steps: made,
    missing,
    warnings: set.effectSizes.warnings,
  });
}
