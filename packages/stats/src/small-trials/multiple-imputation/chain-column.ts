/** What a chain of imputations knows of one column, and the matrix of all others. */
import { type Matrix, zeroMatrix } from "../../linear-algebra/matrix.ts";

export type DrawnAs = "normal" | "matching" | "categories";

export interface ChainColumn {
  readonly name: string;
  /** Numbers, or codes of categories from 0; anything where a gap is. */
  readonly values: Float64Array;
  readonly gaps: readonly number[];
  readonly seen: readonly number[];
  /** How many categories; `null` for numbers. */
  readonly categories: number | null;
  readonly as: DrawnAs;
  /** Added to each drawn number; of two categories to the log odds of the second. */
  readonly shift: number;
}

/** One imputed data set: values at the gaps of each column, in their order. */
export interface ImputedSet {
  readonly filled: ReadonlyMap<string, Float64Array>;
  /** Of columns of two categories, what each value was drawn from: the second where `uniform` is below the chance of `logOdds`. */
  readonly drawnFrom: ReadonlyMap<string, readonly { readonly uniform: number; readonly logOdds: number }[]>;
}

export interface Draws {
  readonly uniform: () => number;
  readonly normal: () => number;
}

/** Intercept, numbers as they are, and an indicator for each category but the first. */
export function othersMatrix(others: readonly ChainColumn[], now: ReadonlyMap<string, Float64Array>, rows: readonly number[]): Matrix {
  const width = 1 + others.reduce((sum, { categories }) => sum + (categories === null ? 1 : categories - 1), 0);
  const made = zeroMatrix(rows.length, width);
  for (let at = 0; at < rows.length; at++) made.values[at * width] = 1;
  let column = 1;
  for (const { name, categories } of others) {
    const values = now.get(name) as Float64Array;
    for (let code = 1; code < (categories ?? 2); code++, column++) for (let at = 0; at < rows.length; at++) made.values[at * width + column] = categories === null ? (values[rows[at] as number] as number) : values[rows[at] as number] === code ? 1 : 0;
  }
  return made;
}

export function predicted({ values, columns }: Matrix, row: number, coefficients: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < columns; at++) sum += (values[row * columns + at] as number) * (coefficients[at] as number);
  return sum;
}
