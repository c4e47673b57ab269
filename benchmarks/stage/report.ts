/** Prints what a benchmark found: a small table for people, or one JSON object with `--json`. */
import type { Machine } from "./machine.ts";

export type Row = Readonly<Record<string, string | number | null>>;

export function report(name: string, machine: Machine, rows: readonly Row[], notes: readonly string[] = []): void {
  if (process.argv.includes("--json")) {
    process.stdout.write(`${JSON.stringify({ benchmark: name, machine, rows, notes })}\n`);
    return;
  }
  const { processor, cores, memoryGiB, kernel, node, postgresql, date, loadBefore } = machine;
  const head = [`${name}, ${date} UTC`, `${cores} cores (${processor}), ${memoryGiB} GiB, ${kernel}, Node ${node}, PostgreSQL ${postgresql}, load before: ${loadBefore}`];
  process.stdout.write(`${[...head, "", ...formatTable(rows), ...(notes.length === 0 ? [] : [""]), ...notes].join("\n")}\n`);
}

function formatTable(rows: readonly Row[]): string[] {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? "")))];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => (line[index] ?? "").length)));
  return cells.map((line) => line.map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0))).join("  ").trimEnd());
}

/** What happens meanwhile, for who waits; not part of the result. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** A whole number of the command line, such as `--seconds 8`. */
export function numberOption(name: string, standard: number): number {
  const place = process.argv.indexOf(`--${name}`);
  if (place === -1) return standard;
  const value = Number(process.argv[place + 1]);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new RangeError(`--${name} needs a whole number above 0.`);
}
