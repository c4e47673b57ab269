/** Decision tables as Markdown and CSV. */
import type { DecisionCell, DecisionTable } from "./decision-table.ts";
import { csvTable, markdownTable } from "./step-words.ts";

/** What a cell shows: E up, S stay, D down, U down and closed (or stop for safety), X stop, W wait. */
export type CellLetter = "E" | "S" | "D" | "U" | "X" | "W";

export function cellLetter({ movement, stop, closes }: DecisionCell): CellLetter {
  if (stop === "safety" || (closes.length > 0 && movement === "de-escalate")) return "U";
  return ({ escalate: "E", stay: "S", "de-escalate": "D", stop: "X", wait: "W" } as const)[movement];
}

/** Events down, participants across. */
export function decisionTableMarkdown({ cells, countedBelow }: DecisionTable): string {
  const numbers = [...new Set(cells.map(({ n }) => n))];
  const most = Math.max(0, ...numbers);
  const letterAt = (n: number, events: number): string => {
    const cell = cells.find((one) => one.n === n && one.events === events);
    return cell === undefined ? "" : cellLetter(cell);
  };
  const rows = Array.from({ length: most + 1 }, (_, events) => [String(events), ...numbers.map((n) => letterAt(n, events))]);
  return `${markdownTable([["events", ...numbers.map((n) => `n = ${n}`)], ...rows])}\nE: one dose level up, S: stay, D: one down, U: too many events, the dose level and those above are closed, X: the trial stops, W: wait.\n${belowWords(countedBelow)}`;
}

const belowWords = (countedBelow: readonly number[]): string => {
  const levels = countedBelow.flatMap((n, at) => (n > 0 ? [`${n} at dose level ${at + 1}`] : []));
  return levels.length === 0 ? "" : `Counted below, without the event: ${levels.join(", ")}.\n`;
};

/** A row a cell, with the rule that spoke. */
export function decisionTableCsv({ cells }: DecisionTable): string {
  const rows = cells.map((cell) => [String(cell.n), String(cell.events), cell.movement, cell.dose === null ? "" : String(cell.dose), cell.stop ?? "", cell.closes.join(" "), cell.rule, cell.message]);
  return csvTable([["n", "events", "decision", "next dose", "stop", "closes", "rule", "message"], ...rows]);
}
