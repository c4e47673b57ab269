/** A table from a file: CSV with a header, or JSON, either rows or columns. */
import { readFileSync } from "node:fs";
import { parseCsv } from "@stroma/interchange";
import { CommandRefusal } from "../outcome.ts";

/** One list of values a column, all of one length. Cells of CSV are texts; `null` is an empty one. */
export interface Table {
  readonly columns: ReadonlyMap<string, readonly unknown[]>;
  readonly rows: number;
  /** Options that stood in the file itself (JSON only). */
  readonly options: Readonly<Record<string, unknown>>;
}

const mostBytes = 1_000_000_000;

/** @param path a file, or `-` for standard input. Throws CommandRefusal, exit code 2, for what is no table. */
export function readTable(path: string): Table {
  const text = readText(path);
  if (text.trim() === "") throw refuse("file-empty", `${named(path)} is empty.`, "give a table with a header row, or JSON.");
  return /^\s*[[{]/u.test(text) && !/\.csv$/iu.test(path) ? fromJson(text, path) : fromCsv(text, path);
}

const named = (path: string) => (path === "-" ? "standard input" : path);
const refuse = (code: string, message: string, remedy: string, details = {}) => new CommandRefusal(code, message, remedy, 2, details);

function readText(path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path === "-" ? 0 : path);
  } catch (error) {
    throw refuse("file-unreadable", `${named(path)} cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"}).`, "check the path and who may read it.");
  }
  if (bytes.length > mostBytes) throw refuse("file-too-large", `${named(path)} is larger than a gigabyte.`, "give a smaller file.");
  if (bytes.includes(0)) throw refuse("file-not-text", `${named(path)} is no text.`, "give CSV or JSON in UTF-8.");
  return bytes.toString("utf8");
}

function fromCsv(text: string, path: string): Table {
  const parsed = parseCsv(text);
  if (!parsed.ok) {
    const [first] = parsed.faults;
    throw refuse("csv-faulty", `${named(path)}, line ${first?.line ?? 1}: ${first?.message ?? "faulty"}${parsed.faults.length > 1 ? ` (and ${parsed.faults.length - 1} more)` : ""}`, "mend the file; cells with commas or quotes stand in quotes.", { faults: parsed.faults });
  }
  return { columns: new Map(parsed.columns.map((name) => [name, parsed.rows.map((row) => row[name] ?? null)])), rows: parsed.rows.length, options: {} };
}

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);

function fromJson(text: string, path: string): Table {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refuse("json-faulty", `${named(path)} is no valid JSON: ${(error as Error).message}.`, 'give { "columns": { … }, "options": { … } }, or a list of rows.');
  }
  if (Array.isArray(value) && value.every(isMapping)) return fromRows(value);
  if (!isMapping(value) || !isMapping(value["columns"])) throw refuse("json-no-table", `${named(path)} holds no table.`, 'give { "columns": { … }, "options": { … } }, or a list of rows.');
  const other = Object.keys(value).find((key) => key !== "columns" && key !== "options");
  if (other !== undefined) throw refuse("json-no-table", `${named(path)} has "${other}" beside columns and options.`, "take it out, or put it into options.");
  if (value["options"] !== undefined && !isMapping(value["options"])) throw refuse("json-no-table", `The options in ${named(path)} are no names with values.`, 'give { "level": 0.95 }, for example.');
  // A group of columns, { "covariates": { "age": […] } }, becomes columns of the names "covariates.age".
  const given = Object.entries(value["columns"]).flatMap(([name, list]) => (isMapping(list) ? Object.entries(list).map(([inGroup, one]): [string, unknown] => [`${name}.${inGroup}`, one]) : [[name, list] as [string, unknown]]));
  const columns = given.map(([name, list]): [string, readonly unknown[]] => {
    if (!Array.isArray(list)) throw refuse("json-no-table", `The column ${name} is no list.`, "give one value for each row.");
    return [name, list];
  });
  const rows = columns[0]?.[1].length ?? 0;
  const odd = columns.find(([, list]) => list.length !== rows);
  if (odd !== undefined) throw refuse("json-no-table", `The column ${odd[0]} has ${odd[1].length} values, ${columns[0]?.[0] ?? ""} has ${rows}.`, "give as many in each; null where one is missing.");
  return { columns: new Map(columns), rows, options: value["options"] ?? {} };
}

function fromRows(list: readonly Readonly<Record<string, unknown>>[]): Table {
  const names = [...new Set(list.flatMap((row) => Object.keys(row)))];
  return { columns: new Map(names.map((name) => [name, list.map((row) => row[name] ?? null)])), rows: list.length, options: {} };
}
