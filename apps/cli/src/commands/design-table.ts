/** `stroma design table`: what follows after every number of events among the participants at a dose level. */
import { type DecisionTable, type NextCohortRow, cellLetter, decisionTable, decisionTableCsv, decisionTableMarkdown, decisionTableSvg, nextCohortTable, stepWords } from "@stroma/stats";
import { nameDesign } from "../design/format-characteristics.ts";
import { type DesignFromFile, readAnyDesign } from "../design/read-design.ts";
import { refusing } from "../design/refuse-options.ts";
import { type TableForm, formatTable } from "../design/text-table.ts";
import { requireWritable, writeWhole } from "../design/write-whole.ts";
import { CommandRefusal, type Outcome } from "../outcome.ts";
import { tableOfEfficacy } from "./design-efficacy-table.ts";
import { designTiteBoinTable } from "./tite-boin-table.ts";

export interface TableOptions {
  readonly dose: number | null;
  /** Numbers of participants; those that can come about where null. */
  readonly n: readonly number[] | null;
  readonly form: TableForm;
  readonly plot: string | null;
}

export function designTable(path: string, options: TableOptions): Outcome {
  if (options.plot !== null) requireWritable(options.plot);
  const read = readAnyDesign(path);
  if (read.counts === "responses") return tableOfEfficacy(read, options);
  if (read.file.design.kind === "tite-boin") return designTiteBoinTable(read, options);
  if (read.design.looksAt === "all-doses") return firstCohort(read, options);
  const table = refusing(() => decisionTable(read.design, { ...(options.dose === null ? {} : { dose: options.dose }), ...(options.n === null ? {} : { n: options.n }) }));
  if (options.plot !== null) writeWhole(options.plot, decisionTableSvg(table, { title: read.file.title }));
  return { exitCode: 0, json: { title: read.file.title, ...table }, text: format(read, table, options.form) };
}

function format({ file, design }: DesignFromFile, table: DecisionTable, form: TableForm): string {
  if (form === "csv") return decisionTableCsv(table).replaceAll("\r\n", "\n");
  if (form === "markdown") return `${nameDesign(design)}\n\nAt dose level ${table.dose}.\n\n${decisionTableMarkdown(table)}`;
  const numbers = [...new Set(table.cells.map((cell) => cell.n))].toSorted((a, b) => a - b);
  const letterAt = (n: number, events: number) => {
    const cell = table.cells.find((each) => each.n === n && each.events === events);
    return cell === undefined ? "" : cellLetter(cell);
  };
  const rows = Array.from({ length: Math.max(0, ...numbers) + 1 }, (_, events) => [String(events), ...numbers.map((n) => letterAt(n, events))]);
  const keys = "E one dose level up; S stay; D one down; U too many events: the dose level and those above are closed, or the trial stops for safety; X the trial stops; W wait";
  return [file.title, nameDesign(design), "", `Events (down) among participants (across) at dose level ${table.dose}, "${file.doseLevels[table.dose - 1] ?? ""}". The event: ${file.event}.`, formatTable([["events", ...numbers.map(String)], ...rows]), keys].join("\n");
}

/** A design that looks at every dose level has no table of one: what the first cohort leads to is told. */
function firstCohort({ file, design }: DesignFromFile, options: TableOptions): Outcome {
  const { next } = design.first;
  if (next.kind !== "treat" || options.plot !== null || options.dose !== null || options.n !== null) throw new CommandRefusal("looks-at-all-doses", `${design.name} looks at all dose levels, so that no table of one dose level says it all.`, "leave --plot, --dose and --n out to see what the first cohort leads to; stroma design paths shows every course, stroma design conduct the next step of a running trial.", 2);
  const rows = nextCohortTable(design, { ...design.start, dose: next.dose }, next.size);
  return { exitCode: 0, json: { title: file.title, design: { name: design.name, variant: design.variant, edition: design.edition }, firstCohort: { dose: next.dose, size: next.size, outcomes: rows.map(({ events, decision }) => ({ events, next: decision.next, reasons: decision.reasons })) } }, text: [file.title, nameDesign(design), "", `This design looks at all dose levels: a table of one does not say it. After the first cohort, ${next.size} at dose level ${next.dose}:`, formatOutcomes(rows, options.form)].join("\n") };
}

export const formatOutcomes = (rows: readonly NextCohortRow[], form: TableForm = "text"): string => formatTable([["events", "then", "because"], ...rows.map(({ events, decision }) => [String(events), stepWords(decision.next), decision.reasons.at(-1)?.message ?? ""])].map((row) => (form === "text" ? [`${(row[0] ?? "").padEnd(6)}  ${(row[1] ?? "").padEnd(38)}  ${row[2] ?? ""}`] : row)), form);
