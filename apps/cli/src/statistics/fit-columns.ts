/** The columns that a method asks for, out of a table whose columns may have other names. */
import { type AnyMethod, type ColumnKind, isColumnGroup } from "@stroma/stats";
import { CommandRefusal } from "../outcome.ts";
import type { Table } from "./read-table.ts";

/** What packages of statistics write for nothing. */
const nothing = new Set(["NA", "N/A", "null", "."]);

export interface FittedColumns {
  readonly columns: Readonly<Record<string, readonly unknown[] | Readonly<Record<string, readonly unknown[]>>>>;
  /** Columns of the file that the method did not read. */
  readonly unread: readonly string[];
}

/**
 * @param names `treatedEvents=ai`: the method's column, and the file's that is read for it. Equal names need none. A group takes several: `covariates=age,weight`.
 * Cells of CSV become numbers where the method wants numbers; "NA" and empty cells are missing.
 */
export function fitColumns(method: Pick<AnyMethod, "columns">, table: Table, names: readonly string[]): FittedColumns {
  const renamed = new Map(names.map((pair) => splitName(pair, method, table)));
  const columns: Record<string, readonly unknown[] | Readonly<Record<string, readonly unknown[]>>> = {};
  const read = new Set<string>();
  for (const [name, field] of Object.entries(method.columns)) {
    if (isColumnGroup(field)) {
      const group = groupSources(name, renamed.get(name), table);
      for (const [, source] of group) read.add(source);
      if (group.length > 0) columns[name] = Object.fromEntries(group.map(([inGroup, source]) => [inGroup, cellsOf(field.kind, table.columns.get(source) ?? [], source)]));
      continue;
    }
    const source = renamed.get(name) ?? name;
    const values = table.columns.get(source);
    if (values === undefined) continue;
    read.add(source);
    columns[name] = cellsOf(field.kind, values, source);
  }
  const lacking = Object.entries(method.columns).find(([name, field]) => field.required && columns[name] === undefined);
  if (lacking !== undefined) {
    const [name, field] = lacking;
    throw new CommandRefusal("missing-column", `The file has no column "${name}" (${field.says}).`, `name the one that holds it: --column ${name}=<one of ${[...table.columns.keys()].join(", ")}>.`, 2);
  }
  return { columns, unread: [...table.columns.keys()].filter((name) => !read.has(name)) };
}

/** Names in the group and columns of the file: those that were named, or those that stood in a group in the file itself. */
function groupSources(name: string, named: string | undefined, table: Table): [string, string][] {
  if (named !== undefined) return named.split(",").map((source) => [source, source]);
  return [...table.columns.keys()].filter((source) => source.startsWith(`${name}.`)).map((source) => [source.slice(name.length + 1), source]);
}

/** Cells of a column: texts become numbers where numbers are wanted; a covariate is of numbers where all of its cells are. */
export function cellsOf(kind: ColumnKind, values: readonly unknown[], source: string): readonly unknown[] {
  const texts = kind === "text" || (kind === "covariate" && !values.every((value) => typeof value !== "string" || value.trim() === "" || nothing.has(value.trim()) || Number.isFinite(Number(value))));
  return values.map((value, row) => (typeof value !== "string" ? value : texts ? (nothing.has(value) ? null : value) : numberOf(value, source, row)));
}

function splitName(pair: string, method: Pick<AnyMethod, "columns">, table: Table): [string, string] {
  const at = pair.indexOf("=");
  const [name, source] = [pair.slice(0, at), pair.slice(at + 1)];
  if (at < 1) throw new CommandRefusal("usage", `--column ${pair} names no column.`, "write --column <method's column>=<file's column>.", 2);
  if (!Object.hasOwn(method.columns, name)) throw new CommandRefusal("no-such-column", `The method has no column "${name}".`, `columns are ${Object.keys(method.columns).join(", ")}.`, 2);
  const field = method.columns[name];
  const sources = field !== undefined && isColumnGroup(field) ? source.split(",") : [source];
  const absent = sources.find((one) => !table.columns.has(one));
  if (absent !== undefined) throw new CommandRefusal("no-such-column", `The file has no column "${absent}".`, `columns are ${[...table.columns.keys()].join(", ")}.`, 2);
  return [name, source];
}

function numberOf(text: string, column: string, row: number): number | null {
  const trimmed = text.trim();
  if (trimmed === "" || nothing.has(trimmed)) return null;
  if (/^(?:true|false)$/iu.test(trimmed)) return trimmed.toLowerCase() === "true" ? 1 : 0;
  const value = Number(trimmed);
  if (Number.isFinite(value)) return value;
  throw new CommandRefusal("not-a-number", `"${text.slice(0, 40)}" in column ${column}, row ${row + 1}, is not a number.`, "give a number with a point, or leave the cell empty where it is missing.", 2);
}
