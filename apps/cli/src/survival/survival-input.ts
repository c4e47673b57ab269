/** Columns of follow-up out of a table: whose names a person gave. */
import { type ColumnKind, riskTimes } from "@stroma/stats";
import { refusing } from "../design/refuse-options.ts";
import { CommandRefusal } from "../outcome.ts";
import { chooseRows } from "../statistics/choose-rows.ts";
import { cellsOf } from "../statistics/fit-columns.ts";
import { type Table, readTable } from "../statistics/read-table.ts";

/** Words that every command of `stroma survival` knows. */
export interface SurvivalWords {
  readonly input: string;
  readonly where: readonly string[];
  readonly level: number;
  readonly title?: string;
  readonly unit: string;
  readonly plot?: string;
  readonly rScript?: string;
}

export const tableOf = ({ input, where }: Pick<SurvivalWords, "input" | "where">): Table => {
  const whole = readTable(input);
  if (whole.rows === 0) throw new CommandRefusal("empty", "The file has a header and no rows.", "give at least one row.", 2, { path: "input" });
  const table = chooseRows(whole, where);
  if (table.rows === 0) throw new CommandRefusal("empty", "No row of the file fits the conditions.", "loosen --where.", 2, { path: "where" });
  return table;
};

/** The cells of a column. Throws CommandRefusal `no-such-column`. */
export function cellsIn(table: Table, name: string, kind: ColumnKind): readonly unknown[] {
  const values = table.columns.get(name);
  const [only = ""] = table.columns.keys();
  if (values === undefined && table.columns.size === 1 && /[;\t]/u.test(only)) throw new CommandRefusal("no-such-column", `The header is one cell: "${only.slice(0, 60)}".`, "separate cells with commas, not with semicolons or tabs.", 2);
  if (values === undefined) throw new CommandRefusal("no-such-column", `The file has no column "${name}".`, `columns are ${[...table.columns.keys()].join(", ")}.`, 2);
  return cellsOf(kind, values, name);
}

/** 1 where the event happened: a column of 0 and 1, or `status=2|3`, the values that mean it; an empty cell is missing. */
export function eventColumn(table: Table, words: string): readonly unknown[] {
  const at = words.indexOf("=");
  if (at < 0) return cellsIn(table, words, "flag");
  const wanted = new Set(words.slice(at + 1).split("|"));
  const values = cellsIn(table, words.slice(0, at), "text");
  const found = values.map((value) => (value === null || value === "" ? null : Number(wanted.has(wordOf(value)))));
  if (!found.includes(1)) throw new CommandRefusal("no-events", `No row has ${words}.`, `values of that column are ${[...new Set(values.map(wordOf))].slice(0, 12).join(", ")}.`, 2, { path: "event" });
  return found;
}

export const wordOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** Several columns under their own names: `age,site`. */
export const groupIn = (table: Table, names: string, kind: ColumnKind): Readonly<Record<string, readonly unknown[]>> => Object.fromEntries(names.split(",").map((name) => [name.trim(), cellsIn(table, name.trim(), kind)]));

/** Those of the columns that were named, by the method's names. */
export const optional = (table: Table, named: Readonly<Record<string, readonly [name: string | undefined, kind: ColumnKind]>>): Readonly<Record<string, readonly unknown[]>> => Object.fromEntries(Object.entries(named).flatMap(([own, [name, kind]]) => (name === undefined ? [] : [[own, cellsIn(table, name, kind)]])));

/** Times of the table: those that were named, or round ones up to the longest; only 0 where no time is above it. Rows are held against their kind by the method. */
export function tableTimes({ times, every }: { readonly times?: readonly number[]; readonly every?: number }, column: readonly unknown[]): readonly number[] {
  if (times !== undefined) return times;
  const longest = column.reduce<number>((most, value) => (typeof value === "number" && value > most ? value : most), 0);
  return longest > 0 ? refusing(() => riskTimes(longest, every)) : [0];
}
