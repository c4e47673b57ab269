/** Tables that a person reads in a terminal, pastes into a document, or opens in a spreadsheet. */

export type TableForm = "text" | "markdown" | "csv";
export const tableForms: readonly TableForm[] = ["text", "markdown", "csv"];

/** The first row is the heading. The first column stands left, the others right. */
export function formatTable(rows: readonly (readonly string[])[], form: TableForm = "text"): string {
  if (form === "csv") return rows.map((row) => row.map(csvCell).join(",")).join("\n");
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, at) => Math.max(...rows.map((row) => (row[at] ?? "").length)));
  const pad = (row: readonly string[]) => widths.map((width, at) => (at === 0 ? (row[at] ?? "").padEnd(width) : (row[at] ?? "").padStart(width)));
  if (form === "text") return rows.map((row) => pad(row).join("  ").trimEnd()).join("\n");
  const [head = [], ...rest] = rows.map((row) => `| ${pad(row.map((cell) => cell.replaceAll("|", "\\|"))).join(" | ")} |`);
  return [head, `|${widths.map((width, at) => (at === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`, ...rest].join("\n");
}

const csvCell = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** What is possible and rounds to nothing is not told as nothing. */
export const percent = (value: number): string => (value > 0 && value < 0.0005 ? "<0.1 %" : `${(value * 100).toFixed(1)} %`);
export const decimal = (value: number): string => value.toFixed(2);
