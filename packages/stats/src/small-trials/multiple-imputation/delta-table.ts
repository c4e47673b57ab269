/** What if the missing of one arm had done worse or better than is foretold: a table of deltas, and where the conclusion changes. */
import { analyseCompleted, type Analysis, type CompletedSet } from "./analyse-completed.ts";
import { type PooledTerm, poolAnalyses } from "./pool-analyses.ts";

export interface DeltaRow {
  readonly delta: number;
  readonly differences: readonly (Pick<PooledTerm, "estimate" | "standardError" | "lower" | "upper" | "ratio"> & { readonly group: string; readonly pValue: number })[];
}
export interface TippingPoint {
  readonly group: string;
  /** The deltas of the table between which the test changes. */
  readonly between: readonly [number, number];
  readonly delta: number;
}
export interface DeltaSettings {
  readonly analysis: Analysis;
  readonly reference: string;
  readonly level: number;
}

/** A set whose drawn outcomes of the arm are moved. */
export type MovedSet = (at: number, delta: number) => CompletedSet;

export function deltaRow(moved: MovedSet, count: number, delta: number, { analysis, reference, level }: DeltaSettings): DeltaRow {
  const analyses = Array.from({ length: count }, (_, at) => analyseCompleted(moved(at, delta), analysis, reference));
  const pooled = poolAnalyses(analyses, level, analysis === "logistic").filter(({ covariate }) => covariate === "arm");
  return { delta, differences: pooled.map(({ category, estimate, standardError, lower, upper, ratio, test }) => ({ group: category ?? "", estimate, standardError, lower, upper, ratio, pValue: test.pValue })) };
}

/** Halves each step of the table over which a test changes, 30 times: to a billionth of the step. */
export function tippingPoints(rows: readonly DeltaRow[], rowAt: (delta: number) => DeltaRow, level: number): readonly TippingPoint[] {
  const significant = (row: DeltaRow, group: number): boolean => (row.differences[group]?.pValue ?? 1) < 1 - level;
  return rows.slice(1).flatMap((row, before) => row.differences.flatMap(({ group }, which): TippingPoint[] => {
    const start = rows[before] as DeltaRow;
    if (significant(start, which) === significant(row, which)) return [];
    let [low, high] = [start.delta, row.delta];
    for (let step = 0; step < 30; step++) {
      const middle = (low + high) / 2;
      if (significant(rowAt(middle), which) === significant(start, which)) low = middle;
      else high = middle;
    }
    return [{ group, between: [start.delta, row.delta], delta: (low + high) / 2 }];
  }));
}
