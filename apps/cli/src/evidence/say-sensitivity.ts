/** Leave-one-out and cumulative analyses, for a person. */
import type { Measure } from "@stroma/stats";
import { formatTable } from "../design/text-table.ts";
import { effectText, levelText, measureWords, pText } from "./effect-text.ts";
import type { ModelReport } from "./pool-evidence.ts";
import type { Sensitivity } from "./pool-sensitivity.ts";

interface Words {
  readonly measure: Measure;
  readonly level: number;
}
interface Natural {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}
/** A row of either kind of analysis, by inverse variance or of counts. */
export interface SensitivityRow {
  readonly study?: string;
  readonly added?: readonly string[];
  readonly order?: number | null;
  readonly studies: number;
  readonly estimate: number | null;
  readonly interval: { readonly lower: number; readonly upper: number } | null;
  readonly test: { readonly pValue: number } | null;
  readonly ratio?: Natural | null;
  readonly difference?: Natural | null;
  readonly proportion?: Natural | null;
  readonly rate?: Natural | null;
  readonly iSquaredFromQ?: number | null;
  readonly heterogeneity: { readonly statistic: number; readonly degreesOfFreedom: number } | null;
  readonly refusal?: { readonly reason: string } | null;
}

export function saySensitivity({ model, leaveOneOut, cumulative }: ModelReport, words: Words): string[] {
  const untold = (refusal: Sensitivity["refusal"]): boolean => refusal?.code !== "no-events";
  return [...(leaveOneOut === null || !untold(leaveOneOut.refusal) ? [] : ["", ...sayLeaveOneOut(model.name, leaveOneOut, words)]), ...(cumulative === null || !untold(cumulative.refusal) ? [] : ["", ...sayCumulative(model.name, cumulative, words)])];
}

function sayLeaveOneOut(name: string, { result, refusal }: Sensitivity, words: Words): string[] {
  if (result === null) return [`${name}, without each study in turn: ${refusal?.message ?? ""} ${refusal?.remedy ?? ""}`];
  const { all, without, decisive } = result as unknown as { readonly all: SensitivityRow; readonly without: readonly SensitivityRow[]; readonly decisive: readonly string[] };
  const known = without.flatMap((row) => (row.estimate === null ? [] : [{ study: row.study ?? "", estimate: row.estimate, text: textOf(row, words.measure) }])).toSorted((one, other) => one.estimate - other.estimate);
  const [lowest, highest] = [known[0], known.at(-1)];
  return [
    `${name}, without each study in turn:`,
    formatTable([["left out", ...heads(words)], ...without.map((row) => [row.study ?? "", ...cellsOf(row, words.measure)]), ["none", ...cellsOf(all, words.measure)]]),
    ...(lowest === undefined || highest === undefined ? [] : [`Lowest without ${lowest.study}: ${lowest.text}; highest without ${highest.study}: ${highest.text}.`]),
    decisive.length === 0 ? `No study decides whether p is below ${alphaOf(words)}.` : `Without any one of these, p falls to the other side of ${alphaOf(words)}: ${decisive.join(", ")}.`,
  ];
}

function sayCumulative(name: string, { result, refusal }: Sensitivity, words: Words): string[] {
  if (result === null) return [`${name}, study by study: ${refusal?.message ?? ""} ${refusal?.remedy ?? ""}`];
  const { steps, missing } = result as unknown as { readonly steps: readonly SensitivityRow[]; readonly missing: { readonly byColumn: Readonly<Record<string, number>> } };
  const unordered = missing.byColumn["order"] ?? 0;
  return [
    `${name}, as studies came in (intervals do not allow for repeated looks):`,
    formatTable([["added", "order", ...heads(words)], ...steps.map((row) => [`+ ${(row.added ?? []).join(", ")}`, row.order == null ? "-" : String(row.order), ...cellsOf(row, words.measure)])]),
    ...(unordered === 0 ? [] : [`${unordered} ${unordered === 1 ? "study has" : "studies have"} no order and ${unordered === 1 ? "is" : "are"} left out here.`]),
  ];
}

const alphaOf = ({ level }: Words): number => Number((1 - level).toPrecision(6));
const heads = ({ measure, level }: Words): string[] => ["studies", `${measureWords(measure)} (${levelText(level)} interval)`, "p", "Q", "I²"];

/** On the scale to show; `null` where nothing could be pooled. */
export const naturalOf = (row: SensitivityRow): Natural | null => row.ratio ?? row.difference ?? row.proportion ?? row.rate ?? (row.estimate === null || row.interval === null ? null : { estimate: row.estimate, lower: row.interval.lower, upper: row.interval.upper });

function textOf(row: SensitivityRow, measure: Measure): string {
  const shown = naturalOf(row);
  return shown === null ? `none: ${row.refusal?.reason ?? "it cannot be pooled"}` : effectText(measure, shown.estimate, shown.lower, shown.upper);
}

function cellsOf(row: SensitivityRow, measure: Measure): string[] {
  const { heterogeneity: q, test } = row;
  const square = q === null ? null : (row.iSquaredFromQ ?? 100 * Math.max(0, 1 - q.degreesOfFreedom / q.statistic));
  return [String(row.studies), textOf(row, measure), test === null ? "-" : pText(test.pValue), q === null ? "-" : q.statistic.toFixed(2), square === null || !Number.isFinite(square) ? "-" : `${square.toFixed(1)} %`];
}
