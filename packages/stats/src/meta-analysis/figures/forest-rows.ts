/** Rows of a forest plot, from top to bottom. */
import type { ForestFigure, ForestPooled, ForestStudy } from "./forest-figure.ts";

export type ForestRow =
  | { readonly kind: "heading"; readonly words: string }
  | { readonly kind: "study"; readonly study: ForestStudy; readonly size: number }
  | { readonly kind: "pooled"; readonly pooled: ForestPooled; readonly overall: boolean; readonly order: number }
  | { readonly kind: "prediction"; readonly lower: number; readonly upper: number }
  | { readonly kind: "note"; readonly words: string }
  | { readonly kind: "gap" };

/** Sizes of squares are shares of the largest weight (of the last column of weights), by area. */
export function forestRows(figure: ForestFigure): readonly ForestRow[] {
  const weightOf = ({ weights, estimate }: ForestStudy): number => (estimate === null ? 0 : (weights?.at(-1) ?? 0));
  const heaviest = Math.max(0, ...figure.groups.flatMap(({ studies }) => studies.map(weightOf)));
  const pooledRows = (pooled: readonly ForestPooled[], overall: boolean): ForestRow[] =>
    pooled.flatMap((one, order): ForestRow[] => [{ kind: "pooled", pooled: one, overall, order: one.order ?? order }, ...(one.prediction == null ? [] : [{ kind: "prediction", lower: one.prediction.lower, upper: one.prediction.upper } as const])]);
  const rows = figure.groups.flatMap((group, at): ForestRow[] => [
    ...(at > 0 ? [{ kind: "gap" } as const] : []),
    ...(group.name === null ? [] : [{ kind: "heading", words: group.name } as const]),
    ...group.studies.map((study): ForestRow => ({ kind: "study", study, size: heaviest > 0 ? Math.sqrt(weightOf(study) / heaviest) : 0.5 })),
    ...pooledRows(group.pooled ?? [], false),
    ...(group.note === undefined ? [] : [{ kind: "note", words: group.note } as const]),
  ]);
  const overall = pooledRows(figure.pooled ?? [], true);
  return overall.length === 0 ? rows : [...rows, { kind: "gap" }, ...overall];
}
