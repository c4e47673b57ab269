/** Fixed effects of numbers and categories with their interactions, as columns, and as rows at chosen or mean values. */
import type { NamedColumn } from "../form/columns.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { type Matrix, zeroMatrix } from "../linear-algebra/matrix.ts";
import { designMatrix } from "../regression/design-matrix.ts";

/** A covariate, by what estimated means need to know of it. */
export interface Factor {
  readonly name: string;
  /** Its categories in order, the reference first; `null` for numbers. */
  readonly categories: readonly string[] | null;
  /** Mean over the rows; `null` for categories. */
  readonly mean: number | null;
}
/** One column: a product of numbers and indicators; no parts for the intercept. */
export interface FixedTerm {
  readonly term: string;
  readonly parts: readonly { readonly covariate: string; readonly category: string | null }[];
}
export interface FixedCoding {
  readonly factors: readonly Factor[];
  readonly terms: readonly FixedTerm[];
}
/** What is chosen of some factors; the others stand at their mean, or at the mean over their categories, each with equal weight. */
export type Chosen = Readonly<Record<string, string | number>>;

/** The columns: intercept, then each covariate, then the products of each list in `crossed`. With `everyCategory` no category is left out. */
export function fixedDesign(covariates: readonly NamedColumn<"covariate">[], options: { readonly size: number; readonly crossed: readonly (readonly string[])[]; readonly references?: Readonly<Record<string, string>>; readonly everyCategory?: boolean }): { readonly matrix: Matrix; readonly terms: readonly FixedTerm[]; readonly references: Readonly<Record<string, string>> } {
  const { size, crossed } = options;
  const { matrix: main, terms, references } = designMatrix(covariates, { intercept: true, size, ...(options.references === undefined ? {} : { references: options.references }), ...(options.everyCategory === undefined ? {} : { everyCategory: options.everyCategory }) });
  const columns: { readonly term: FixedTerm; readonly from: readonly number[] }[] = terms.map((term, at) => ({ term: { term: term.term, parts: term.covariate === null ? [] : [{ covariate: term.covariate, category: term.category }] }, from: [at] }));
  for (const names of crossed) {
    let products: { readonly term: FixedTerm; readonly from: readonly number[] }[] = [{ term: { term: "", parts: [] }, from: [] }];
    for (const name of names) {
      const own = columns.slice(0, terms.length).filter(({ term }) => term.parts[0]?.covariate === name);
      if (own.length === 0) throw new StatisticRefusal("unknown-choice", "interactions", `There is no covariate ${JSON.stringify(name)}.`, "Name covariates that were given.");
      products = products.flatMap((product) => own.map(({ term, from }) => ({ term: { term: product.term.term === "" ? term.term : `${product.term.term} × ${term.term}`, parts: [...product.term.parts, ...term.parts] }, from: [...product.from, ...from] })));
    }
    columns.push(...products);
  }
  const matrix = zeroMatrix(size, columns.length);
  for (const [at, { from }] of columns.entries()) {
    for (let row = 0; row < size; row++) {
      let value = 1;
      for (const column of from) value *= main.values[row * main.columns + column] ?? 0;
      matrix.values[row * columns.length + at] = value;
    }
  }
  return { matrix, terms: columns.map(({ term }) => term), references };
}

/** The row of the columns at chosen values. Throws StatisticRefusal `unknown-choice` for a factor or category that is not there. */
export function rowAt({ factors, terms }: FixedCoding, chosen: Chosen): Float64Array {
  const known = new Map(factors.map((factor) => [factor.name, factor]));
  for (const [name, value] of Object.entries(chosen)) {
    const factor = known.get(name);
    if (factor === undefined) throw new StatisticRefusal("unknown-choice", name, "There is no such covariate.", `Covariates are ${factors.map((one) => one.name).join(", ")}.`);
    if (factor.categories !== null && !factor.categories.includes(String(value))) throw new StatisticRefusal("unknown-choice", name, `${JSON.stringify(value)} is none of its categories.`, `Choose one of ${factor.categories.join(", ")}.`);
  }
  return Float64Array.from(terms, ({ parts }) => parts.reduce((product, { covariate, category }) => product * valueOf(known.get(covariate), category, chosen[covariate]), 1));
}

function valueOf(factor: Factor | undefined, category: string | null, chosen: string | number | undefined): number {
  if (category === null) return chosen === undefined ? (factor?.mean ?? 0) : Number(chosen);
  if (chosen === undefined) return 1 / (factor?.categories?.length ?? 1);
  return String(chosen) === category ? 1 : 0;
}

/** Lists such as "visit × arm" or "visit:arm" or "visit x arm" as names. */
export const namesOfInteraction = (word: string): readonly string[] => word.split(/\s*[×:*]\s*|\s+x\s+/u).map((name) => name.trim()).filter((name) => name !== "");
