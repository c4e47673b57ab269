/** Columns of a trial as chains take them, and back. */
import type { NamedColumn } from "../../form/columns.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { categoriesOf } from "../../regression/design-matrix.ts";
import type { ChainColumn, ImputedSet } from "./chain-column.ts";

export interface ImputedColumn {
  /** `outcome`, `covariates.age`: unlike any other. */
  readonly path: string;
  /** `age`: as the analysis has it. */
  readonly name: string;
  readonly role: "outcome" | "arm" | "covariates" | "auxiliary";
  readonly chain: ChainColumn;
  /** Words of the codes; `null` for numbers. */
  readonly words: readonly string[] | null;
}

export function imputedColumn(role: ImputedColumn["role"], name: string, { values, gaps }: { readonly values: Float64Array | readonly string[]; readonly gaps: Int32Array }, matched: readonly string[]): ImputedColumn {
  const path = role === "covariates" || role === "auxiliary" ? `${role}.${name}` : role;
  const open = new Set(gaps);
  const seen = Array.from(values.keys()).filter((row) => !open.has(row));
  if (seen.length === 0) throw new StatisticRefusal("missing-column", path, "No value of it was seen.", "Leave the column out.");
  const matching = matched.includes(path);
  const make = (numbers: Float64Array, categories: number | null): ChainColumn => ({ name: path, values: numbers, gaps: Array.from(gaps), seen, categories, as: matching ? "matching" : categories === null ? "normal" : "categories", shift: 0 });
  if (values instanceof Float64Array) {
    const both = new Set(seen.map((row) => values[row]));
    return { path, name, role, words: null, chain: make(values, both.size === 2 && both.has(0) && both.has(1) ? 2 : null) };
  }
  if (matching) throw new StatisticRefusal("options-conflict", "matched", `${path} is a column of categories.`, "Take it out of the list: categories are drawn by logistic regression.");
  const words = categoriesOf(seen.map((row) => values[row] as string));
  const codes = new Map(words.map((word, code) => [word, code]));
  return { path, name, role, words, chain: make(Float64Array.from(values, (word) => codes.get(word) ?? 0), words.length) };
}

/** The rows of one arm alone. */
export function rowsOfChain(chain: ChainColumn, rows: readonly number[]): ChainColumn {
  const [gaps, all] = [new Set(chain.gaps), Array.from(rows.keys())];
  return { ...chain, values: Float64Array.from(rows, (row) => chain.values[row] as number), gaps: all.filter((at) => gaps.has(rows[at] as number)), seen: all.filter((at) => !gaps.has(rows[at] as number)) };
}

/** The whole column of one imputation. */
export function completed({ path, name, chain, words }: ImputedColumn, { filled }: ImputedSet): NamedColumn<"covariate"> {
  const drawn = filled.get(path);
  const values = drawn === undefined ? chain.values : chain.values.slice();
  if (drawn !== undefined) for (const [at, row] of chain.gaps.entries()) values[row] = drawn[at] as number;
  return { name, values: words === null ? values : Array.from(values, (code) => words[code] as string) };
}
