/** A forest plot: table and plot on one scale. */
import { svgDocument } from "../../figures/svg-document.ts";
import { line, text, textWidth } from "../../figures/svg-parts.ts";
import { effectAxis } from "./effect-axis.ts";
import { tickWords } from "../../figures/linear-ticks.ts";
import { dashedLine, footLines, textLines, titleLines, wrapHard } from "../../figures/figure-parts.ts";
import type { ForestFigure } from "./forest-figure.ts";
import { type ForestLayout, effectHead, layOutForest } from "./forest-layout.ts";
import { drawRow } from "./forest-marks.ts";
import { describeForest, riskKey } from "./forest-words.ts";
import { type ForestRow, forestRows } from "./forest-rows.ts";

/**
 * A forest plot as SVG text: studies with their cells, intervals and weights, groups with diamonds of their own, pooled diamonds,
 * prediction intervals and a column of risk of bias. A study without an estimate keeps its row and says so.
 *
 * All numbers on the natural scale; ratios are drawn on a logarithmic axis. Needs no browser. Title and a description with every
 * number are for screen readers; colours follow the reader's light or dark screen.
 *
 * @example forestSvg({ title: "Death", method: result.method, axis: "log", measure: "Odds ratio", groups: [{ name: null, studies: [{ name: "Zhu 2021", cells: ["0/29", "2/29"], estimate: 0.19, lower: 0.01, upper: 4.06, weights: [2.1] }] }], columns: ["MSC", "Control"], weightColumns: ["Weight"] })
 */
export function forestSvg(figure: ForestFigure): string {
  const reference = figure.reference === undefined ? (figure.axis === "log" ? 1 : 0) : figure.reference;
  const rows = forestRows(figure);
  const axis = effectAxis({ kind: figure.axis, ...stretchOf(rows, reference), limits: figure.limits, mostTicks: 7 });
  const layout = layOutForest(figure, rows, axis);
  const head = titleLines(figure.title, layout.width);
  const heads = headOf(figure, layout, head.height + 6);
  let y = heads.bottom + 8;
  const top = y;
  const drawn = rows.map((row) => {
    const lines = layout.linesOf(row);
    const height = Math.max(24, lines.length * 16 + 8);
    const body = drawRow(row, { lines, y, height, layout, axis });
    y += height;
    return body;
  });
  const under = axisOf(figure, layout, axis, reference, top, y);
  const key = riskKey(figure, layout.width, under.bottom);
  const foot = footLines(figure, key.bottom, layout.width);
  const body = [head.body, heads.body, under.behind, drawn.join("\n"), under.body, key.body, foot.body].join("\n");
  return svgDocument({ title: figure.title, description: describeForest(figure, rows, axis), width: layout.width, height: key.bottom + foot.height, body, ...(figure.id === undefined ? {} : { id: figure.id }) });
}

/** What the axis must show: estimates and pooled limits whole, intervals and predictions as far as there is room. */
function stretchOf(rows: readonly ForestRow[], reference: number | null): { points: number[]; ends: number[] } {
  const points: number[] = reference === null ? [] : [reference];
  const ends: number[] = [];
  for (const row of rows) {
    if (row.kind === "study" && row.study.estimate !== null) {
      points.push(row.study.estimate);
      ends.push(...[row.study.lower, row.study.upper].filter((end) => end != null));
    } else if (row.kind === "pooled") {
      points.push(row.pooled.estimate);
      ends.push(row.pooled.lower, row.pooled.upper);
    } else if (row.kind === "prediction") ends.push(row.lower, row.upper);
  }
  return { points, ends };
}

function headOf(figure: ForestFigure, layout: ForestLayout, top: number): { body: string; bottom: number } {
  const { name, cells, numbers, weights, risks, width } = layout;
  const heads: [number, readonly string[], "start" | "middle" | "end"][] = [
    [name, [figure.nameHead ?? "Study"], "start"],
    ...cells.map(({ x, lines }): [number, readonly string[], "end"] => [x, lines, "end"]),
    [numbers, effectHead(figure), "end"],
    ...weights.map(({ x, lines }): [number, readonly string[], "end"] => [x, lines, "end"]),
    ...risks.map((x, at): [number, readonly string[], "middle"] => [x, [riskLetter(at)], "middle"]),
  ];
  const most = Math.max(...heads.map(([, lines]) => lines.length));
  const body = heads.map(([x, lines, anchor]) => textLines(x, top + 16 + (most - lines.length) * 16, lines, { anchor, kind: "strong" })).join("");
  const bottom = top + most * 16 + 10;
  return { body: body + line(16, bottom, width - 16, bottom), bottom };
}

const riskLetter = (at: number): string => String.fromCodePoint(65 + (at % 26));

function axisOf(figure: ForestFigure, { plot }: ForestLayout, axis: ReturnType<typeof effectAxis>, reference: number | null, top: number, bottom: number): { behind: string; body: string; bottom: number } {
  const x = (value: number) => plot.x + axis.place(value) * plot.width;
  const inside = (value: number) => axis.place(value) >= 0 && axis.place(value) <= 1;
  const [first] = (figure.pooled ?? []).filter(({ estimate }) => inside(estimate));
  const behind = [
    ...axis.ticks.map((tick) => line(x(tick), top, x(tick), bottom, "grid")),
    reference !== null && inside(reference) ? line(x(reference), top, x(reference), bottom) : "",
    first === undefined ? "" : dashedLine(x(first.estimate), top, x(first.estimate), bottom),
  ].join("");
  const ticks = axis.ticks.map((tick) => line(x(tick), bottom, x(tick), bottom + 5) + text(x(tick), bottom + 20, tickWords(tick), { anchor: "middle", kind: "soft" })).join("");
  const middle = plot.x + plot.width / 2;
  const label = textLines(middle, bottom + 40, wrapHard(`${figure.measure}${figure.axis === "log" ? " (log axis)" : ""}`, 44), { anchor: "middle", kind: "soft" });
  const sides = figure.sides === undefined ? { body: "", height: 0 } : sideWords(figure.sides, plot, reference !== null && inside(reference) ? x(reference) : middle, bottom + 60);
  return { behind, body: line(plot.x, bottom, plot.x + plot.width, bottom) + ticks + label + sides.body, bottom: bottom + 52 + sides.height };
}

/** On both sides of the reference; below each other, from both ends of the plot, where one would leave it. */
function sideWords([left, right]: readonly [string, string], plot: { readonly x: number; readonly width: number }, at: number, y: number): { body: string; height: number } {
  const [before, after] = [`← ${left}`, `${right} →`];
  // Below the axis the columns on both sides are empty.
  const fits = at - textWidth(before) > plot.x - roomBeside && at + textWidth(after) < plot.x + plot.width + roomBeside;
  if (fits) return { body: text(at - 8, y, before, { anchor: "end", kind: "soft" }) + text(at + 8, y, after, { kind: "soft" }), height: 20 };
  return { body: text(plot.x, y, before, { kind: "soft" }) + text(plot.x + plot.width, y + 18, after, { anchor: "end", kind: "soft" }), height: 38 };
}
const roomBeside = 90;
