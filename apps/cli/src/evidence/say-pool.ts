/** The pooled evidence for a person in a terminal. */
import { type Measure, measureFacts } from "@stroma/stats";
import { formatTable } from "../design/text-table.ts";
import type { PoolReport, PooledPart } from "./pool-evidence.ts";
import type { PooledView } from "./pooled-view.ts";
import { sayZeroPanel } from "./say-zero-panel.ts";
import { type StudyEffect, summedCells } from "./study-effects.ts";

export interface PoolWords {
  readonly title: string;
  readonly measure: Measure;
  readonly modelName: string;
  readonly level: number;
  /** Column of ours, and the file's. */
  readonly read: Readonly<Record<string, string>>;
  readonly rows: { readonly chosen: number; readonly ofFile: number };
  readonly warnings: readonly string[];
}

/** Numbers on the natural scale, in the measure's own digits. */
export function effectText(measure: Measure, estimate: number, lower: number, upper: number): string {
  const digits = measureFacts(measure).natural === "ratio" ? ratio : plain;
  return `${digits(estimate)} (${digits(lower)} to ${digits(upper)})`;
}
const ratio = (value: number): string => (!Number.isFinite(value) ? "∞" : value >= 1000 || (value < 0.001 && value > 0) ? value.toExponential(1) : value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(3));
const plain = (value: number): string => (Number.isFinite(value) ? String(Number(value.toPrecision(4))) : value > 0 ? "∞" : "-∞");
export const pText = (value: number): string => (value < 0.0001 ? value.toExponential(1) : value.toFixed(4));
const percent = (value: number): string => (value > 0 && value < 0.05 ? "<0.1 %" : `${value.toFixed(1)} %`);

/** The pooled effect on the natural scale, or on that of the analysis where there is no other. */
export const onScale = (pooled: PooledView): { readonly estimate: number; readonly lower: number; readonly upper: number } => pooled.natural ?? { estimate: pooled.estimate, lower: pooled.interval.lower, upper: pooled.interval.upper };

export function sayPool(report: PoolReport, words: PoolWords): string {
  const { effects, overall, groups } = report;
  const { measure } = words;
  const head = ["study", ...effects.heads, `${measure.replaceAll("-", " ")} (${Number((100 * words.level).toPrecision(6))} % interval)`, "weight"];
  const study = (one: StudyEffect): string[] => [`${one.study}${one.corrected ? " *" : ""}`, ...one.cells, one.estimate === null || one.lower === null || one.upper === null ? "not estimable" : effectText(measure, one.estimate, one.lower, one.upper), weightOf(overall, one)];
  const ofRows = (rows: readonly number[]) => effects.studies.filter(({ row }) => rows.includes(row));
  const pooledRow = (name: string, part: PooledPart): string[] => [name, ...summedCells(ofRows(part.rows)), part.pooled === null ? "no pooled effect" : scaled(measure, part.pooled), ""];
  const body = groups.length === 0 ? effects.studies.map(study) : groups.flatMap((group) => [[`${group.name === "" ? "(empty)" : group.name}:`], ...ofRows(group.rows).map((one) => study(one).map((cell, at) => (at === 0 ? `  ${cell}` : cell))), pooledRow(`  ${words.modelName}`, group)]);
  const table = formatTable([head, ...body, pooledRow(words.modelName, overall)]);
  const corrected = effects.studies.some((one) => one.corrected);
  return [
    words.title,
    `${words.rows.chosen} of ${words.rows.ofFile} rows of the file. Columns: ${Object.entries(words.read).map(([ours, theirs]) => (ours === theirs ? ours : `${ours} from ${theirs}`)).join(", ")}.`,
    "",
    table,
    ...(corrected ? ["* a zero cell: the study alone is shown with a correction, which the pooled effect has only where its method says so"] : []),
    "",
    ...sayHeterogeneity(overall.pooled, measure),
    ...(report.between === null ? [] : [`Between groups: Q ${plain(report.between.statistic)}, ${report.between.degreesOfFreedom} degrees of freedom, p ${pText(report.between.pValue)}.`]),
    ...[{ name: words.modelName, ...overall }, ...groups].flatMap(({ name, refusal }) => (refusal === null ? [] : [`${name}: ${refusal.message} ${refusal.remedy}`])),
    ...(report.bounds ?? []).map(({ arm, participants, upper }) => `Nobody of ${participants} (${arm}) had it: the risk is below ${percent(100 * upper)} (one-sided ${Number((100 * words.level).toPrecision(6))} %, exact, if one risk holds in all studies).`),
    ...(report.zeroPanel === null ? [] : ["", sayZeroPanel(report.zeroPanel, (...effect) => effectText(measure, ...effect))]),
    ...(report.zeroPanelRefusal === null ? [] : ["", `No panel of zero handling: ${report.zeroPanelRefusal}`]),
    ...leftOut(report),
    ...listed("Warnings", [...words.warnings, ...(overall.pooled?.warnings ?? [])]),
    "",
    `Method: ${overall.result?.method ?? "nothing was pooled."}`,
  ].join("\n");
}

function scaled(measure: Measure, pooled: PooledView): string {
  const { estimate, lower, upper } = onScale(pooled);
  return effectText(measure, estimate, lower, upper);
}

function weightOf({ pooled }: PooledPart, { row }: StudyEffect): string {
  const weight = pooled?.weights.get(row);
  return weight === undefined ? "-" : percent(weight);
}

function sayHeterogeneity(pooled: PooledView | null, measure: Measure): string[] {
  if (pooled === null) return [];
  const { heterogeneity, tauSquared, naturalPrediction, prediction, pValue } = pooled;
  const shown = naturalPrediction ?? prediction;
  const square = heterogeneity?.iSquared ?? null;
  const digits = measureFacts(measure).natural === "ratio" ? ratio : plain;
  return [
    ...(pValue === null ? [] : [`Test of no effect: p ${pText(pValue)}.`]),
    ...(heterogeneity === null ? [] : [`Heterogeneity: Q ${plain(heterogeneity.statistic)}, ${heterogeneity.degreesOfFreedom} degrees of freedom, p ${pText(heterogeneity.pValue)}${square === null ? "" : `; I² ${square.toFixed(1)} % (from Q)`}.`]),
    ...(tauSquared === null ? [] : [`Variance between studies: ${plain(tauSquared)}.`]),
    ...(shown === null ? [] : [`Prediction interval: ${digits(shown.lower)} to ${digits(shown.upper)}.`]),
  ];
}

function leftOut({ effects }: PoolReport): string[] {
  const none = effects.studies.filter(({ reason }) => reason !== null).map(({ study, reason }) => `${study}: ${reason ?? ""}`);
  const missing = effects.missing.map(({ row, study, columns }) => `${study} (row ${row}): nothing in ${columns.join(", ")}`);
  return [...listed("Studies without an effect of their own", none), ...listed("Rows left out because a number is missing", missing)];
}

const listed = (head: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ["", `${head}:`, ...lines.map((one) => `  - ${one}`)]);
