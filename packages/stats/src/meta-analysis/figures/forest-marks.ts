/** One row of a forest plot: its words, and its mark on the plot. */
import { px } from "../../figures/svg-document.ts";
import { text } from "../../figures/svg-parts.ts";
import type { EffectAxis } from "./effect-axis.ts";
import { arrow, shape, textLines, thinLine } from "../../figures/figure-parts.ts";
import type { RiskLevel } from "./forest-figure.ts";
import { type ForestLayout, effectWords, weightWords } from "./forest-layout.ts";
import type { ForestRow } from "./forest-rows.ts";
import { riskSigns } from "./risk-signs.ts";

interface Place {
  readonly lines: readonly string[];
  readonly y: number;
  readonly height: number;
  readonly layout: ForestLayout;
  readonly axis: EffectAxis;
}

export function drawRow(row: ForestRow, place: Place): string {
  const { lines, y, height, layout, axis } = place;
  const middle = y + height / 2;
  const baseline = middle + 5;
  const kind = row.kind === "heading" || row.kind === "pooled" ? ("strong" as const) : row.kind === "note" ? ("soft" as const) : undefined;
  const name = textLines(layout.name, baseline - (lines.length - 1) * 8, lines, kind === undefined ? {} : { kind });
  const numbers = text(layout.numbers, baseline, effectWords(row, axis), { anchor: "end", ...(row.kind === "pooled" ? { kind: "strong" as const } : {}) });
  switch (row.kind) {
    case "gap":
      return "";
    case "heading":
    case "note":
      return name;
    case "prediction":
      return name + numbers + interval(row.lower, row.upper, middle, place, true);
    case "pooled":
      return name + cellsOf(row.pooled.cells, layout, baseline) + numbers + diamond(row, middle, place);
    case "study": {
      const { study } = row;
      const weights = layout.weights.map(({ x }, at) => text(x, baseline, weightWords(study.weights?.[at]), { anchor: "end" })).join("");
      const risks = layout.risks.map((x, at) => riskMark(x, middle, study.riskOfBias?.[at] ?? null)).join("");
      const mark = study.estimate === null ? reasonMark(study.reason, baseline, layout) : interval(study.lower ?? study.estimate, study.upper ?? study.estimate, middle, place, false) + square(study.estimate, row.size, middle, place);
      return name + cellsOf(study.cells, layout, baseline) + numbers + weights + risks + mark;
    }
  }
}

const cellsOf = (cells: readonly string[] | undefined, { cells: columns }: ForestLayout, baseline: number): string => columns.map(({ x }, at) => text(x, baseline, cells?.[at] ?? "", { anchor: "end" })).join("");

/** Why there is no estimate, in its own place: the row is not dropped. */
const reasonMark = (reason: string | undefined, baseline: number, { plot }: ForestLayout): string => text(plot.x + plot.width / 2, baseline, reason ?? "not estimable", { anchor: "middle", kind: "soft" }).replace("<text ", '<text style="paint-order:stroke;stroke:var(--page);stroke-width:5px" ');

function interval(lower: number, upper: number, y: number, { layout: { plot }, axis }: Place, ends: boolean): string {
  const [from, to] = [axis.place(lower), axis.place(upper)];
  if (!(to >= 0 && from <= 1)) return arrow(plot.x + (to < 0 ? 0 : plot.width), y, to < 0 ? "left" : "right");
  const [left, right] = [plot.x + Math.max(0, from) * plot.width, plot.x + Math.min(1, to) * plot.width];
  const end = (x: number, cut: boolean, side: "left" | "right") => (cut ? arrow(x, y, side) : ends ? thinLine(x, y - 5, x, y + 5) : "");
  return thinLine(left, y, right, y) + end(left, from < 0, "left") + end(right, to > 1, "right");
}

function square(estimate: number, size: number, y: number, { layout: { plot }, axis }: Place): string {
  const at = axis.place(estimate);
  if (!(at >= 0 && at <= 1)) return "";
  const side = 5 + 9 * size;
  return `<rect class="dot" style="stroke:none" x="${px(plot.x + at * plot.width - side / 2)}" y="${px(y - side / 2)}" width="${px(side)}" height="${px(side)}"/>`;
}

/** A colour for each of several models. */
const tones = ["first", "second", "third", "fourth"] as const;

function diamond(row: Extract<ForestRow, { kind: "pooled" }>, y: number, { layout: { plot }, axis }: Place): string {
  const x = (value: number) => plot.x + Math.min(1, Math.max(0, axis.place(value))) * plot.width;
  const { lower, estimate, upper } = row.pooled;
  const [from, to] = [axis.place(lower), axis.place(upper)];
  if (!(to >= 0 && from <= 1)) return arrow(plot.x + (to < 0 ? 0 : plot.width), y, to < 0 ? "left" : "right");
  const high = row.overall ? 9 : 7;
  // A narrow one is widened to what can be seen; its numbers stand beside it.
  const [left, right] = [Math.min(x(lower), x(estimate) - 2), Math.max(x(upper), x(estimate) + 2)];
  const outline = [[left, y], [x(estimate), y - high], [right, y], [x(estimate), y + high]] as const;
  const tone = tones[row.order % tones.length] ?? "first";
  return shape(outline, `tone-${tone}`) + shape(outline, "edge") + (from < 0 ? arrow(plot.x, y, "left") : "") + (to > 1 ? arrow(plot.x + plot.width, y, "right") : "");
}

function riskMark(x: number, y: number, level: RiskLevel | null): string {
  if (level === null) return "";
  const { sign, tone, words } = riskSigns[level];
  return `<g><title>${words}</title><circle class="tone-${tone}" cx="${px(x)}" cy="${px(y)}" r="9"/><circle class="edge" cx="${px(x)}" cy="${px(y)}" r="9"/>${text(x, y + 5, sign, { anchor: "middle", kind: "strong" })}</g>`;
}
