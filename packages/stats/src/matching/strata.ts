/** Rows that are equal in every named column. */
import type { NamedColumn } from "../form/columns.ts";

export interface Strata {
  /** The stratum of each row, from 0 in the order in which they appear. */
  readonly of: Int32Array;
  readonly count: number;
}

/** One stratum where nothing is named. */
export function strataOf(columns: readonly NamedColumn<"text">[] | null, size: number): Strata {
  if (columns === null || columns.length === 0) return { of: new Int32Array(size), count: size > 0 ? 1 : 0 };
  return joinCodes(columns.map(({ values }) => codesOf(values)), size);
}

/** Strata of whole numbers: of codes of categories, of bins. */
export function joinCodes(columns: readonly ArrayLike<number>[], size: number): Strata {
  let of: Int32Array = new Int32Array(size);
  let count = size > 0 ? 1 : 0;
  for (const codes of columns) {
    const places = new Map<string, number>();
    of = of.map((before, row) => {
      const key = `${before} ${codes[row] ?? 0}`;
      const place = places.get(key) ?? places.size;
      places.set(key, place);
      return place;
    });
    count = places.size;
  }
  return { of, count };
}

export function codesOf(values: readonly string[]): Int32Array {
  const places = new Map<string, number>();
  return Int32Array.from(values, (value) => {
    const place = places.get(value) ?? places.size;
    places.set(value, place);
    return place;
  });
}
