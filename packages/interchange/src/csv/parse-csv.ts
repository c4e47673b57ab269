/** Reads CSV by RFC 4180, strictly. */

export interface CsvFault {
  /** From 1; a quoted cell may hold line ends, so this is the line of the text, not the row. */
  readonly line: number;
  readonly code: "unclosed-quote" | "text-after-quote" | "stray-quote" | "cell-count" | "duplicate-column" | "empty-column-name" | "no-header";
  readonly message: string;
}
/** A cell as text; `null` is an empty cell, `""` a pair of quotes. */
export type ParsedCsv =
  | { readonly ok: true; readonly columns: readonly string[]; readonly rows: readonly Readonly<Record<string, string | null>>[] }
  | { readonly ok: false; readonly faults: readonly CsvFault[] };

interface Cell {
  readonly text: string | null;
}
interface Line {
  readonly number: number;
  readonly cells: readonly Cell[];
}

/**
 * Parses CSV with a header row. Takes CRLF or LF, and a byte order mark; refuses with all faults what RFC 4180 does not allow.
 *
 * @param options.guardFormulas removes the apostrophe that `writeCsv` with the same option put in front of a text.
 * @example parseCsv("a,b\r\n1,\r\n") // { ok: true, columns: ["a", "b"], rows: [{ a: "1", b: null }] }
 */
export function parseCsv(text: string, options: { readonly guardFormulas?: boolean } = {}): ParsedCsv {
  const faults: CsvFault[] = [];
  const [header, ...body] = readLines(text.startsWith("\uFEFF") ? text.slice(1) : text, faults);
  if (header === undefined) return { ok: false, faults: [...faults, { line: 1, code: "no-header", message: "There is no header row." }] };
  const clean = (value: string | null): string | null => (options.guardFormulas === true && value !== null && /^'[=+\-@\t\r']/u.test(value) ? value.slice(1) : value);
  const columns = header.cells.map((cell) => clean(cell.text) ?? "");
  checkColumns(columns, header.number, faults);
  const rows = body.map((line) => {
    if (line.cells.length !== columns.length) faults.push({ line: line.number, code: "cell-count", message: `The row has ${line.cells.length} cells, the header ${columns.length}.` });
    return Object.fromEntries(columns.map((name, index) => [name, clean(line.cells[index]?.text ?? null)]));
  });
  return faults.length > 0 ? { ok: false, faults } : { ok: true, columns, rows };
}

/**
 * The cells as they stand, row by row, for files that are no table of ours; an empty cell is `""`.
 * @example parseCsvCells("a,b\n1,\n").cells // [["a", "b"], ["1", ""]]
 */
export function parseCsvCells(text: string): { readonly cells: string[][]; readonly faults: readonly CsvFault[] } {
  const faults: CsvFault[] = [];
  const lines = readLines(text.startsWith("\uFEFF") ? text.slice(1) : text, faults);
  return { cells: lines.map((line) => line.cells.map((cell) => cell.text ?? "")), faults };
}

function checkColumns(columns: readonly string[], line: number, faults: CsvFault[]): void {
  columns.forEach((name, index) => {
    if (name === "") faults.push({ line, code: "empty-column-name", message: `Column ${index + 1} has no name.` });
    else if (columns.indexOf(name) !== index) faults.push({ line, code: "duplicate-column", message: `The column "${name}" stands twice.` });
  });
}

function readLines(text: string, faults: CsvFault[]): Line[] {
  const lines: Line[] = [];
  let at = 0;
  let lineNumber = 1;
  while (at < text.length) {
    const start = lineNumber;
    const cells: Cell[] = [];
    for (;;) {
      const read = text[at] === '"' ? readQuoted(text, at, lineNumber, faults) : readPlain(text, at, lineNumber, faults);
      cells.push({ text: read.text });
      lineNumber += read.lineEnds;
      at = read.next;
      if (text[at] !== ",") break;
      at += 1;
    }
    lines.push({ number: start, cells });
    at += text.startsWith("\r\n", at) ? 2 : 1;
    lineNumber += 1;
  }
  return lines;
}

interface ReadCell {
  readonly text: string | null;
  readonly next: number;
  readonly lineEnds: number;
}

function readPlain(text: string, from: number, line: number, faults: CsvFault[]): ReadCell {
  const next = endOfCell(text, from);
  const value = text.slice(from, next);
  if (value.includes('"')) faults.push({ line, code: "stray-quote", message: "A quote stands inside a cell that is not quoted." });
  return { text: value === "" ? null : value, next, lineEnds: 0 };
}

function readQuoted(text: string, from: number, line: number, faults: CsvFault[]): ReadCell {
  let close = from + 1;
  for (;;) {
    close = text.indexOf('"', close);
    if (close === -1) {
      faults.push({ line, code: "unclosed-quote", message: "A quoted cell does not end." });
      return { text: text.slice(from + 1), next: text.length, lineEnds: 0 };
    }
    if (text[close + 1] !== '"') break;
    close += 2;
  }
  const raw = text.slice(from + 1, close);
  const next = endOfCell(text, close + 1);
  if (next !== close + 1) faults.push({ line, code: "text-after-quote", message: "Something stands between a closing quote and the next comma." });
  return { text: raw.replaceAll('""', '"'), next, lineEnds: raw.split("\n").length - 1 };
}

/** The next comma or line end outside quotes. */
function endOfCell(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === "," || sign === "\n" || (sign === "\r" && text[at + 1] === "\n")) return at;
  }
  return text.length;
}
