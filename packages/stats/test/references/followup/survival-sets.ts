import { numbersIn, readGround } from "../../ground.ts";

/** A set of the R scripts: its rows in place, or written out. */
export interface ReferenceSet {
  readonly name: string;
  readonly file?: string;
  readonly map?: Readonly<Record<string, string>>;
  readonly columns?: Readonly<Record<string, number | string | readonly (number | string)[]>>;
}
export interface SetColumns {
  readonly time: readonly (number | null)[];
  readonly event: readonly (number | null)[];
  readonly start?: readonly (number | null)[];
  readonly group?: readonly string[];
  readonly stratum?: readonly string[];
  readonly weight?: readonly number[];
}

export function columnsOfSet({ file, map, columns }: ReferenceSet): SetColumns {
  if (file === undefined || map === undefined) {
    // R writes a list of one as the one.
    const made = Object.entries(columns ?? {}).map(([name, values]) => [name, (Array.isArray(values) ? values : [values]).map((one: number | string) => (name === "group" || name === "stratum" ? String(one) : one))]);
    return Object.fromEntries(made) as SetColumns;
  }
  const rows = readGround(file);
  return Object.fromEntries(Object.entries(map).map(([name, header]) => [name, name === "group" || name === "stratum" ? rows.map((row) => row[header] ?? "") : numbersIn(rows, header)])) as unknown as SetColumns;
}

/** R writes a list of one as the one. */
export const listOf = <One>(given: readonly One[] | One): readonly One[] => (Array.isArray(given) ? (given as readonly One[]) : [given as One]);
