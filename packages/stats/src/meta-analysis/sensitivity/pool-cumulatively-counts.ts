/** The effect pooled by Mantel-Haenszel or Peto as studies came in. */
import { type GivenColumns, type MissingRows, readRows } from "../../form/columns.ts";
import { type GivenOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { runSteps } from "../../optimisation/run-steps.ts";
import { type CountSet, type PooledCounts, countRow, countSetColumns, countSetOptions, readCountSet } from "./count-set.ts";
import { cumulativeColumns, cumulativeOptions } from "./pool-cumulatively.ts";

export const cumulativeCountColumns = { ...countSetColumns, order: cumulativeColumns.order } as const;
export const cumulativeCountOptions = { ...countSetOptions, ties: cumulativeOptions.ties } as const;

export interface AccumulatedCounts extends PooledCounts {
  /** The studies that this step adds. */
  readonly added: readonly string[];
  /** `null` where no order was given. */
  readonly order: number | null;
}
export interface CumulativeCounts extends ResultForm {
  readonly model: "mantel-haenszel" | "peto";
  readonly measure: string;
  readonly steps: readonly AccumulatedCounts[];
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Mantel-Haenszel's or Peto's meta-analysis after each study, in the order of a column. The last step is the whole meta-analysis;
 * a first step without any event is a row with its reason. It is no test that allows for many looks: see `trialSequentialBoundary`.
 *
 * Studies of the same order come one by one in the order of their rows (`ties: "together"`: at one step). Throws StatisticRefusal
 * `empty`, `lengths-differ`, `options-conflict`, and as `poolMantelHaenszel` and `poolPeto` do for all studies.
 * R: `metafor::cumul(rma.mh(…))`, `cumul(rma.peto(…))`, to 1e-8.
 *
 * @example poolCumulativelyCounts({ treatedEvents: [4, 3], treatedTotal: [20, 20], controlEvents: [8, 6], controlTotal: [20, 20], order: [2001, 2010] }).steps[0]?.ratio?.estimate // 0.375
 */
export const poolCumulativelyCounts = (columns: GivenColumns<typeof cumulativeCountColumns>, options: GivenOptions<typeof cumulativeCountOptions> = {}): CumulativeCounts => runSteps(poolCumulativelyCountsSteps(columns, options));

/** The same, one step at a time; yields the share that is done. */
export function* poolCumulativelyCountsSteps({ order, ...columns }: GivenColumns<typeof cumulativeCountColumns>, options: GivenOptions<typeof cumulativeCountOptions> = {}): Generator<{ readonly done: number }, CumulativeCounts> {
  const { ties } = readOptions(cumulativeCountOptions, options);
  const { ties: _, ...ofSet } = options;
  const { set, chosen } = readCountSet(columns, ofSet);
  const { steps, unordered } = inOrder(set, order ?? null, columns, ties);
  const whole = set.pool(steps.flatMap(({ places }) => places));
  const places: number[] = [];
  const made: AccumulatedCounts[] = [];
  for (const [at, step] of steps.entries()) {
    places.push(...step.places);
    made.push({ added: step.places.map((place) => set.names[place] ?? ""), order: step.order, ...countRow(set, places) });
    yield { done: (at + 1) / steps.length };
  }
  const how = steps[0]?.order === null ? "in the order of the rows" : `in rising order of the column given, those of the same order ${ties === "together" ? "together" : "as their rows come"}`;
  return resultOf({
    method: `Cumulative meta-analysis, studies added ${how}; intervals do not allow for repeated looks. ${whole.method}`,
    model: chosen.model,
    measure: whole.measure,
    steps: made,
    missing: unordered === 0 ? set.missing : { rows: set.missing.rows + unordered, byColumn: { ...set.missing.byColumn, order: unordered } },
    warnings: whole.warnings,
  });
}

interface Step {
  readonly places: number[];
  readonly order: number | null;
}

function inOrder(set: CountSet, order: NonNullable<GivenColumns<typeof cumulativeCountColumns>["order"]> | null, columns: object, ties: "one-by-one" | "together"): { readonly steps: readonly Step[]; readonly unordered: number } {
  const places = set.rows.map((_, at) => at);
  if (order === null) return { steps: places.map((at) => ({ places: [at], order: null })), unordered: 0 };
  const length = (Object.values(columns) as (ArrayLike<unknown> | null | undefined)[]).find((column) => column != null)?.length ?? 0;
  if (order.length !== length) throw new StatisticRefusal("lengths-differ", "order", `There are ${order.length} values, and ${length} in other columns.`, "Give as many in each; null where one is missing.");
  const read = readRows({ order: cumulativeColumns.order }, { order });
  const orderOfRow = new Map<number, number>(Array.from(read.rows, (row, at) => [row + 1, read.columns.order?.[at] ?? 0]));
  const ordered = places.flatMap((place) => {
    const own = orderOfRow.get(set.rows[place] ?? 0);
    return own === undefined ? [] : [{ place, own }];
  });
  if (ordered.length === 0) throw new StatisticRefusal("empty", "order", "No study has an order.", "Give at least one.");
  const steps: Step[] = [];
  for (const { place, own } of ordered.toSorted((one, other) => one.own - other.own)) {
    const last = steps.at(-1);
    if (ties === "together" && last?.order === own) last.places.push(place);
    else steps.push({ places: [place], order: own });
  }
  return { steps, unordered: places.length - ordered.length };
}
