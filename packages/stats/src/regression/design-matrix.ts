/** Covariates as columns of a matrix: numbers as they are, categories as indicators. */
import type { NamedColumn } from "../form/columns.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { type Matrix, zeroMatrix } from "../linear-algebra/matrix.ts";

/** One column of the matrix. */
export interface DesignTerm {
  /** `age`, `site: north`, `intercept`. */
  readonly term: string;
  /** The covariate that it belongs to; `null` for the intercept. */
  readonly covariate: string | null;
  /** The category for which it is 1; `null` for numbers. */
  readonly category: string | null;
}
export interface Design {
  readonly matrix: Matrix;
  readonly terms: readonly DesignTerm[];
  /** The category left out of each covariate of categories, with which the others are compared. */
  readonly references: Readonly<Record<string, string>>;
}

/** The categories of a column, in the order of their code points: the same on every machine, whatever its language. */
export const categoriesOf = (values: readonly string[]): readonly string[] => [...new Set(values)].toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0));

/**
 * The matrix of covariates, one row a row of the data, the intercept first where one is wanted.
 *
 * Numbers stand as they are. A covariate of texts becomes one indicator for each category but the first in the order of code
 * points, the reference (R's treatment contrasts, but that R sorts by the language of the machine). `references` chooses others.
 * Throws StatisticRefusal `singular` for a covariate of one category, `unknown-choice` for a reference that is no category.
 *
 * @example designMatrix([{ name: "site", values: ["b", "a"] }], { intercept: true, size: 2 }).terms // intercept, site: b
 */
export function designMatrix(covariates: readonly NamedColumn<"covariate">[], options: { readonly intercept: boolean; readonly size: number; readonly references?: Readonly<Record<string, string>>; readonly everyCategory?: boolean }): Design {
  const { intercept, size, references: wanted = {}, everyCategory = false } = options;
  const terms: DesignTerm[] = intercept ? [{ term: "intercept", covariate: null, category: null }] : [];
  const references: Record<string, string> = {};
  const codes: (Float64Array | { readonly values: Int32Array; readonly code: number })[] = [];
  for (const { name, values } of covariates) {
    if (values instanceof Float64Array) {
      terms.push({ term: name, covariate: name, category: null });
      codes.push(values);
      continue;
    }
    const categories = categoriesOf(values);
    const reference = wanted[name] ?? categories[0] ?? "";
    if (size > 0 && !categories.includes(reference)) throw new StatisticRefusal("unknown-choice", `covariates.${name}`, `${JSON.stringify(reference)} is no category of it.`, `Choose one of ${categories.slice(0, 20).join(", ")}.`);
    if (size > 0 && categories.length === 1 && !everyCategory) throw new StatisticRefusal("singular", `covariates.${name}`, `Every row has ${JSON.stringify(reference)}.`, "Leave the covariate out: it tells nothing.");
    if (!everyCategory) references[name] = reference;
    const places = new Map(categories.map((category, at) => [category, at]));
    const coded = Int32Array.from(values, (value) => places.get(value) ?? -1);
    for (const [code, category] of categories.entries()) {
      if (category === reference && !everyCategory) continue;
      terms.push({ term: `${name}: ${category}`, covariate: name, category });
      codes.push({ values: coded, code });
    }
  }
  const matrix = zeroMatrix(size, terms.length);
  const { values, columns } = matrix;
  const first = intercept ? 1 : 0;
  for (let row = 0; first === 1 && row < size; row++) values[row * columns] = 1;
  for (const [at, column] of codes.entries()) {
    if (column instanceof Float64Array) for (let row = 0, place = first + at; row < size; row++, place += columns) values[place] = column[row] ?? 0;
    else for (let row = 0, place = first + at; row < size; row++, place += columns) values[place] = column.values[row] === column.code ? 1 : 0;
  }
  return { matrix, terms, references };
}
