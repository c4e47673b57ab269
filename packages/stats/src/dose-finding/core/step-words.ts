/** Steps and recommendations in a few words, for tables. */
import type { NextStep, Recommendation, StopKind } from "./dose-decision.ts";

const stopWords: Readonly<Record<StopKind, string>> = {
  safety: "stop for safety",
  "dose-found": "stop, dose found",
  "maximum-n": "stop, all participants treated",
  "n-at-dose": "stop, enough participants at this dose",
  precise: "stop, precise enough",
  "no-dose-left": "stop, no dose left",
};

/** @example stepWords({ kind: "treat", dose: 2, size: 3 }) // "3 at dose 2" */
export function stepWords(next: NextStep): string {
  if (next.kind === "treat") return `${next.size} at dose ${next.dose}`;
  if (next.kind === "wait") return next.days === null ? "wait" : `wait ${next.days} days`;
  return stopWords[next.why];
}

/** @example recommendationWords({ kind: "none", why: "All are closed.", rule: "isotonic" }) // "none" */
export function recommendationWords(recommendation: Recommendation): string {
  if (recommendation.kind === "dose") return `dose ${recommendation.dose}`;
  return recommendation.kind === "none" ? "none" : `not reached, up to dose ${recommendation.maximumAdministeredDose}`;
}

/** Rows as a Markdown table; the first row is the heading. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const [head = [], ...rest] = rows;
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return `${[line(head), `|${head.map(() => "---").join("|")}|`, ...rest.map(line)].join("\n")}\n`;
}

/** Rows as CSV (RFC 4180: lines end with CR LF). */
export function csvTable(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => (/[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}
