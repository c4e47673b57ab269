/** `stroma evidence pool`: the studies of a table, pooled. */
import type { Measure } from "@stroma/stats";
import type { Interrupt, Progress } from "../design/drive.ts";
import { requireWritable, writeWhole } from "../design/write-whole.ts";
import { evidenceColumns } from "../evidence/evidence-columns.ts";
import { poolCumulative } from "../evidence/cumulative-figure.ts";
import { poolEvidence } from "../evidence/pool-evidence.ts";
import { type FigureParts, poolForest, poolFunnel } from "../evidence/pool-figures.ts";
import { poolJson } from "../evidence/pool-json.ts";
import { type BetterWords, readArms, readBetter, readGroups, readModels, readOrder, sayConditions, titleOf } from "../evidence/read-request.ts";
import { readRiskOfBias } from "../evidence/risk-of-bias.ts";
import { rowWarnings } from "../evidence/row-warnings.ts";
import { type PoolWords, sayPool } from "../evidence/say-pool.ts";
import { CommandRefusal, type Outcome } from "../outcome.ts";
import { chooseRows } from "../statistics/choose-rows.ts";
import { type Table, readTable } from "../statistics/read-table.ts";
import { driveMethod } from "./compute.ts";

export interface EvidencePoolWords {
  readonly input: string;
  readonly column: readonly string[];
  readonly where: readonly string[];
  readonly option: readonly string[];
  readonly measure: Measure;
  readonly model: readonly string[];
  readonly by?: string;
  readonly riskOfBias: readonly string[];
  readonly level: number;
  readonly title?: string;
  readonly arms?: string;
  readonly better?: BetterWords;
  readonly zeroPanel?: true;
  readonly leaveOneOut?: true;
  readonly cumulative?: string;
  readonly plot?: string;
  readonly cumulativePlot?: string;
  readonly funnel?: string;
}

export async function evidencePool(words: EvidencePoolWords, parts: { readonly progress: Progress; readonly interrupt: Interrupt }): Promise<Outcome> {
  if (words.cumulativePlot !== undefined && words.cumulative === undefined) throw new CommandRefusal("options-conflict", "--cumulative-plot draws the analysis of --cumulative, which was not asked for.", "name the column of the order, for example --cumulative year.", 2, { path: "cumulative-plot" });
  for (const file of [words.plot, words.cumulativePlot, words.funnel]) if (file !== undefined) requireWritable(file);
  const whole = readTable(words.input);
  if (whole.rows === 0) throw new CommandRefusal("empty", "The file holds no row.", "give at least one study.", 2, { path: "input" });
  const table = chooseRows(whole, words.where);
  if (table.rows === 0) throw new CommandRefusal("empty", "No row of the file fits the conditions.", "loosen --where.", 2, { path: "where" });
  const { measure, level } = words;
  const { columns, read } = evidenceColumns(measure, table, words.column);
  const models = readModels(words);
  const riskOfBias = readRiskOfBias(table, words.riskOfBias);
  const arms = readArms(words.arms);
  const by = words.by === undefined ? null : readGroups(table, words.by);
  const order = words.cumulative === undefined ? null : readOrder(table, words.cumulative);
  requireSmallCounts(columns, read);
  const names = namesIn(table, read["study"]);
  const report = await inWordsOfFile(driveMethod(poolEvidence({ columns, measure, models, level, by, arms, zeroPanel: words.zeroPanel === true, leaveOneOut: words.leaveOneOut === true, order }), parts), read, names);
  const warnings = [...report.effects.empty.map(({ study, reason }) => `${study} is left out: ${reason}.`), ...rowWarnings(table, names, { table: whole, names: namesIn(whole, read["study"]) })];
  const title = titleOf(words.title, measure, words.where);
  const said: PoolWords = { title, heading: titleOf(words.title, measure, []), measure, level, read, rows: { chosen: table.rows, ofFile: whole.rows }, conditions: sayConditions(words.where), warnings, riskOfBias };
  const figure: FigureParts = { title, measure, level, riskOfBias, arms, better: readBetter(words.better, measure, table.columns.get("outcome") ?? []) };
  // All are drawn before one is written: a refusal leaves nothing behind.
  const forest = words.plot === undefined ? null : { file: words.plot, svg: poolForest(report, figure) };
  const funnel = words.funnel === undefined ? null : { file: words.funnel, svg: poolFunnel(report, figure) };
  const cumulative = words.cumulativePlot === undefined ? null : { file: words.cumulativePlot, svg: poolCumulative(report, figure) };
  for (const picture of [forest, cumulative, funnel]) if (picture !== null) writeWhole(picture.file, picture.svg);
  return { exitCode: 0, json: poolJson(report, said), text: sayPool(report, said) };
}

/** No study counts more people; larger numbers are slips of the pen, and exact methods would never end. */
const mostParticipants = 10_000_000;
function requireSmallCounts(columns: Readonly<Record<string, readonly unknown[]>>, read: Readonly<Record<string, string>>): void {
  for (const [name, values] of Object.entries(columns)) {
    const row = /Events$|Total$|^events$|^total$/u.test(name) ? values.findIndex((value) => typeof value === "number" && value > mostParticipants) : -1;
    if (row >= 0) throw new CommandRefusal("out-of-range", `Column ${read[name] ?? name}, row ${row + 1}: ${String(values[row])} is more than ${mostParticipants} people or events.`, "check the number.", 2, { path: `${name}.${row + 1}` });
  }
}

/** Faults of a cell are told with the file's own column and the study. */
async function inWordsOfFile<Result>(work: Promise<Result>, read: Readonly<Record<string, string>>, names: readonly string[]): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    const path = error instanceof CommandRefusal && typeof error.details["path"] === "string" ? error.details["path"] : "";
    const [, name = "", row = ""] = /^(\w+)\.(\d+)$/u.exec(path) ?? [];
    if (!(error instanceof CommandRefusal) || read[name] === undefined) throw error;
    throw new CommandRefusal(error.code, `Column ${read[name]}, ${names[Number(row) - 1] ?? ""} (row ${row} of those chosen): ${error.message.replace(`${path}: `, "")}`, error.remedy, error.exitCode, error.details);
  }
}

const namesIn = (table: Table, column: string | undefined): readonly string[] => {
  const values = column === undefined ? undefined : table.columns.get(column);
  return Array.from({ length: table.rows }, (_, row) => (typeof values?.[row] === "string" ? values[row].trim() : `row ${row + 1}`));
};
