/** Fisher's exact test of a table with any number of rows and columns: the network algorithm. */
import { column, type GivenColumns, type MissingRows, readRows } from "../../form/columns.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { logGamma } from "../../special-functions/log-gamma.ts";
import { type Ends, type Past, childrenOf, countCompletions, endsOf } from "./table-network.ts";

export const largeTableColumns = { group: column("text", "row of the table"), outcome: column("text", "column of the table"), count: column("count", "how many; cells named twice add up, cells not named are 0") } as const;
/** The most steps of the network; beyond, the test is refused. */
export const mostNetworkSteps = 20_000_000;
/** The most people of a table: a logarithm is kept for each. */
export const mostInTable = 10_000_000;

export interface LargeTableTest extends ResultForm {
  readonly pValue: number;
  /** Probability of the table seen, given its margins. */
  readonly probability: number;
  readonly groups: number;
  readonly outcomes: number;
  readonly total: number;
  readonly missing: MissingRows;
}

/**
 * The probability of all tables no likelier than the one seen (to 1e-7, as R), given the margins.
 *
 * Columns are filled one after the other, small ones first; partial tables with the same rest, whatever their order of rows, go on as
 * one, and stop as soon as every completion, or none, counts. The last two columns are filled at once. Throws StatisticRefusal
 * `empty`, `too-few` (fewer than two rows or columns with counts), `out-of-range` (more than 20,000,000 steps, or 10,000,000 people), and as `readRows` does.
 * Source: Mehta and Patel 1983, doi 10.1080/01621459.1983.10477989 (recalled). R: `fisher.test`.
 *
 * @example finish(testLargeTable({ group: ["a", "a", "b", "b"], outcome: ["x", "y", "x", "y"], count: [3, 1, 1, 3] })) // pValue 34/70
 */
export function* testLargeTable(columns: GivenColumns<typeof largeTableColumns>, options: Readonly<Record<string, never>> = {}): Generator<{ readonly done: number }, LargeTableTest> {
  for (const key of Object.keys(options)) throw new StatisticRefusal("unknown-option", key, "There is no such option here.", "Take it out.");
  const { columns: read, missing, size } = readRows(largeTableColumns, columns);
  if (size === 0) throw new StatisticRefusal("empty", "columns", "There is no complete row.", "Give the cells of the table.");
  const { rowSums, columnSums, cells, groups, outcomes } = marginsOf(read.group, read.outcome, read.count);
  if (rowSums.length < 2 || columnSums.length < 2) throw new StatisticRefusal("too-few", groups < 2 ? "group" : "outcome", "There are fewer than two rows or columns with counts.", "Give a table of at least two by two.");
  const total = rowSums.reduce((sum, one) => sum + one, 0);
  if (total > mostInTable) throw new StatisticRefusal("out-of-range", "count", `The table counts ${total}, and the network takes at most ${mostInTable}.`, "Take a chi-square test: with so many it says the same.", { total });
  const logFactorial = Float64Array.from({ length: total + 1 }, (_, k) => logGamma(k + 1));
  const lf = (k: number): number => logFactorial[k] ?? 0;
  const sumOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + lf(one), 0);
  /** log probability = constant - sum of log factorials of the cells. */
  const constant = sumOf(rowSums) + sumOf(columnSums) - lf(total);
  const seen = constant - sumOf(cells);
  const bound = seen + 1e-7;
  let steps = 0;
  const spend = (): void => {
    if (++steps > mostNetworkSteps) throw new StatisticRefusal("out-of-range", "count", `The table needs more than ${mostNetworkSteps} steps.`, "Join rows or columns, or take a chi-square test.", { total });
  };
  const base = Math.max(...rowSums) + 1;
  let layer: Layer = new Map([[0, { rest: rowSums.toSorted((a, b) => b - a), ends: { longest: 0, shortest: 0, completions: 0 }, pasts: new Map([[0, { log: constant, weight: 1 }]]) }]]);
  let pValue = 0;
  for (let stage = 0; stage < columnSums.length - 2; stage++) {
    const next: Layer = new Map();
    const later = columnSums.slice(stage + 1);
    let seenNodes = 0;
    for (const { rest, pasts } of layer.values()) {
      const open = [...pasts.values()];
      for (const [key, child] of childrenOf(rest, columnSums[stage] ?? 0, base, lf, spend)) {
        let node = next.get(key);
        if (node === undefined) {
          node = { rest: child.rest, ends: endsOf(child.rest, later, lf), pasts: new Map() };
          next.set(key, node);
        }
        const { longest, shortest, completions } = node.ends;
        for (const { log: step, ways } of child.edges.values()) {
          for (const { log, weight } of open) {
            const past = log + step;
            if (past + shortest > bound) continue;
            if (past + longest <= bound) {
              pValue += weight * ways * Math.exp(past + completions);
              continue;
            }
            spend();
            const rounded = Math.round(past * 1e9);
            const there = node.pasts.get(rounded);
            if (there === undefined) node.pasts.set(rounded, { log: past, weight: weight * ways });
            else there.weight += weight * ways;
          }
        }
      }
      if (++seenNodes % 200 === 0) yield { done: (stage + seenNodes / layer.size) / (columnSums.length - 1) };
    }
    layer = next;
  }
  let seenNodes = 0;
  for (const { rest, pasts } of layer.values()) {
    if (pasts.size > 0) pValue += countCompletions(rest, columnSums.at(-2) ?? 0, [...pasts.values()], bound, lf, spend);
    if (++seenNodes % 200 === 0) yield { done: (columnSums.length - 2 + seenNodes / layer.size) / (columnSums.length - 1) };
  }
  yield { done: 1 };
  return resultOf({ method: "Fisher's exact test of the table, p-value from all tables with its margins that are no likelier than it.", pValue: Math.min(1, pValue), probability: Math.exp(seen), groups, outcomes, total, missing });
}

/** Nodes are what is left of the rows, in falling order, before a column is filled; with the partial tables that lead there. */
type Layer = Map<number | string, { readonly rest: readonly number[]; readonly ends: Ends; readonly pasts: Map<number, Past> }>;

/** Sums of rows and columns, the rows fewer than the columns; empty ones left out. */
function marginsOf(group: readonly string[], outcome: readonly string[], count: Float64Array): { readonly rowSums: number[]; readonly columnSums: number[]; readonly cells: number[]; readonly groups: number; readonly outcomes: number } {
  const add = (sums: Map<string, number>, name: string, value: number): unknown => sums.set(name, (sums.get(name) ?? 0) + value);
  const [rows, columns, cells] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  for (const [at, value] of count.entries()) {
    if (value === 0) continue;
    add(rows, group[at] ?? "", value);
    add(columns, outcome[at] ?? "", value);
    add(cells, JSON.stringify([group[at], outcome[at]]), value);
  }
  const [fewer, more] = rows.size <= columns.size ? [rows, columns] : [columns, rows];
  return { rowSums: [...fewer.values()], columnSums: [...more.values()].toSorted((a, b) => a - b), cells: [...cells.values()], groups: rows.size, outcomes: columns.size };
}
