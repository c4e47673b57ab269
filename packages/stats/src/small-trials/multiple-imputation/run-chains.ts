/** Chained equations: each column with gaps in turn, from all others. */
import { normalQuantile } from "../../distributions/normal.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { randomStream } from "../../random/random-stream.ts";
import { type ChainColumn, type Draws, type ImputedSet, othersMatrix } from "./chain-column.ts";
import { drawCategories } from "./draw-categories.ts";
import { drawNumbers } from "./draw-numbers.ts";

export interface ChainSettings {
  readonly seed: number;
  readonly imputations: number;
  readonly rounds: number;
  readonly donors: number;
  /** Number of the first imputation's stream of random numbers. */
  readonly firstStream?: number;
}

/** Each imputation has a stream of its own; columns are drawn from the fewest gaps to the most. Throws StatisticRefusal `missing-column`, and as the draws do. */
export function* runChains(columns: readonly ChainColumn[], { seed, imputations, rounds, donors, firstStream = 0 }: ChainSettings): Generator<{ readonly done: number }, readonly ImputedSet[]> {
  const open = columns.filter(({ gaps }) => gaps.length > 0).toSorted((one, other) => one.gaps.length - other.gaps.length);
  for (const { name, seen } of open) if (seen.length === 0) throw new StatisticRefusal("missing-column", name, "No value of it was seen.", "Leave the column out.");
  const sets: ImputedSet[] = [];
  for (let at = 0; at < imputations; at++) {
    const stream = randomStream(seed, firstStream + at);
    const uniform = (): number => Math.max(stream.nextDouble(), Number.MIN_VALUE);
    const draw: Draws = { uniform, normal: () => normalQuantile(uniform()) };
    const now = new Map(columns.map(({ name, values, gaps }) => [name, gaps.length > 0 ? values.slice() : values] as const));
    const drawnFrom = new Map<string, readonly { readonly uniform: number; readonly logOdds: number }[]>();
    // A start: any value that was seen.
    for (const { name, gaps, seen, values } of open) for (const row of gaps) (now.get(name) as Float64Array)[row] = values[seen[Math.floor(uniform() * seen.length)] ?? 0] as number;
    for (let round = 0; round < rounds; round++) {
      for (const target of open) {
        const others = columns.filter(({ name }) => name !== target.name);
        const matrices = [othersMatrix(others, now, target.seen), othersMatrix(others, now, target.gaps)] as const;
        const values = now.get(target.name) as Float64Array;
        if (target.as === "categories") drawnFrom.set(target.name, drawCategories(target, values, matrices, draw));
        else drawNumbers(target, values, matrices, draw, target.as === "matching" ? donors : null);
      }
    }
    sets.push({ filled: new Map(open.map(({ name, gaps }) => [name, Float64Array.from(gaps, (row) => (now.get(name) as Float64Array)[row] as number)])), drawnFrom });
    yield { done: (at + 1) / imputations };
  }
  return sets;
}
