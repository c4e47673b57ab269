/** `stroma survival swimmer`: one bar a participant, from two or three tables. */
import { type SwimmerRow, swimmerInR, swimmerSvg } from "@stroma/stats";
import { refusing } from "../design/refuse-options.ts";
import { formatTable } from "../design/text-table.ts";
import { requireWritable, writeWhole } from "../design/write-whole.ts";
import { CommandRefusal, type Outcome } from "../outcome.ts";
import { readTable, type Table } from "../statistics/read-table.ts";
import { sayWritten } from "../survival/say-coefficients.ts";
import { short } from "../survival/say-numbers.ts";
import { type SurvivalWords, cellsIn, tableOf, wordOf } from "../survival/survival-input.ts";

export interface SurvivalSwimmerWords extends SurvivalWords {
  readonly participant: string;
  readonly until: string;
  readonly ongoing?: string;
  readonly stretches?: string;
  readonly events?: string;
}

export function survivalSwimmer(words: SurvivalSwimmerWords): Outcome {
  if (words.plot === undefined && words.rScript === undefined) throw new CommandRefusal("usage", "A swimmer plot is a figure, and no file is named for it.", "give --plot <file.svg>.", 2);
  for (const file of [words.plot, words.rScript]) if (file !== undefined) requireWritable(file);
  const table = tableOf(words);
  const names = namesIn(table, words.participant);
  const until = numbers(table, words.until);
  const ongoing = words.ongoing === undefined ? null : cellsIn(table, words.ongoing, "flag");
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new CommandRefusal("options-conflict", `${twice} stands in several rows.`, "give one row a participant; what happened stands in --events and --stretches.", 2, { path: "participant" });
  const stretches = sideTable(words.stretches, names, (side) => ({ from: numbers(side, "from"), until: numbers(side, "until"), state: namesIn(side, "state") }));
  const events = sideTable(words.events, names, (side) => ({ time: numbers(side, "time"), kind: namesIn(side, "kind") }));
  const rows = names.map((name, at): SwimmerRow => ({ name, until: until[at] ?? 0, ongoing: ongoing?.[at] === 1, stretches: stretches.get(name) ?? [], events: events.get(name) ?? [] }));
  const figure = { title: words.title ?? "Follow-up", method: "Each bar is one participant.", timeLabel: `Time (${words.unit})`, rows };
  const svg = refusing(() => swimmerSvg(figure));
  if (words.plot !== undefined) writeWhole(words.plot, svg);
  if (words.rScript !== undefined) writeWhole(words.rScript, swimmerInR(figure));
  const text = [formatTable([["participant", `followed (${words.unit})`, "", "states", "events"], ...rows.map(({ name, until: end, ongoing: still, stretches: spells = [], events: happened = [] }) => [name, short(end), still === true ? "still followed" : "", String(spells.length), happened.map(({ time, kind }) => `${kind} at ${short(time)}`).join(", ")])]), ...sayWritten(words.plot, words.rScript)].join("\n");
  return { exitCode: 0, json: { rows }, text };
}

const namesIn = (table: Table, name: string): string[] =>
  cellsIn(table, name, "text").map((value, row) => {
    if (value === null || value === "") throw new CommandRefusal("not-known", `Row ${row + 1} has no ${name}.`, "give each row one.", 2, { path: name });
    return wordOf(value);
  });
const numbers = (table: Table, name: string): number[] =>
  cellsIn(table, name, "amount").map((value, row) => {
    if (typeof value !== "number") throw new CommandRefusal("not-a-number", `Row ${row + 1} has no ${name}.`, "give each row a number; follow-up that is not known has no bar.", 2, { path: name });
    return value;
  });

/** Rows of a second table by participant. Throws CommandRefusal for a participant who has no bar. */
function sideTable<Columns extends Readonly<Record<string, readonly unknown[]>>>(file: string | undefined, known: readonly string[], read: (table: Table) => Columns): Map<string, { readonly [Key in keyof Columns]: Columns[Key][number] }[]> {
  const found = new Map<string, { readonly [Key in keyof Columns]: Columns[Key][number] }[]>();
  if (file === undefined) return found;
  const table = readTable(file);
  const columns = read(table);
  for (const [row, name] of namesIn(table, "participant").entries()) {
    if (!known.includes(name)) throw new CommandRefusal("unknown-choice", `${file}, row ${row + 1}: ${name} is no participant of the table.`, "mend the name, or add the participant.", 2, { path: "participant" });
    const one = Object.fromEntries(Object.entries(columns).map(([key, values]) => [key, values[row]])) as { readonly [Key in keyof Columns]: Columns[Key][number] };
    found.set(name, [...(found.get(name) ?? []), one]);
  }
  return found;
}
