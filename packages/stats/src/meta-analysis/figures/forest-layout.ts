/** Where the columns of a forest plot stand: as wide as their words need. */
import { textWidth } from "../../figures/svg-parts.ts";
import type { EffectAxis } from "./effect-axis.ts";
import { wrapHard } from "../../figures/figure-parts.ts";
import type { ForestFigure } from "./forest-figure.ts";
import type { ForestRow } from "./forest-rows.ts";

interface HeadedColumn {
  /** The right edge: numbers stand against it. */
  readonly x: number;
  readonly lines: readonly string[];
}
export interface ForestLayout {
  readonly width: number;
  readonly name: number;
  readonly cells: readonly HeadedColumn[];
  readonly plot: { readonly x: number; readonly width: number };
  /** Right edge of "0.67 (0.46 to 0.97)". */
  readonly numbers: number;
  readonly weights: readonly HeadedColumn[];
  /** Middle of each column of risk of bias. */
  readonly risks: readonly number[];
  readonly linesOf: (row: ForestRow) => readonly string[];
}

const [margin, gap, plotWidth, longestName] = [16, 18, 320, 40];
/** Bold words are wider. */
const strongWidth = (words: string): number => 1.18 * textWidth(words);
/** Heads of the column of numbers. */
export const effectHead = (figure: ForestFigure): readonly string[] => [...wrapHard(figure.measure, 22), `(${Number((100 * (figure.level ?? 0.95)).toPrecision(6))} % interval)`];

export function layOutForest(figure: ForestFigure, rows: readonly ForestRow[], axis: EffectAxis): ForestLayout {
  const linesOf = (row: ForestRow): readonly string[] => wordsOf(row).flatMap((words) => wrapHard(words, row.kind === "note" ? 90 : longestName));
  const nameWidth = Math.max(90, ...rows.filter(({ kind }) => kind !== "note" && kind !== "heading").flatMap((row) => linesOf(row).map(textWidth)));
  let x = margin + nameWidth;
  const columnOf = (head: string, values: readonly string[]): HeadedColumn => {
    const lines = wrapHard(head, 15);
    x += gap + Math.max(44, ...lines.map(strongWidth), ...values.map(textWidth));
    return { x, lines };
  };
  const cells = (figure.columns ?? []).map((head, at) => columnOf(head, rows.map((row) => (row.kind === "study" ? row.study.cells?.[at] : row.kind === "pooled" ? row.pooled.cells?.[at] : "") ?? "")));
  const plot = { x: x + gap + 6, width: plotWidth };
  x = plot.x + plot.width + 6;
  const printed = rows.map((row) => (row.kind === "pooled" ? strongWidth : textWidth)(effectWords(row, axis)));
  x += gap + Math.max(...effectHead(figure).map(strongWidth), ...printed);
  const numbers = x;
  const weights = (figure.weightColumns ?? []).map((head, at) => columnOf(head, rows.map((row) => (row.kind === "study" ? weightWords(row.study.weights?.[at]) : ""))));
  const risks = (figure.riskDomains ?? []).map((_, at) => x + gap + 8 + at * 24);
  const width = Math.max(640, (risks.at(-1) ?? x - 8) + 8 + margin);
  return { width, name: margin, cells, plot, numbers, weights, risks, linesOf };
}

/** What stands in the column of names. */
function wordsOf(row: ForestRow): readonly string[] {
  switch (row.kind) {
    case "heading":
    case "note":
      return [row.words];
    case "study":
      return [row.study.name];
    case "pooled":
      return [row.pooled.name];
    case "prediction":
      return ["Prediction interval"];
    case "gap":
      return [];
  }
}

/** Estimate and interval as they are printed. */
export function effectWords(row: ForestRow, { words }: EffectAxis): string {
  if (row.kind === "prediction") return `(${words(row.lower)} to ${words(row.upper)})`;
  if (row.kind !== "study" && row.kind !== "pooled") return "";
  const { estimate, lower, upper } = row.kind === "study" ? row.study : row.pooled;
  if (estimate === null) return "not estimable";
  return lower == null || upper == null ? words(estimate) : `${words(estimate)} (${words(lower)} to ${words(upper)})`;
}

/** "<0.1" for what is there and rounds to nothing. */
export function weightWords(percent: number | null | undefined): string {
  if (percent == null) return "–";
  return percent > 0 && percent < 0.05 ? "<0.1 %" : `${percent.toFixed(1)} %`;
}
