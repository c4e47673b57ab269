/** The decision table as a heat map: events down, participants across, a letter in every cell. */
import { type CellLetter, cellLetter } from "../core/decision-table-text.ts";
import type { DecisionTable } from "../core/decision-table.ts";
import type { Tone } from "../../figures/palette.ts";
import { svgDocument } from "../../figures/svg-document.ts";
import { filled, heading, legend, text } from "../../figures/svg-parts.ts";

export interface TablePicture {
  readonly title: string;
  readonly id?: string;
}

const marks: Readonly<Record<CellLetter, { readonly tone: Tone; readonly words: string }>> = {
  E: { tone: "up", words: "escalate" },
  S: { tone: "stay", words: "stay" },
  D: { tone: "down", words: "de-escalate" },
  U: { tone: "stop", words: "too many events: this dose level and those above are closed" },
  X: { tone: "stop", words: "the trial stops" },
  W: { tone: "none", words: "wait" },
};
const letters = Object.keys(marks) as readonly CellLetter[];

const cell = { width: 34, height: 30 } as const;

interface Shown {
  readonly n: number;
  readonly events: number;
  readonly letter: CellLetter;
  readonly message: string;
}

/**
 * @param table of a design that looks at the current dose level alone.
 * @example decisionTableSvg(decisionTable(design), { title: "BOIN, target 0.25" }).startsWith("<svg")
 */
export function decisionTableSvg(table: DecisionTable, picture: TablePicture): string {
  const cells = table.cells.map((each): Shown => ({ n: each.n, events: each.events, letter: cellLetter(each), message: each.message }));
  const ns = [...new Set(cells.map((each) => each.n))].toSorted((a, b) => a - b);
  const most = Math.max(0, ...ns);
  const left = 74;
  const width = Math.max(480, left + ns.length * cell.width + 24);
  const head = heading(picture.title, `${table.design.name} (edition ${table.design.edition}), at dose level ${table.dose}. ${table.design.variant}`, width);
  const used = letters.filter((letter) => cells.some((each) => each.letter === letter));
  const keys = legend(16, head.height, width - 32, used.map((letter) => [marks[letter].tone, `${letter} ${marks[letter].words}`] as const));
  const top = head.height + keys.height + 44;
  const column = new Map(ns.map((n, at) => [n, left + at * cell.width] as const));
  const drawn = cells.map(({ n, events, letter, message }) => {
    const [x, y] = [column.get(n) ?? left, top + events * cell.height];
    return filled({ x, y, width: cell.width, height: cell.height }, marks[letter].tone, message) + text(x + cell.width / 2, y + 20, letter, { anchor: "middle", kind: "strong" });
  });
  const across = ns.map((n, at) => text(left + at * cell.width + cell.width / 2, top - 8, String(n), { anchor: "middle" })).join("");
  const down = Array.from({ length: most + 1 }, (_, events) => text(left - 10, top + events * cell.height + 20, String(events), { anchor: "end" })).join("");
  const names = text(left, top - 26, "participants at the dose level", { kind: "soft" }) + text(12, top - 8, "events", { kind: "soft" });
  return svgDocument({
    title: picture.title,
    description: `Rows: events; columns: participants at the dose level. ${ns.map((n) => `${n} participants: ${ranges(cells.filter((each) => each.n === n))}.`).join(" ")}`,
    width,
    height: top + (most + 1) * cell.height + 16,
    body: head.body + keys.body + names + across + down + drawn.join("\n"),
    ...(picture.id === undefined ? {} : { id: picture.id }),
  });
}

/** "0 escalate, 1 stay, 2 to 3 de-escalate". */
function ranges(column: readonly Shown[]): string {
  const parts: { from: number; to: number; letter: CellLetter }[] = [];
  for (const { events, letter } of column.toSorted((a, b) => a.events - b.events)) {
    const last = parts.at(-1);
    if (last?.letter === letter && last.to === events - 1) last.to = events;
    else parts.push({ from: events, to: events, letter });
  }
  return parts.map(({ from, to, letter }) => `${from === to ? from : `${from} to ${to}`} ${marks[letter].words}`).join(", ");
}
