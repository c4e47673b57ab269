/** Sums of disjoint sets of participants, which sites can share and add up in place of rows. */

/** One covariate: its categories, or its sum over rows. */
export interface SummaryFactor {
  readonly name: string;
  /** `null` for numbers. */
  readonly categories: readonly string[] | null;
}
export interface MmrmSummaryPattern {
  readonly group: string | null;
  readonly visits: readonly string[];
  readonly participants: number;
  /** For each pair of visits a <= b: the sum over participants of the outer product of their rows [columns, outcome], row-major. */
  readonly blocks: readonly number[];
}
/**
 * Plain, fit for JSON. Columns have an indicator for every category, so that sites whose categories differ can be merged; which
 * one is the reference is chosen when the model is fitted. There is no row of a participant in it; a pattern of one
 * participant, though, gives that participant's values.
 */
export interface MmrmSummary {
  readonly summary: "mmrm";
  readonly factors: readonly SummaryFactor[];
  /** Interactions, each a list of factors. */
  readonly crossed: readonly (readonly string[])[];
  readonly visits: readonly string[];
  /** Names of the columns: "" for the intercept, else `factor=category` or `factor`, joined by a line break. */
  readonly columns: readonly string[];
  /** Whether a column changes within a participant. */
  readonly within: readonly boolean[];
  readonly rows: number;
  readonly participants: number;
  readonly withoutVisit: number;
  readonly missing: { readonly rows: number; readonly byColumn: Readonly<Record<string, number>> };
  readonly patterns: readonly MmrmSummaryPattern[];
}

/** The name of a column from what it is made of. */
export const columnKey = (parts: readonly { readonly covariate: string; readonly category: string | null }[]): string => parts.map(({ covariate, category }) => (category === null ? covariate : `${covariate}=${category}`)).join("\n");
