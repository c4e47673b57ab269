/** Fisher's exact test of a table with any number of rows and columns: the network algorithm. */
import { column, type GivenColumns, type MissingRows, readRows } from "../../form/columns.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { logGamma } from "../../special-functions/log-gamma.ts";

export const largeTableColumns = { group: column("text", "row of the table"), outcome: column("text", "column of the table"), count: column("count", "how many; cells named twice add up, cells not named are 0") } as const;
/** The most steps of the network; beyond, the test is refused. */
export const mostNetworkSteps = 3_000_000;

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
 * Columns are filled one after the other; partial tables with the same rest, whatever their order of rows, go on as one, and stop as
 * soon as every completion, or none, counts. Throws StatisticRefusal `empty`, `too-few` (fewer than two rows or columns with
 * counts), `out-of-range` (more than 3,000,000 steps), and as `readRows` does.
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
  const logFactorial = Float64Array.from({ length: total + 1 }, (_, k) => logGamma(k + 1));
  const lf = (k: number): number => logFactorial[k] ?? 0;
  const sumOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + lf(one), 0);
  /** log probability = constant - sum of log factorials of the cells. */
  const constant = sumOf(rowSums) + sumOf(columnSums) - lf(total);
  const seen = constant - sumOf(cells);
  const bound = seen + 1e-7;
  let steps = 0;
  const walk = networkOf(rowSums, columnSums, lf, () => {
    if (++steps > mostNetworkSteps) throw new StatisticRefusal("out-of-range", "count", `The table needs more than ${mostNetworkSteps} steps.`, "Join rows or columns, or take a chi-square test.", { total });
  });
  let layer = new Map<string, Map<number, { log: number; weight: number }>>([[walk.start, new Map([[0, { log: 0, weight: 1 }]])]]);
  let pValue = 0;
  for (let stage = 0; stage < columnSums.length; stage++) {
    const next = new Map<string, Map<number, { log: number; weight: number }>>();
    for (const [node, pasts] of layer) {
      const { longest, shortest, completions } = walk.ends(node, stage);
      for (const { log, weight } of pasts.values()) {
        if (constant + log + shortest > bound) continue;
        if (constant + log + longest <= bound) {
          pValue += weight * Math.exp(constant + log + completions);
          continue;
        }
        for (const [child, edges] of walk.children(node, stage)) {
          const known = next.get(child) ?? new Map<number, { log: number; weight: number }>();
          next.set(child, known);
          for (const { log: step, ways } of edges) {
            const key = Math.round((log + step) * 1e9);
            const there = known.get(key);
            if (there === undefined) known.set(key, { log: log + step, weight: weight * ways });
            else there.weight += weight * ways;
          }
        }
      }
    }
    layer = next;
    yield { done: (stage + 1) / columnSums.length };
  }
  return resultOf({ method: "Fisher's exact test of the table, p-value from all tables with its margins that are no likelier than it.", pValue: Math.min(1, pValue), probability: Math.exp(seen), groups, outcomes, total, missing });
}

interface Edge {
  /** Minus the log factorials of the cells of this column. */
  readonly log: number;
  readonly ways: number;
}

/** Nodes are what is left of the rows, in falling order, before a column is filled. Everything about a node is made once. */
function networkOf(rowSums: readonly number[], columnSums: readonly number[], lf: (k: number) => number, count: () => void) {
  const keyOf = (rest: readonly number[]): string => [...rest].toSorted((a, b) => b - a).join(" ");
  const restOf = (node: string): number[] => node.split(" ").map(Number);
  const childrenKnown = new Map<string, Map<string, readonly Edge[]>>();
  const endsKnown = new Map<string, { readonly longest: number; readonly shortest: number; readonly completions: number }>();
  const children = (node: string, stage: number): Map<string, readonly Edge[]> => {
    const known = childrenKnown.get(`${stage}:${node}`);
    if (known !== undefined) return known;
    const rest = restOf(node);
    const made = new Map<string, Map<number, { log: number; ways: number }>>();
    const room = rest.map((_, at) => rest.slice(at).reduce((sum, one) => sum + one, 0));
    const fill = (at: number, left: number, log: number): void => {
      if (at === rest.length) {
        count();
        const child = keyOf(rest);
        const edges = made.get(child) ?? new Map<number, { log: number; ways: number }>();
        made.set(child, edges);
        const key = Math.round(log * 1e9);
        const there = edges.get(key);
        if (there === undefined) edges.set(key, { log, ways: 1 });
        else there.ways += 1;
        return;
      }
      const here = rest[at] ?? 0;
      const beyond = room[at + 1] ?? 0;
      for (let cell = Math.max(0, left - beyond); cell <= Math.min(here, left); cell++) {
        rest[at] = here - cell;
        fill(at + 1, left - cell, log - lf(cell));
      }
      rest[at] = here;
    };
    fill(0, columnSums[stage] ?? 0, 0);
    const edges = new Map([...made].map(([child, map]): [string, readonly Edge[]] => [child, [...map.values()]]));
    childrenKnown.set(`${stage}:${node}`, edges);
    return edges;
  };
  const ends = (node: string, stage: number): { readonly longest: number; readonly shortest: number; readonly completions: number } => {
    const known = endsKnown.get(`${stage}:${node}`);
    if (known !== undefined) return known;
    let [longest, shortest] = stage === columnSums.length ? [0, 0] : [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    if (stage < columnSums.length) {
      for (const [child, edges] of children(node, stage)) {
        const below = ends(child, stage + 1);
        for (const { log } of edges) {
          longest = Math.max(longest, log + below.longest);
          shortest = Math.min(shortest, log + below.shortest);
        }
      }
    }
    // All completions together: the multinomial theorem.
    const rest = restOf(node);
    const completions = lf(rest.reduce((sum, one) => sum + one, 0)) - rest.reduce((sum, one) => sum + lf(one), 0) - columnSums.slice(stage).reduce((sum, one) => sum + lf(one), 0);
    const made = { longest, shortest, completions };
    endsKnown.set(`${stage}:${node}`, made);
    return made;
  };
  return { start: keyOf(rowSums), children, ends };
}

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
  return { rowSums: [...fewer.values()], columnSums: [...more.values()].toSorted((a, b) => b - a), cells: [...cells.values()], groups: rows.size, outcomes: columns.size };
}
