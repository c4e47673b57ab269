/** A funnel plot: estimates against their standard errors. */
import { normalQuantile } from "../../distributions/normal.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import type { Tone } from "../../figures/palette.ts";
import { svgDocument } from "../../figures/svg-document.ts";
import { legend } from "../../figures/svg-parts.ts";
import { type AxisKind, effectAxis } from "./effect-axis.ts";
import { linearTicks } from "../../figures/linear-ticks.ts";
import { type FigureWords, dashedLine, footLines, shape, thinLine, titleLines } from "../../figures/figure-parts.ts";
import { type ScatterFrame, dot, figureWords, scatterFrame, scatterWidth } from "./scatter-frame.ts";

export interface FunnelFigure extends FigureWords {
  /** `log` for ratios: estimates are then logarithms, and the axis shows ratios. */
  readonly axis: AxisKind;
  readonly measure: string;
  readonly names: ArrayLike<string>;
  /** On the scale of the analysis: logs of ratios. */
  readonly estimates: ArrayLike<number>;
  readonly standardErrors: ArrayLike<number>;
  /** The pooled estimate, on the scale of the analysis: the funnel stands around it. */
  readonly pooled: number;
  /** Level of the funnel's sides; 0.95 where left out. */
  readonly level?: number;
  /** `significance`: shades of p against no effect; `none`: the funnel alone. */
  readonly contours?: "significance" | "none";
  /** No effect, on the scale of the analysis; 0 where left out. */
  readonly reference?: number;
  /** Studies that trim-and-fill put in. */
  readonly filled?: { readonly estimates: ArrayLike<number>; readonly standardErrors: ArrayLike<number> };
}

/** Shades from outside to inside: each covers what has a larger p than its level. */
const shades: readonly { readonly level: number; readonly tone: Tone; readonly words: string }[] = [
  { level: 0.99, tone: "stay", words: "p from 0.01 to 0.05" },
  { level: 0.95, tone: "down", words: "p from 0.05 to 0.10" },
  { level: 0.9, tone: "none", words: "p above 0.10" },
];

/**
 * A funnel plot as SVG text: each study by its estimate and standard error, the largest studies above; lines within which studies
 * of a common effect would fall; shades of significance against no effect. Needs no browser.
 *
 * Throws StatisticRefusal `empty`, `lengths-differ` and `not-a-number`.
 * @example funnelSvg({ title: "Funnel", method: result.method, axis: "log", measure: "Odds ratio", names: ["a", "b"], estimates: [-0.5, 0.1], standardErrors: [0.2, 0.4], pooled: -0.3, contours: "significance" })
 */
export function funnelSvg(figure: FunnelFigure): string {
  requireColumns(figure);
  const { reference = 0, level = 0.95, contours = "none", pooled } = figure;
  const back = figure.axis === "log" ? Math.exp : (value: number) => value;
  const points = pointsOf(figure.estimates, figure.standardErrors);
  const filled = figure.filled === undefined ? [] : pointsOf(figure.filled.estimates, figure.filled.standardErrors);
  const largest = 1.05 * Math.max(...points.map(({ error }) => error), ...filled.map(({ error }) => error));
  const side = normalQuantile((1 - level) / 2, { tail: "upper" }) * largest;
  const axis = effectAxis({ kind: figure.axis, points: [...points, ...filled].map(({ estimate }) => back(estimate)).concat(back(reference), back(pooled)), ends: [back(pooled - side), back(pooled + side)], mostTicks: 9 });
  const head = titleLines(figure.title, scatterWidth);
  const frame = scatterFrame({ label: `${figure.measure}${figure.axis === "log" ? " (log axis)" : ""}`, ticks: axis.ticks, place: (value) => axis.place(value) }, { label: "Standard error (0 above)", ticks: linearTicks(0, largest, 8), place: (error) => 1 - error / largest }, head.height);
  const x = (estimate: number) => frame.x(back(estimate));
  const region = contours === "none" ? "" : shades.map(({ level: within, tone }) => coneOf(frame, x, reference, normalQuantile((1 - within) / 2, { tail: "upper" }) * largest, tone)).join("");
  const { box } = frame;
  const [left, right] = [sideLine(frame, x, pooled, -side), sideLine(frame, x, pooled, side)];
  const lines = thinLine(x(pooled), box.y, x(pooled), box.y + box.height) + left + right + (reference === pooled ? "" : dashedLine(x(reference), box.y, x(reference), box.y + box.height));
  const dots = [...points.map(({ estimate, error }, at) => dot(x(estimate), frame.y(error), 5, hintOf(figure, at))), ...filled.map(({ estimate, error }) => dot(x(estimate), frame.y(error), 5, `filled in: ${figureWords(back(estimate))}`, "ring"))].join("");
  const entries: (readonly [Tone, string])[] = contours === "none" ? [] : shades.toReversed().map(({ tone, words }) => [tone, words] as const);
  const key = entries.length === 0 ? { body: "", height: 0 } : legend(16, frame.bottom + 8, scatterWidth - 32, entries);
  const words = `Solid line: pooled effect; sloping dashed lines: where ${Number((level * 100).toPrecision(6))} % of studies with that effect would fall${reference === pooled ? "" : "; upright dashed line: no effect"}${filled.length > 0 ? "; rings: studies filled in" : ""}${contours === "none" ? "" : "; outside the shades p is below 0.01"}.`;
  const foot = footLines({ method: figure.method, notes: [words, ...(figure.notes ?? [])] }, frame.bottom + key.height + 12, scatterWidth);
  const description = `Funnel plot of ${figure.measure}, ${points.length} studies, pooled ${axis.words(back(pooled))}. ${points.map((_, at) => hintOf(figure, at)).join("; ")}. ${filled.length > 0 ? `${filled.length} filled in. ` : ""}${figure.method}`;
  return svgDocument({ title: figure.title, description, width: scatterWidth, height: frame.bottom + key.height + 12 + foot.height, body: [head.body, frame.behind, region, frame.axes, lines, dots, key.body, foot.body].join("\n"), ...(figure.id === undefined ? {} : { id: figure.id }) });
}

function requireColumns({ names, estimates, standardErrors }: FunnelFigure): void {
  if (estimates.length === 0) throw new StatisticRefusal("empty", "estimates", "There is no study to draw.", "Give at least one.");
  if (standardErrors.length !== estimates.length || names.length !== estimates.length) throw new StatisticRefusal("lengths-differ", "standardErrors", `There are ${estimates.length} estimates, ${standardErrors.length} standard errors and ${names.length} names.`, "Give as many of each.");
  for (let at = 0; at < estimates.length; at++) if (!Number.isFinite(estimates[at]) || !((standardErrors[at] ?? 0) > 0)) throw new StatisticRefusal("not-a-number", `estimates.${at + 1}`, "The study has no estimate with a standard error above 0.", "Leave it out, and say so in the notes.");
}

const pointsOf = (estimates: ArrayLike<number>, errors: ArrayLike<number>) => Array.from(estimates, (estimate, at) => ({ estimate, error: errors[at] ?? 0 }));

function hintOf({ names, estimates, standardErrors, axis }: FunnelFigure, at: number): string {
  const estimate = estimates[at] ?? 0;
  return `${names[at] ?? at + 1}: ${figureWords(axis === "log" ? Math.exp(estimate) : estimate)}, standard error ${figureWords(standardErrors[at] ?? 0)}`;
}

/** Where the side of a cone leaves the box: at its floor, or at a side of it, by how far down. */
function endOf({ box }: ScatterFrame, apex: number, foot: number): readonly [number, number] {
  const [left, right] = [box.x, box.x + box.width];
  const share = foot < left ? (apex - left) / (apex - foot) : foot > right ? (right - apex) / (foot - apex) : 1;
  return [apex + share * (foot - apex), box.y + share * box.height];
}

/** Estimates are placed along the axis in proportion, also on a log axis: a cone has straight sides. */
function coneOf(frame: ScatterFrame, x: (estimate: number) => number, apex: number, reach: number, tone: Tone): string {
  const { box } = frame;
  const floor = box.y + box.height;
  const corners = (end: readonly [number, number], side: number): (readonly [number, number])[] => (end[1] < floor - 1e-9 ? [end, [side, floor]] : [end]);
  const outline = [[x(apex), box.y] as const, ...corners(endOf(frame, x(apex), x(apex + reach)), box.x + box.width), ...corners(endOf(frame, x(apex), x(apex - reach)), box.x).toReversed()];
  return shape(outline, `tone-${tone}`) + shape(outline, `over-${tone}`);
}

function sideLine(frame: ScatterFrame, x: (estimate: number) => number, apex: number, reach: number): string {
  const [endX, endY] = endOf(frame, x(apex), x(apex + reach));
  return dashedLine(x(apex), frame.box.y, endX, endY);
}
