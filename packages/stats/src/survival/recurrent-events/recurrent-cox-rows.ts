/** Rows of Cox regression from histories of events that recur. */
import { type MissingRows, type NamedColumn, readRows } from "../../form/columns.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { designMatrix } from "../../regression/design-matrix.ts";
import type { CoxColumns } from "../cox/cox-options.ts";
import { buildHistories, type Histories } from "./build-histories.ts";
import { type RecurrentCoxColumns, recurrentCoxColumns } from "./history-columns.ts";

export interface RecurrentRows {
  readonly histories: Histories;
  readonly weight: Float64Array | null;
  readonly stratum: readonly string[] | null;
  readonly covariates: readonly NamedColumn<"covariate">[];
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}
/** One row of Cox regression, or several of one participant. */
export interface CoxRow {
  readonly start: number;
  readonly time: number;
  readonly event: number;
  /** The number of the event that it waits for, from 1. */
  readonly order: number;
  /** The row with its covariates. */
  readonly row: number;
  readonly participant: string;
}

/** Throws StatisticRefusal as `buildHistories`, and `options-conflict` for several events of a participant at one time. */
export function readRecurrent(columns: RecurrentCoxColumns): RecurrentRows {
  const { columns: read, size, rows, missing } = readRows(recurrentCoxColumns, columns);
  const histories = buildHistories({ ...read, size, rows, death: null });
  const double = histories.events.findIndex((events) => events > 1);
  if (double >= 0) throw new StatisticRefusal("options-conflict", `time.${(rows[histories.row[double] as number] as number) + 1}`, `A participant has ${histories.events[double]} events at ${histories.stop[double]}: no time lies between them.`, "Count them as one, or tell their times more finely.");
  return { histories, weight: read.weight, stratum: read.stratum, covariates: read.covariates, missing, warnings: histories.unclosed > 0 ? [`Observation of ${histories.unclosed} participants is taken to end at their last event, as no row closes their list.`] : [] };
}

/** Each spell, with the order of the event that it waits for. */
export function spellRows({ names, bounds, start, stop, events, row }: Histories): CoxRow[] {
  return names.flatMap((participant, person) => {
    let order = 1;
    return Array.from({ length: (bounds[person + 1] as number) - (bounds[person] as number) }, (_, at): CoxRow => {
      const spell = (bounds[person] as number) + at;
      const made = { start: start[spell] as number, time: stop[spell] as number, event: events[spell] as number, order, row: row[spell] as number, participant };
      order += events[spell] as number;
      return made;
    });
  });
}

/** Rows as Cox regression takes them; `layers` are strata beside the given ones; by order, each covariate has a column for each. */
export function coxColumnsOf(rows: readonly CoxRow[], given: RecurrentRows, { layered, byOrder, withStart }: { readonly layered: boolean; readonly byOrder: boolean; readonly withStart: boolean }): CoxColumns {
  if (rows.length === 0) throw new StatisticRefusal("empty", "participant", "No row is left.", "Give rows with weights above 0.");
  const { stratum, weight, covariates } = given;
  const plain = covariates.map(({ name, values }): readonly [string, ArrayLike<number | string>] => [name, values instanceof Float64Array ? Float64Array.from(rows, ({ row }) => values[row] as number) : rows.map(({ row }) => values[row] as string)]);
  return {
    time: Float64Array.from(rows, ({ time }) => time),
    event: Float64Array.from(rows, ({ event }) => event),
    ...(withStart ? { start: Float64Array.from(rows, ({ start }) => start) } : {}),
    ...(weight === null ? {} : { weight: Float64Array.from(rows, ({ row }) => weight[row] as number) }),
    ...(layered || stratum !== null ? { stratum: rows.map(({ order, row }) => `${stratum === null ? "" : `${stratum[row]}, `}${layered ? `event ${order}` : ""}`) } : {}),
    cluster: rows.map(({ participant }) => participant),
    covariates: byOrder ? byOrderOf(rows, plain) : Object.fromEntries(plain),
  };
}

function byOrderOf(rows: readonly CoxRow[], plain: readonly (readonly [string, ArrayLike<number | string>])[]): Record<string, Float64Array> {
  const { matrix, terms } = designMatrix(plain.map(([name, values]) => ({ name, values: values as Float64Array | readonly string[] })), { intercept: false, size: rows.length });
  const orders = [...new Set(rows.map(({ order }) => order))].toSorted((one, other) => one - other);
  const made: Record<string, Float64Array> = {};
  for (const [column, { term }] of terms.entries()) for (const order of orders) made[`${term}, event ${order}`] = Float64Array.from(rows, (row, at) => (row.order === order ? (matrix.values[at * matrix.columns + column] as number) : 0));
  return made;
}

/** Rows of orders in which somebody has an event: others say nothing of coefficients, and could not have their own. */
export function tellingRows(rows: readonly CoxRow[], largestOrder: number): { readonly rows: readonly CoxRow[]; readonly orders: readonly { readonly order: number; readonly rows: number; readonly events: number }[] } {
  const counts = new Map<number, { rows: number; events: number }>();
  for (const { order, event } of rows) {
    const count = counts.get(order) ?? { rows: 0, events: 0 };
    count.rows += 1;
    count.events += event;
    counts.set(order, count);
  }
  const orders = [...counts].filter(([order, { events }]) => order <= largestOrder && events > 0).map(([order, count]) => ({ order, ...count })).toSorted((one, other) => one.order - other.order);
  const kept = new Set(orders.map(({ order }) => order));
  return { rows: rows.filter(({ order }) => kept.has(order)), orders };
}
