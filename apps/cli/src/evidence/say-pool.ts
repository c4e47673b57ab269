/** The pooled evidence for a person in a terminal. */
import { type Measure, type RiskLevel, measureFacts } from "@stroma/stats";
import { formatTable } from "../design/text-table.ts";
import type { BetweenGroups } from "./compare-groups.ts";
import { degrees, digitsOf, effectText, levelText, measureWords, onScale, pText, percent, plain } from "./effect-text.ts";
import type { ModelReport, PoolReport } from "./pool-evidence.ts";
import type { PooledPart } from "./pool-part.ts";
import type { PooledView } from "./pooled-view.ts";
import { type RiskOfBias, riskWords } from "./risk-of-bias.ts";
import { sayBounds } from "./say-bounds.ts";
import { saySensitivity } from "./say-sensitivity.ts";
import { sayZeroPanel } from "./say-zero-panel.ts";
import { type StudyEffect, summedCells } from "./study-effects.ts";

export interface PoolWords {
  readonly title: string;
  /** What a person reads first: the conditions stand in the line below it. */
  readonly heading: string;
  readonly measure: Measure;
  readonly level: number;
  /** Column of ours, and the file's. */
  readonly read: Readonly<Record<string, string>>;
  readonly rows: { readonly chosen: number; readonly ofFile: number };
  readonly conditions: readonly string[];
  readonly warnings: readonly string[];
  readonly riskOfBias: RiskOfBias | null;
}

export function sayPool(report: PoolReport, words: PoolWords): string {
  const { effects, models, groups } = report;
  const [lead] = models;
  const several = models.length > 1;
  return [
    words.heading,
    `${words.rows.chosen} of ${words.rows.ofFile} rows of the file${words.conditions.length === 0 ? "" : ` (${words.conditions.join("; ")})`}. Columns: ${Object.entries(words.read).map(([ours, theirs]) => (ours === theirs ? ours : `${ours} from ${theirs}`)).join(", ")}.`,
    "",
    tableOf(report, words),
    ...(effects.studies.some((one) => one.corrected) ? ["* a zero cell: the study alone is shown with a correction, which the pooled effect has only where its method says so"] : []),
    ...(groups.length > 0 && models.some((one) => one.groups?.method != null) ? ["Groups of the inverse-variance models are those of their one model of all groups (below)."] : []),
    "",
    ...models.flatMap((one) => indented(several ? `${one.model.name}:` : null, sayModel(one, words.measure, groups.map(({ name }) => name), report.bounds !== null))),
    ...(report.bounds === null ? [] : ["", ...sayBounds(report.bounds)]),
    ...models.flatMap((one) => saySensitivity(one, words)),
    ...(report.zeroPanel === null ? [] : ["", sayZeroPanel(report.zeroPanel)]),
    ...(report.zeroPanelRefusal === null ? [] : ["", `No panel of zero handling: ${report.zeroPanelRefusal}`]),
    ...leftOut(report),
    ...listed("Warnings", [...new Set([...words.warnings, ...models.flatMap(({ overall }) => overall.pooled?.warnings ?? [])])]),
    "",
    ...(several ? models.map(({ model, overall }) => `Method, ${model.name}: ${overall.result?.method ?? "nothing was pooled."}`) : [`Method: ${lead.overall.result?.method ?? "nothing was pooled."}`]),
    ...models.flatMap(({ groups: own, model }) => (own?.method == null ? [] : [`Method, groups${several ? ` of ${model.name}` : ""}: ${own.method}`])),
  ].join("\n");
}

const indented = (head: string | null, lines: readonly string[]): string[] => (head === null || lines.length === 0 ? [...lines] : [head, ...lines.map((line) => `  ${line}`)]);

/** Studies with counts, effects, weights and judgements; groups; a row for each model. */
function tableOf({ effects, models, groups }: PoolReport, { measure, level, riskOfBias }: PoolWords): string {
  const weighing = models.filter(({ overall }) => (overall.pooled?.weights.size ?? 0) > 0);
  const weightHeads = weighing.map(({ model }) => (weighing.length === 1 && models.length === 1 ? "weight" : `weight, ${model.name}`));
  const domains = riskOfBias?.domains ?? [];
  const head = ["study", ...effects.heads, `${measureWords(measure)} (${levelText(level)} interval)`, ...weightHeads, ...domains];
  const study = (one: StudyEffect): string[] => [`${one.study}${one.corrected ? " *" : ""}`, ...one.cells, one.estimate === null || one.lower === null || one.upper === null ? "not estimable" : effectText(measure, one.estimate, one.lower, one.upper), ...weighing.map(({ overall }) => weightOf(overall, one)), ...(riskOfBias?.of(one.row) ?? []).map((risk: RiskLevel | null) => riskWords(risk))];
  const ofRows = (rows: readonly number[]) => effects.studies.filter(({ row }) => rows.includes(row));
  const pooledRow = (name: string, part: PooledPart): string[] => [name, ...summedCells(ofRows(part.rows)), part.pooled === null ? "no pooled effect" : scaled(measure, part.pooled)];
  const groupRows = (name: string, rows: readonly number[], at: number): string[][] => [
    [`${name}:`],
    ...ofRows(rows).map((one) => study(one).map((cell, place) => (place === 0 ? `  ${cell}` : cell))),
    ...models.flatMap(({ model, groups: own }) => (own?.parts[at] === undefined ? [] : [pooledRow(`  ${model.name}`, own.parts[at])])),
  ];
  const body = groups.length === 0 ? effects.studies.map(study) : groups.flatMap(({ name, rows }, at) => groupRows(name, rows, at));
  return formatTable([head, ...body, ...models.map(({ model, overall }) => pooledRow(model.name, overall))]);
}

function scaled(measure: Measure, pooled: PooledView): string {
  const { estimate, lower, upper } = onScale(pooled);
  return effectText(measure, estimate, lower, upper);
}

function weightOf({ pooled }: PooledPart, { row }: StudyEffect): string {
  const weight = pooled?.weights.get(row);
  return weight === undefined ? "-" : percent(weight);
}

/** @param bounded whether exact upper limits follow: then nothing else need be advised */
function sayModel({ overall, groups }: ModelReport, measure: Measure, names: readonly string[], bounded: boolean): string[] {
  const refused = [{ name: "", refusal: overall.refusal }, ...(groups?.parts ?? []).map(({ refusal }, at) => ({ name: ` of ${names[at] ?? ""}`, refusal }))];
  return [
    ...sayHeterogeneity(overall.pooled, measure),
    ...(groups === null ? [] : groups.between === null ? [`No test between groups: ${groups.betweenRefusal ?? ""}`] : [sayBetween(groups.between)]),
    ...refused.flatMap(({ name, refusal }) => (refusal === null ? [] : [`No pooled effect${name}: ${refusal.message}${bounded ? "" : ` ${refusal.remedy}`}`])),
  ];
}

/** Which test, its statistic and its p-value. */
export function sayBetween({ says, statistic, distribution, degreesOfFreedom, denominatorDegrees, pValue }: BetweenGroups): string {
  const letter = distribution === "F" ? "F" : says.startsWith("Cochran") ? "Q" : "chi-square";
  const df = denominatorDegrees === null ? degrees(degreesOfFreedom) : `${degreesOfFreedom} and ${plain(denominatorDegrees).replace(/\.0+$/u, "")} degrees of freedom`;
  return `${says}: ${letter} ${statistic.toFixed(2)}, ${df}, p ${pText(pValue)}.`;
}

/** Q with its test, I² and τ², where the model has them. */
export function sayHeterogeneity(pooled: PooledView | null, measure: Measure): string[] {
  if (pooled === null) return [];
  const { heterogeneity, tauSquared, naturalPrediction, prediction, pValue } = pooled;
  const shown = naturalPrediction ?? prediction;
  const square = heterogeneity?.iSquared ?? null;
  const digits = digitsOf(measure);
  return [
    // One arm has no value of no effect.
    ...(pValue === null || measureFacts(measure).shape.startsWith("one-arm") ? [] : [`Test of no effect: p ${pText(pValue)}.`]),
    ...(heterogeneity === null ? [] : [`Heterogeneity: Q ${heterogeneity.statistic.toFixed(2)}, ${degrees(heterogeneity.degreesOfFreedom)}, p ${pText(heterogeneity.pValue)}${square === null ? "" : `; I² ${square.toFixed(1)} % (from Q)`}${tauSquared === null ? "" : `; τ² ${plain(tauSquared)}`}.`]),
    ...(heterogeneity === null && tauSquared !== null ? [`Variance between studies (τ²): ${plain(tauSquared)}.`] : []),
    ...(shown === null ? [] : [`Prediction interval for the effect in a new study: ${digits(shown.lower)} to ${digits(shown.upper)}.`]),
  ];
}

function leftOut({ effects }: PoolReport): string[] {
  const none = effects.studies.filter(({ reason }) => reason !== null).map(({ study, reason }) => `${study}: ${reason ?? ""}`);
  const missing = effects.missing.map(({ row, study, columns }) => `${study} (row ${row}): nothing in ${columns.join(", ")}`);
  return [...listed("Studies without an effect of their own", none), ...listed("Rows left out because a number is missing", missing)];
}

const listed = (head: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ["", `${head}:`, ...lines.map((one) => `  - ${one}`)]);
