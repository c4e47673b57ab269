/** Rows of a table that fit conditions such as `outcome=death`. */
import { CommandRefusal } from "../outcome.ts";
import type { Table } from "./read-table.ts";

/**
 * @param conditions `column=value`, `column=one|other` or `column!=value`; all must hold. Values are compared as texts.
 * @example chooseRows(table, ["outcome=death", "outcome_window=28 d|30 d"])
 */
export function chooseRows(table: Table, conditions: readonly string[]): Table {
  if (conditions.length === 0) return table;
  const tests = conditions.map((condition) => testOf(table, condition));
  const kept = Array.from({ length: table.rows }, (_, row) => row).filter((row) => tests.every((holds) => holds(row)));
  return { ...table, rows: kept.length, columns: new Map([...table.columns].map(([name, values]) => [name, kept.map((row) => values[row])])) };
}

function testOf(table: Table, condition: string): (row: number) => boolean {
  const parts = /^(?<name>[^=!]+)(?<sign>!?=)(?<values>.*)$/su.exec(condition)?.groups;
  if (parts === undefined) throw new CommandRefusal("usage", `--where ${condition} is no condition.`, "write --where column=value, for example --where outcome=death.", 2);
  const { name = "", sign, values = "" } = parts;
  const column = table.columns.get(name);
  if (column === undefined) throw new CommandRefusal("no-such-column", `The file has no column "${name}".`, `columns are ${[...table.columns.keys()].join(", ")}.`, 2);
  const wanted = new Set(values.split("|"));
  return (row) => wanted.has(textOf(column[row])) === (sign === "=");
}

const textOf = (value: unknown): string => (value === null || value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value));
