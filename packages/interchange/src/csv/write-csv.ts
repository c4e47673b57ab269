/** Writes CSV by RFC 4180: CRLF, quotes doubled, UTF-8. */

/** One cell. `null` is an empty cell; an empty text is a pair of quotes, so that the two stay apart. */
export type CsvValue = string | number | boolean | null;
export type CsvRow = Readonly<Record<string, CsvValue>>;

export interface CsvOptions {
  /**
   * Spreadsheets run a cell that begins with `=`, `+`, `-`, `@`, tab or carriage return as a formula. When true, such a
   * text gets an apostrophe in front, and so does a text that begins with an apostrophe, so that {@link parseCsv} with
   * the same option gives the exact text back. Numbers are not touched: a negative number is no formula.
   * Off by default: statistical programs should read the recorded text.
   */
  readonly guardFormulas?: boolean;
}

/**
 * One table as CSV text with a header row; the last row ends with CRLF too.
 *
 * @param columns names in order; a row's value under another name is not written.
 * Throws RangeError for a row that lacks a column, for a number that is not finite, and without columns:
 * an export that quietly lacks something is worse than none.
 *
 * @example writeCsv(["a", "b"], [{ a: 1, b: 'say "x"' }]) // 'a,b\r\n1,"say ""x"""\r\n'
 */
export function writeCsv(columns: readonly string[], rows: Iterable<CsvRow>, options: CsvOptions = {}): string {
  if (columns.length === 0) throw new RangeError("A table needs at least one column.");
  const guard = options.guardFormulas ?? false;
  const lines = [columns.map((name) => cell(name, guard)).join(",")];
  let number = 0;
  for (const row of rows) {
    number += 1;
    lines.push(columns.map((name) => cell(valueOf(row, name, number), guard)).join(","));
  }
  return `${lines.join("\r\n")}\r\n`;
}

function valueOf(row: CsvRow, name: string, number: number): CsvValue {
  const value = Object.hasOwn(row, name) ? row[name] : undefined;
  if (value === undefined) throw new RangeError(`Row ${number} has no column "${name}".`);
  return value;
}

function cell(value: CsvValue, guard: boolean): string {
  if (value === null) return "";
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be written as a number.`);
    return Object.is(value, -0) ? "-0" : String(value);
  }
  if (typeof value === "boolean") return value ? "true" : "false";
  const text = guard && /^[=+\-@\t\r']/u.test(value) ? `'${value}` : value;
  return text === "" || /["\r\n,]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
