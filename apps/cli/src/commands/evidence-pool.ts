/** `stroma evidence pool`: the studies of a table, pooled. */
import { type Measure, measureFacts } from "@stroma/stats";
import type { Interrupt, Progress } from "../design/drive.ts";
import { requireWritable, writeWhole } from "../design/write-whole.ts";
import { evidenceColumns } from "../evidence/evidence-columns.ts";
import { poolEvidence } from "../evidence/pool-evidence.ts";
import { poolForest, poolFunnel } from "../evidence/pool-figures.ts";
import { type PoolModelName, requireModel, usualModel } from "../evidence/pool-models.ts";
import { rowWarnings } from "../evidence/row-warnings.ts";
import { type PoolWords, sayPool } from "../evidence/say-pool.ts";
import { CommandRefusal, type Outcome } from "../outcome.ts";
import { chooseRows } from "../statistics/choose-rows.ts";
import { readOptionWords } from "../statistics/read-option-words.ts";
import { type Table, readTable } from "../statistics/read-table.ts";
import { driveMethod } from "./compute.ts";

export interface EvidencePoolWords {
  readonly input: string;
  readonly column: readonly string[];
  readonly where: readonly string[];
  readonly option: readonly string[];
  readonly measure: Measure;
  readonly model?: PoolModelName;
  readonly by?: string;
  readonly level: number;
  readonly zeroPanel?: true;
  readonly plot?: string;
  readonly funnel?: string;
}

export async function evidencePool(words: EvidencePoolWords, parts: { readonly progress: Progress; readonly interrupt: Interrupt }): Promise<Outcome> {
  for (const file of [words.plot, words.funnel]) if (file !== undefined) requireWritable(file);
  const whole = readTable(words.input);
  const table = chooseRows(whole, words.where);
  if (table.rows === 0) throw new CommandRefusal("empty", "No row of the file fits the conditions.", "loosen --where.", 2, { path: "where" });
  const { columns, read } = evidenceColumns(words.measure, table, words.column);
  const modelName = words.model ?? usualModel(words.measure);
  const { model, method } = requireModel(modelName, words.measure);
  const options = readOptionWords(method, words.option);
  for (const name of ["measure", "model", "level"]) if (Object.hasOwn(options, name) && !(name === "model" && modelName === "glmm")) throw new CommandRefusal("options-conflict", `--option ${name} stands beside an option of its own.`, `write --${name} instead.`, 2, { path: name });
  const by = words.by === undefined ? null : groupsOf(table, words.by);
  const report = await driveMethod(poolEvidence({ columns, measure: words.measure, model: modelName, level: words.level, options, by }, { zeroPanel: words.zeroPanel === true }), parts);
  const warnings = rowWarnings(table, namesIn(table, read["study"]), { table: whole, names: namesIn(whole, read["study"]) });
  const title = words.where.length === 0 ? `Pooled ${measureFacts(words.measure).words}` : words.where.join(", ");
  const said: PoolWords = { title, measure: words.measure, modelName: model.name, level: words.level, read, rows: { chosen: table.rows, ofFile: whole.rows }, warnings };
  if (words.plot !== undefined) writeWhole(words.plot, poolForest(report, said));
  if (words.funnel !== undefined) writeWhole(words.funnel, poolFunnel(report, said));
  const { effects, overall, groups, between, zeroPanel, zeroPanelRefusal, bounds } = report;
  const partOf = ({ rows, result, refusal }: typeof overall) => ({ rows, result, refusal });
  const json = {
    title,
    measure: words.measure,
    model: modelName,
    method: overall.result?.method ?? null,
    rows: said.rows,
    columns: read,
    studies: effects.studies.map((study) => ({ ...study, weight: overall.pooled?.weights.get(study.row) ?? null })),
    pooled: partOf(overall),
    groups: groups.map((group) => ({ name: group.name, ...partOf(group) })),
    betweenGroups: between,
    zeroHandling: zeroPanel,
    zeroHandlingRefusal: zeroPanelRefusal,
    upperBounds: bounds,
    missing: effects.missing,
    warnings: [...warnings, ...(overall.pooled?.warnings ?? [])],
  };
  return { exitCode: 0, json, text: sayPool(report, said) };
}

const namesIn = (table: Table, column: string | undefined): readonly string[] => {
  const values = column === undefined ? undefined : table.columns.get(column);
  return Array.from({ length: table.rows }, (_, row) => (typeof values?.[row] === "string" ? values[row].trim() : `row ${row + 1}`));
};

function groupsOf(table: Table, column: string): readonly string[] {
  const values = table.columns.get(column);
  if (values === undefined) throw new CommandRefusal("no-such-column", `The file has no column "${column}".`, `columns are ${[...table.columns.keys()].join(", ")}.`, 2, { path: "by" });
  return values.map((value) => (typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : ""));
}
