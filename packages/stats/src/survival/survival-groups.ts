/** From a summary to one cell for each group, in the order asked for. */
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { mergeCells } from "./merge-survival-summaries.ts";
import { inOrder, type SurvivalCell, type SurvivalSummary } from "./survival-summary.ts";
import { tieTimes } from "./tie-times.ts";

interface Asked {
  readonly timeTolerance: number;
  readonly order: readonly string[] | null;
}

/** Cells of a summary that was made here, or checked, with near times tied, and the names of groups in order. Throws StatisticRefusal `unknown-choice` for an order that leaves one out. */
export function survivalCells(summary: SurvivalSummary, { timeTolerance, order }: Asked): { readonly cells: readonly SurvivalCell[]; readonly groups: readonly string[] } {
  const cells = tieTimes(summary.cells, timeTolerance);
  const groups = inOrder(cells.map((cell) => cell.group));
  if (order === null) return { cells, groups };
  const unknown = order.find((name) => !groups.includes(name));
  if (unknown !== undefined || new Set(order).size !== order.length || order.length !== groups.length) throw new StatisticRefusal("unknown-choice", "order", unknown === undefined ? "The order does not name each group once." : `There is no group ${JSON.stringify(unknown)}.`, `Name each once: ${groups.join(", ")}.`);
  return { cells, groups: order };
}

/** One cell for each group, its strata added up. */
export function groupCells(summary: SurvivalSummary, asked: Asked): SurvivalCell[] {
  const { cells, groups } = survivalCells(summary, asked);
  return groups.map((group) => mergeCells(cells.filter((cell) => cell.group === group)));
}

/** A loop, as a call for each of a million values takes its time. */
export function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] as number;
  return sum;
}
/** "95%". */
export const levelWords = (level: number): string => `${Number((100 * level).toPrecision(6))}%`;
/** What a summary says of ties. */
export const tieWords = (timeTolerance: number): string => (timeTolerance === 0 ? "" : ` Times nearer than ${timeTolerance} of the mean distinct time were taken as tied.`);
