/** Sums of disjoint participants brought together. */
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { categoriesOf } from "../regression/design-matrix.ts";
import type { MmrmSummary, MmrmSummaryPattern, SummaryFactor } from "./mmrm-summary.ts";
import { inOrder } from "./read-repeated.ts";
import { pairsOf } from "./row-pattern.ts";
import { patternKey } from "./visit-patterns.ts";

/**
 * The summary of all participants of summaries that have none in common; order of summaries does not matter but for rounding.
 * Throws StatisticRefusal `empty` without any, `options-conflict` where their models differ.
 *
 * @example mergeMmrmSummaries([summariseMmrm(one), summariseMmrm(other)]).participants
 */
export function mergeMmrmSummaries(summaries: readonly MmrmSummary[]): MmrmSummary {
  const [first] = summaries;
  if (first === undefined) throw new StatisticRefusal("empty", "summaries", "There is no summary.", "Give at least one.");
  for (const [at, one] of summaries.entries()) requireSame(first, one, at);
  const factors = first.factors.map(({ name, categories }, at): SummaryFactor => ({ name, categories: categories === null ? null : categoriesOf(summaries.flatMap(({ factors: own }) => own[at]?.categories ?? [])) }));
  const columns = [...new Set(summaries.flatMap((one) => one.columns))].toSorted((one, other) => (one < other ? -1 : 1));
  const visits = inOrder("visits", summaries.flatMap((one) => one.visits), null);
  const places = new Map(columns.map((name, at) => [name, at]));
  const width = columns.length + 1;
  const merged = new Map<string, { group: string | null; visits: readonly string[]; participants: number; blocks: Float64Array }>();
  const within = columns.map(() => false);
  for (const one of summaries) {
    const to = [...one.columns.map((name) => places.get(name) ?? 0), columns.length];
    for (const [at, changes] of one.within.entries()) if (changes) within[to[at] ?? 0] = true;
    for (const pattern of one.patterns) {
      const ordered = inVisitOrder(pattern, visits);
      const key = patternKey(pattern.group, ordered.map((from) => pattern.visits[from] ?? ""));
      let into = merged.get(key);
      if (into === undefined) {
        into = { group: pattern.group, visits: ordered.map((from) => pattern.visits[from] ?? ""), participants: 0, blocks: new Float64Array(pairsOf(pattern.visits.length) * width * width) };
        merged.set(key, into);
      }
      into.participants += pattern.participants;
      addBlocks(into.blocks, width, pattern, ordered, to);
    }
  }
  const byColumn: Record<string, number> = {};
  for (const { missing } of summaries) for (const [name, count] of Object.entries(missing.byColumn)) byColumn[name] = (byColumn[name] ?? 0) + count;
  const sum = (of: (one: MmrmSummary) => number): number => summaries.reduce((total, one) => total + of(one), 0);
  return {
    summary: "mmrm",
    factors,
    crossed: first.crossed,
    visits,
    columns,
    within,
    rows: sum((one) => one.rows),
    participants: sum((one) => one.participants),
    withoutVisit: sum((one) => one.withoutVisit),
    missing: { rows: sum((one) => one.missing.rows), byColumn },
    patterns: [...merged].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, { blocks, ...rest }]): MmrmSummaryPattern => ({ ...rest, blocks: [...blocks] })),
  };
}

/** Places of a pattern's visits, in the order of all visits. */
const inVisitOrder = ({ visits: own }: MmrmSummaryPattern, visits: readonly string[]): readonly number[] => own.map((_, at) => at).toSorted((one, other) => visits.indexOf(own[one] ?? "") - visits.indexOf(own[other] ?? ""));

/** Adds blocks whose columns stand at the places `to`, and whose visits stand in the order `ordered`. */
export function addBlocks(into: Float64Array, width: number, { visits, blocks }: MmrmSummaryPattern, ordered: readonly number[], to: readonly number[]): void {
  const size = visits.length;
  const own = to.length;
  let target = 0;
  for (let a = 0; a < size; a++) {
    for (let b = a; b < size; b++, target += width * width) {
      const one = ordered[a] ?? 0;
      const other = ordered[b] ?? 0;
      const low = Math.min(one, other);
      const source = (low * size - (low * (low - 1)) / 2 + Math.abs(one - other)) * own * own;
      for (let row = 0; row < own; row++)
        for (let column = 0; column < own; column++) {
          const place = target + (to[row] ?? 0) * width + (to[column] ?? 0);
          into[place] = (into[place] ?? 0) + (blocks[source + (one <= other ? row * own + column : column * own + row)] ?? 0);
        }
    }
  }
}

function requireSame(first: MmrmSummary, one: MmrmSummary, at: number): void {
  const model = ({ factors, crossed }: MmrmSummary): string => JSON.stringify([factors.map(({ name, categories }) => [name, categories === null]), crossed]);
  if (one.summary !== "mmrm" || model(one) !== model(first)) throw new StatisticRefusal("options-conflict", `summaries.${at + 1}`, "It is of another model than the first: covariates, their kinds or interactions differ.", "Summarise each part with the same columns and options.");
}
