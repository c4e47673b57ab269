/** Histories with the groups and weights of participants. */
import { type MissingRows, readRows } from "../../form/columns.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { everybody, inOrder } from "../survival-summary.ts";
import { buildHistories, type Histories, ownValues } from "./build-histories.ts";
import { type MeanFunctionColumns, meanFunctionColumns } from "./history-columns.ts";

export interface GroupedHistories {
  readonly histories: Histories;
  /** Places of the participants of each group, without those of weight 0. */
  readonly groups: readonly { readonly group: string; readonly people: readonly number[] }[];
  readonly weights: readonly number[] | null;
  readonly hasDeaths: boolean;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/** Throws StatisticRefusal as `buildHistories`, `unknown-choice` for an order that leaves a group out, `options-conflict` for a group or weight that changes. */
export function readHistories(columns: MeanFunctionColumns, order: readonly string[] | null): GroupedHistories {
  const { columns: read, size, rows, missing } = readRows(meanFunctionColumns, columns);
  const histories = buildHistories({ ...read, size, rows });
  const weights = read.weight === null ? null : ownValues(histories, read.weight, "weight");
  const own = read.group === null ? null : ownValues(histories, read.group, "group");
  const kept = histories.names.map((_, person) => person).filter((person) => weights === null || (weights[person] as number) > 0);
  if (kept.length === 0) throw new StatisticRefusal("empty", "weight", "Nobody with a weight above 0 is left.", "Give at least one.");
  const found = own === null ? [everybody] : inOrder(kept.map((person) => own[person] as string));
  if (order !== null && (new Set(order).size !== order.length || order.length !== found.length || order.some((name) => !found.includes(name)))) throw new StatisticRefusal("unknown-choice", "order", "The order does not name each group once.", `Name each once: ${found.join(", ")}.`);
  const people = new Map<string, number[]>(found.map((name) => [name, []]));
  for (const person of kept) people.get(own === null ? everybody : (own[person] as string))?.push(person);
  return {
    histories, weights, hasDeaths: read.death !== null, missing,
    groups: (order ?? found).map((group) => ({ group, people: people.get(group) ?? [] })),
    warnings: histories.unclosed > 0 ? [`Observation of ${histories.unclosed} participants is taken to end at their last event, as no row closes their list.`] : [],
  };
}

/** The last time at which anybody of a group is under observation. */
export function longestOf({ bounds, stop }: Histories, people: readonly number[]): number {
  let longest = 0;
  for (const person of people) longest = Math.max(longest, stop[(bounds[person + 1] as number) - 1] as number);
  return longest;
}
