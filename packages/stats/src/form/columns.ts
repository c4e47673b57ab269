/** Columns of a method, described once: what each may hold, and how rows with something missing are counted and left out. */
import { StatisticRefusal } from "./statistic-refusal.ts";

/** One value a row; `null`, `undefined` and NaN are missing. Typed arrays are read where they are, without a copy. */
export type NumberColumn = ArrayLike<number | null | undefined>;
export type TextColumn = ArrayLike<string | number | boolean | null | undefined>;

/**
 * `count`: whole numbers from 0. `amount`: numbers from 0. `positive`: numbers above 0. `number`: any. `flag`: 0 or 1 (false,
 * true). `text`: names of studies, groups, participants; numbers are read as their digits.
 */
export type ColumnKind = "count" | "amount" | "positive" | "number" | "flag" | "text";

export interface ColumnField<Kind extends ColumnKind = ColumnKind, Required extends boolean = boolean> {
  readonly kind: Kind;
  readonly says: string;
  readonly required: Required;
}
export type ColumnFields = Readonly<Record<string, ColumnField>>;

export const column = <const Kind extends ColumnKind>(kind: Kind, says: string): ColumnField<Kind, true> => ({ kind, says, required: true });
export const mayColumn = <const Kind extends ColumnKind>(kind: Kind, says: string): ColumnField<Kind, false> => ({ kind, says, required: false });

type GivenColumn<Kind extends ColumnKind> = Kind extends "text" ? TextColumn : Kind extends "flag" ? ArrayLike<number | boolean | null | undefined> : NumberColumn;
type ReadColumn<Kind extends ColumnKind> = Kind extends "text" ? readonly string[] : Float64Array;
type RequiredKeys<Fields extends ColumnFields> = { [Key in keyof Fields]: Fields[Key]["required"] extends true ? Key : never }[keyof Fields];
/** What a caller gives: the columns that the method needs, and those that it may have. */
export type GivenColumns<Fields extends ColumnFields> = { readonly [Key in RequiredKeys<Fields>]: GivenColumn<Fields[Key]["kind"]> } & { readonly [Key in Exclude<keyof Fields, RequiredKeys<Fields>>]?: GivenColumn<Fields[Key]["kind"]> | undefined };

/** Rows that were left out because something was missing in them. */
export interface MissingRows {
  readonly rows: number;
  /** How often each column had nothing, for those that had. */
  readonly byColumn: Readonly<Record<string, number>>;
}
export interface ReadRows<Fields extends ColumnFields> {
  /** Rows that are complete. */
  readonly size: number;
  /** The complete rows of each column; `null` for one that was not given. */
  readonly columns: { readonly [Key in keyof Fields]: ReadColumn<Fields[Key]["kind"]> | (Fields[Key]["required"] extends true ? never : null) };
  /** The place, from 0, that each complete row had in what was given. */
  readonly rows: Int32Array;
  readonly missing: MissingRows;
}

/**
 * Reads columns: checks each value, leaves out the rows in which something is missing, and counts them.
 * Throws StatisticRefusal `missing-column`, `unknown-column`, `lengths-differ`, `not-a-number`, `not-whole`, `negative` or
 * `out-of-range`, with the column and the row (from 1) in the path. No rows at all are no refusal here.
 *
 * @example readRows({ events: column("count", "events") }, { events: [1, null, 2] }).missing.rows // 1
 */
export function readRows<const Fields extends ColumnFields>(fields: Fields, given: GivenColumns<Fields>): ReadRows<Fields> {
  const known = Object.keys(fields);
  if (typeof given !== "object" || given === null) throw new StatisticRefusal("missing-column", "columns", "There are no columns.", `Give ${known.join(", ")}.`);
  const there = given as Readonly<Record<string, ArrayLike<unknown> | undefined>>;
  for (const name of Object.keys(there)) if (!Object.hasOwn(fields, name)) throw new StatisticRefusal("unknown-column", name, "There is no such column here.", `Take it out. Columns are ${known.join(", ")}.`);
  const names = known.filter((name) => {
    if (there[name] !== undefined && there[name] !== null) return true;
    if (fields[name]?.required === true) throw new StatisticRefusal("missing-column", name, "The column is missing.", `Give one value for each row: ${fields[name].says}.`);
    return false;
  });
  const length = lengthOf(names, there);
  const gone = new Uint8Array(length);
  const byColumn: Record<string, number> = {};
  const read = names.map((name) => {
    const values = there[name] as ArrayLike<unknown>;
    const kind = (fields[name] as ColumnField).kind;
    const missing = markMissing(values, gone);
    if (missing > 0) byColumn[name] = missing;
    return { name, values, kind, missing };
  });
  const rows = keptRows(gone);
  const whole = rows.length === length;
  const columns = Object.fromEntries(known.map((name): [string, unknown] => [name, null]));
  for (const { name, values, kind } of read) columns[name] = kind === "text" ? Array.from(rows, (row) => textOf(values[row])) : numbersOf(name, kind, values, rows, whole);
  return { size: rows.length, columns: columns as ReadRows<Fields>["columns"], rows, missing: { rows: length - rows.length, byColumn } };
}

function lengthOf(names: readonly string[], there: Readonly<Record<string, ArrayLike<unknown> | undefined>>): number {
  const [first = ""] = names;
  for (const name of names) {
    const values = there[name];
    if (typeof values !== "object" || !Number.isInteger((values as { length?: unknown }).length)) throw new StatisticRefusal("not-a-number", name, "The column is no list of values.", "Give a list, one value for each row.");
    if (values.length !== there[first]?.length) throw new StatisticRefusal("lengths-differ", name, `There are ${values.length} values, and ${there[first]?.length ?? 0} in ${first}.`, "Give as many in each column; null where one is missing.");
  }
  return there[first]?.length ?? 0;
}

function markMissing(values: ArrayLike<unknown>, gone: Uint8Array): number {
  let missing = 0;
  for (let row = 0; row < gone.length; row++) {
    const value = values[row];
    // NaN is the one number that differs from itself. An empty text is what an empty cell of a table holds.
    if (value !== null && value !== undefined && value === value && value !== "") continue;
    gone[row] = 1;
    missing += 1;
  }
  return missing;
}

function keptRows(gone: Uint8Array): Int32Array {
  let kept = 0;
  for (const one of gone) kept += 1 - one;
  const rows = new Int32Array(kept);
  for (let row = 0, at = 0; row < gone.length; row++) if (gone[row] === 0) rows[at++] = row;
  return rows;
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : String(value));

function numbersOf(name: string, kind: ColumnKind, values: ArrayLike<unknown>, rows: Int32Array, whole: boolean): Float64Array {
  const read = whole && values instanceof Float64Array ? values : Float64Array.from(rows, (row) => numberOf(name, row, values[row]));
  if (kind === "number") {
    for (let at = 0; at < read.length; at++) if (!Number.isFinite(read[at])) throw refuseAt("not-a-number", name, rows[at] ?? 0, `${String(read[at])} is not a finite number.`, "Give a number, or null where it is missing.");
    return read;
  }
  for (let at = 0; at < read.length; at++) {
    const value = read[at] as number;
    if (!Number.isFinite(value)) throw refuseAt("not-a-number", name, rows[at] ?? 0, `${value} is not a finite number.`, "Give a number, or null where it is missing.");
    if (value < 0) throw refuseAt("negative", name, rows[at] ?? 0, `${value} is below zero.`, "Give a number from 0, or null where it is missing.");
    if (kind === "count" && !Number.isInteger(value)) throw refuseAt("not-whole", name, rows[at] ?? 0, `${value} is not a whole number.`, "Give a count, or null where it is missing.");
    if (kind === "positive" && value === 0) throw refuseAt("out-of-range", name, rows[at] ?? 0, "0 is not above zero.", "Give a number above 0, or null where it is missing.");
    if (kind === "flag" && value > 1) throw refuseAt("out-of-range", name, rows[at] ?? 0, `${value} is neither 0 nor 1.`, "Give 0 or 1, or null where it is missing.");
  }
  return read;
}

function numberOf(name: string, row: number, value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  throw refuseAt("not-a-number", name, row, `${JSON.stringify(value) ?? String(value)} is not a number.`, "Give a number, or null where it is missing.");
}

const refuseAt = (code: "not-a-number" | "negative" | "not-whole" | "out-of-range", name: string, row: number, message: string, remedy: string): StatisticRefusal => new StatisticRefusal(code, `${name}.${row + 1}`, message, remedy, { row: row + 1 });
