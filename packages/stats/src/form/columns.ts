/** Columns of a method, described once: what each may hold, and how rows with something missing are counted and left out. */
import { StatisticRefusal } from "./statistic-refusal.ts";

/** One value a row; `null`, `undefined` and NaN are missing. Typed arrays are read where they are, without a copy. */
export type NumberColumn = ArrayLike<number | null | undefined>;
export type TextColumn = ArrayLike<string | number | boolean | null | undefined>;

/**
 * `count`: whole numbers from 0 to `mostCounted`. `amount`: numbers from 0. `positive`: numbers above 0. `number`: any; none is beyond
 * `mostNumber`. `flag`: 0 or 1 (false, true). `text`: names of studies, groups, participants; numbers are read as their digits.
 * `covariate`: numbers, or texts that are categories; a column with a text in it is one of categories, its numbers read as their digits.
 */
export type ColumnKind = "count" | "amount" | "positive" | "number" | "flag" | "text" | "covariate";

/**
 * The largest number that is read, whatever its sign, and the smallest amount above zero. Squares of both, and their products with
 * other numbers, are still within what a double holds (5e-324 to 1.8e308), so that no sum becomes infinite by itself.
 */
export const mostNumber = 1e100;
export const leastAmount = 1e-100;

/**
 * The largest count that is read. No study counts more, so a larger number is a slip of the pen; and beyond about 9e15 a number no
 * longer tells a count from the next, so that exact methods would give digits that mean nothing.
 */
export const mostCounted = 1e9;

export interface ColumnField<Kind extends ColumnKind = ColumnKind, Required extends boolean = boolean> {
  readonly kind: Kind;
  readonly says: string;
  readonly required: Required;
  /** Values may be missing: such rows stay, and the places of the gaps are told. Elsewhere a row with something missing is left out. */
  readonly gaps?: true;
}
/** Columns of one kind under names that the caller chooses: `{ covariates: { age: […], weight: […] } }`. */
export interface ColumnGroup<Kind extends ColumnKind = ColumnKind, Required extends boolean = boolean> extends ColumnField<Kind, Required> {
  readonly group: true;
}
export type ColumnFields = Readonly<Record<string, ColumnField | ColumnGroup>>;

export const column = <const Kind extends ColumnKind>(kind: Kind, says: string): ColumnField<Kind, true> => ({ kind, says, required: true });
export const mayColumn = <const Kind extends ColumnKind>(kind: Kind, says: string): ColumnField<Kind, false> => ({ kind, says, required: false });
/** A group of columns, at least one. @example columnsOf("number", "moderators") // read as a list of { name, values } */
export const columnsOf = <const Kind extends ColumnKind>(kind: Kind, says: string): ColumnGroup<Kind, true> => ({ kind, says, required: true, group: true });
/** A group that may be left out, or be empty. */
export const mayColumnsOf = <const Kind extends ColumnKind>(kind: Kind, says: string): ColumnGroup<Kind, false> => ({ kind, says, required: false, group: true });
/** A column whose gaps are part of the method: it is read as `{ values, gaps }`. */
export const columnWithGaps = <const Kind extends ColumnKind>(kind: Kind, says: string): ColumnField<Kind, true> & { readonly gaps: true } => ({ kind, says, required: true, gaps: true });
/** A group of such columns, which may be left out. */
export const mayColumnsWithGapsOf = <const Kind extends ColumnKind>(kind: Kind, says: string): ColumnGroup<Kind, false> & { readonly gaps: true } => ({ kind, says, required: false, group: true, gaps: true });
export const isColumnGroup = (field: ColumnField | ColumnGroup): field is ColumnGroup => "group" in field;

type GivenColumn<Kind extends ColumnKind> = Kind extends "text" | "covariate" ? TextColumn : Kind extends "flag" ? ArrayLike<number | boolean | null | undefined> : NumberColumn;
type ReadColumn<Kind extends ColumnKind> = Kind extends "text" ? readonly string[] : Kind extends "covariate" ? Float64Array | readonly string[] : Float64Array;
type GivenField<Field extends ColumnField> = Field extends ColumnGroup ? Readonly<Record<string, GivenColumn<Field["kind"]>>> : GivenColumn<Field["kind"]>;
type ReadField<Field extends ColumnField> = Field extends ColumnGroup ? (Field extends { readonly gaps: true } ? readonly NamedGappedColumn<Field["kind"]>[] : readonly NamedColumn<Field["kind"]>[]) : Field extends { readonly gaps: true } ? GappedColumn<Field["kind"]> : ReadColumn<Field["kind"]>;
/** A column with gaps: 0, or no text, stands in each. */
export interface GappedColumn<Kind extends ColumnKind = ColumnKind> {
  readonly values: ReadColumn<Kind>;
  /** Places among the rows that were kept, from 0, rising. */
  readonly gaps: Int32Array;
}
export interface NamedGappedColumn<Kind extends ColumnKind = ColumnKind> extends GappedColumn<Kind> {
  readonly name: string;
}
/** One column of a group, by the name that the caller gave. */
export interface NamedColumn<Kind extends ColumnKind = ColumnKind> {
  readonly name: string;
  readonly values: ReadColumn<Kind>;
}
type RequiredKeys<Fields extends ColumnFields> = { [Key in keyof Fields]: Fields[Key]["required"] extends true ? Key : never }[keyof Fields];
/** What a caller gives: the columns that the method needs, and those that it may have. */
export type GivenColumns<Fields extends ColumnFields> = { readonly [Key in RequiredKeys<Fields>]: GivenField<Fields[Key]> } & { readonly [Key in Exclude<keyof Fields, RequiredKeys<Fields>>]?: GivenField<Fields[Key]> | undefined };

/** Rows that were left out because something was missing in them. */
export interface MissingRows {
  readonly rows: number;
  /** How often each column had nothing, for those that had; one of a group by the name of both: `covariates.age`. */
  readonly byColumn: Readonly<Record<string, number>>;
}
export interface ReadRows<Fields extends ColumnFields> {
  /** Rows that are complete, but for columns that may have gaps. */
  readonly size: number;
  /** The rows of each column that were kept; `null` for one that was not given. */
  readonly columns: { readonly [Key in keyof Fields]: ReadField<Fields[Key]> | (Fields[Key]["required"] extends true ? never : null) };
  /** The place, from 0, that each kept row had in what was given. */
  readonly rows: Int32Array;
  readonly missing: MissingRows;
}

/**
 * Reads columns: checks each value, leaves out the rows in which something is missing, and counts them. In columns that may have gaps
 * missing values are no reason to leave a row out.
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
  const found = known.flatMap((name) => foundColumns(name, fields[name] as ColumnField, there[name]));
  const length = lengthOf(found);
  const gone = new Uint8Array(length);
  const byColumn: Record<string, number> = {};
  for (const { path, values, gapped } of found) {
    if (gapped) continue;
    const missing = markMissing(values, gone);
    if (missing > 0) byColumn[path] = missing;
  }
  const rows = keptRows(gone);
  const whole = rows.length === length;
  const columns = Object.fromEntries(known.map((name): [string, unknown] => [name, null]));
  for (const { name, inGroup, path, values, kind, gapped } of found) {
    const read = gapped ? readGapped(path, kind, values, rows) : { values: readValues(path, kind, values, rows, whole) };
    if (inGroup !== null) columns[name] = [...((columns[name] ?? []) as NamedColumn[]), { name: inGroup, ...read }];
    else columns[name] = gapped ? read : read.values;
  }
  return { size: rows.length, columns: columns as ReadRows<Fields>["columns"], rows, missing: { rows: length - rows.length, byColumn } };
}

interface FoundColumn {
  readonly name: string;
  /** The caller's name within a group. */
  readonly inGroup: string | null;
  readonly path: string;
  readonly kind: ColumnKind;
  readonly values: ArrayLike<unknown>;
  readonly gapped: boolean;
}

/** The columns that stand under a name: one, none, or those of a group. */
function foundColumns(name: string, field: ColumnField | ColumnGroup, given: unknown): FoundColumn[] {
  const { kind, required, says } = field;
  const gapped = field.gaps === true;
  const there = given !== undefined && given !== null;
  if (!there && required) throw new StatisticRefusal("missing-column", name, "The column is missing.", isColumnGroup(field) ? `Give at least one column by its name: ${says}.` : `Give one value for each row: ${says}.`);
  if (!there) return [];
  if (!isColumnGroup(field)) return [{ name, inGroup: null, path: name, kind, values: given as ArrayLike<unknown>, gapped }];
  if (typeof given !== "object" || Array.isArray(given) || ArrayBuffer.isView(given)) throw new StatisticRefusal("missing-column", name, "This is a group of columns, not one.", `Give names with lists: { "${name}": { "age": […] } }.`);
  const group = Object.entries(given);
  if (group.length === 0 && required) throw new StatisticRefusal("missing-column", name, "There is no column in the group.", `Give at least one by its name: ${says}.`);
  return group.map(([inGroup, values]) => ({ name, inGroup, path: `${name}.${inGroup}`, kind, values: values as ArrayLike<unknown>, gapped }));
}

function lengthOf(found: readonly FoundColumn[]): number {
  const [first] = found;
  for (const { path, values } of found) {
    if (typeof values !== "object" || values === null || !Number.isInteger((values as { length?: unknown }).length)) throw new StatisticRefusal("not-a-number", path, "The column is no list of values.", "Give a list, one value for each row.");
    if (values.length !== first?.values.length) throw new StatisticRefusal("lengths-differ", path, `There are ${values.length} values, and ${first?.values.length ?? 0} in ${first?.path ?? ""}.`, "Give as many in each; null where one is missing.");
  }
  return first?.values.length ?? 0;
}

function readValues(path: string, kind: ColumnKind, values: ArrayLike<unknown>, rows: Int32Array, whole: boolean): Float64Array | readonly string[] {
  if (kind === "text" || (kind === "covariate" && !(values instanceof Float64Array) && rows.some((row) => typeof values[row] === "string"))) return Array.from(rows, (row) => textOf(values[row]));
  return numbersOf(path, kind === "covariate" ? "number" : kind, values, rows, whole);
}

// NaN is the one number that differs from itself. An empty text is what an empty cell of a table holds.
const isMissing = (value: unknown): boolean => value === null || value === undefined || value !== value || value === "";

/** The values that are there are checked as elsewhere; the others are told by their places. */
function readGapped(path: string, kind: ColumnKind, values: ArrayLike<unknown>, rows: Int32Array): GappedColumn {
  const seen = rows.filter((row) => !isMissing(values[row]));
  const gaps = Int32Array.from(rows.keys()).filter((at) => isMissing(values[rows[at] as number]));
  const read = readValues(path, kind, values, seen, false);
  const texts = !(read instanceof Float64Array);
  const filled: (string | number)[] | Float64Array = texts ? Array.from<string>({ length: rows.length }).fill("") : new Float64Array(rows.length);
  for (let at = 0, from = 0, gap = 0; at < rows.length; at++) {
    if (gaps[gap] === at) gap += 1;
    else filled[at] = read[from++] as number;
  }
  return { values: filled as ReadColumn<ColumnKind>, gaps };
}

function markMissing(values: ArrayLike<unknown>, gone: Uint8Array): number {
  let missing = 0;
  // The same of numbers alone, several times faster.
  if (values instanceof Float64Array) {
    for (let row = 0; row < gone.length; row++) {
      if (!Number.isNaN(values[row])) continue;
      gone[row] = 1;
      missing += 1;
    }
    return missing;
  }
  for (let row = 0; row < gone.length; row++) {
    if (!isMissing(values[row])) continue;
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
    // Written so that NaN and numbers without bound fail it, too: one comparison for each of a million rows.
    for (let at = 0; at < read.length; at++) if (!(Math.abs(read[at] as number) <= mostNumber)) throw refuseSize(name, rows[at] ?? 0, read[at] as number);
    return read;
  }
  for (let at = 0; at < read.length; at++) {
    const value = read[at] as number;
    if (!(Math.abs(value) <= mostNumber)) throw refuseSize(name, rows[at] ?? 0, value);
    if (value < 0) throw refuseAt("negative", name, rows[at] ?? 0, `${value} is below zero.`, "Give a number from 0, or null where it is missing.");
    if (value < leastAmount && value > 0) throw refuseAt("out-of-range", name, rows[at] ?? 0, `${value} is closer to 0 than can be computed with: at least ${leastAmount}.`, "Choose a smaller unit, or give 0 where that is meant.");
    if (kind === "count" && !Number.isInteger(value)) throw refuseAt("not-whole", name, rows[at] ?? 0, `${value} is not a whole number.`, "Give a count, or null where it is missing.");
    if (kind === "count" && value > mostCounted) throw refuseAt("out-of-range", name, rows[at] ?? 0, `${value} is more than can be counted here: at most ${mostCounted}.`, "Check the number; give null where it is missing.");
    if (kind === "positive" && value === 0) throw refuseAt("out-of-range", name, rows[at] ?? 0, "0 is not above zero.", "Give a number above 0, or null where it is missing.");
    if (kind === "flag" && value > 1) throw refuseAt("out-of-range", name, rows[at] ?? 0, `${value} is neither 0 nor 1.`, "Give 0 or 1, or null where it is missing.");
  }
  return read;
}

function refuseSize(name: string, row: number, value: number): StatisticRefusal {
  if (!Number.isFinite(value)) return refuseAt("not-a-number", name, row, `${value} is not a finite number.`, "Give a number, or null where it is missing.");
  return refuseAt("out-of-range", name, row, `${value} is larger than can be computed with: at most ${mostNumber}.`, "Choose a larger unit, or give null where it is missing.");
}

function numberOf(name: string, row: number, value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  throw refuseAt("not-a-number", name, row, `${JSON.stringify(value) ?? String(value)} is not a number.`, "Give a number, or null where it is missing.");
}

const refuseAt = (code: "not-a-number" | "negative" | "not-whole" | "out-of-range", name: string, row: number, message: string, remedy: string): StatisticRefusal => new StatisticRefusal(code, `${name}.${row + 1}`, message, remedy, { row: row + 1 });
