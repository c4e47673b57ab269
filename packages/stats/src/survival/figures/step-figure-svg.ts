/** Step curves over time with numbers at risk on the same scale. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { px, svgDocument } from "../../figures/svg-document.ts";
import { line, text, textWidth } from "../../figures/svg-parts.ts";
import { linearTicks, tickWords } from "../../figures/linear-ticks.ts";
import { footLines, titleLines, wrapHard } from "../../figures/figure-parts.ts";
import { curveLegend, styledPath, styleOf } from "./curve-style.ts";
import type { StepCurve, StepFigure } from "./step-figure.ts";
import { bandPath, cornersPath, stepCorners } from "./step-path.ts";

const [width, plotHeight, rowHeight, longestName] = [760, 340, 20, 24];

/**
 * The figure as SVG text. Needs no browser; title and a description with the numbers of each curve are for screen readers. Colours
 * follow the reader's light or dark screen; curves differ by dashes, too. A million steps are drawn as those that can be seen.
 *
 * Throws StatisticRefusal `empty` without curves, `lengths-differ` for a row of the table with other than `riskTimes` numbers.
 * @example stepFigureSvg({ title: "Survival", method: "…", timeLabel: "Days", valueLabel: "Survival", axis: "proportion", curves: [{ name: "all", times: [3, 8], values: [0.5, 0], start: 1, until: 8 }], riskTimes: [0, 5], riskTables: [{ head: "At risk", rows: [{ name: "all", counts: [2, 1] }] }] })
 */
export function stepFigureSvg(figure: StepFigure): string {
  requireFigure(figure);
  const { curves, riskTimes, riskTables } = figure;
  const end = figure.end ?? Math.max(...curves.map(({ until }) => until), ...riskTimes, 1e-9);
  const names = riskTables.flatMap(({ rows }) => rows.flatMap(({ name }) => wrapHard(name, longestName)));
  const left = Math.min(260, Math.max(76, ...names.map((name) => 52 + textWidth(name)), 24 + 1.1 * Math.max(...riskTables.map(({ head }) => textWidth(head)), 0)));
  const right = width - 36;
  const head = titleLines(figure.title, width);
  const key = curveLegend(16, head.height + 4, width - 32, curves.length > 1 || curves[0]?.name !== "all" ? curves.map(({ name }) => name) : []);
  const top = head.height + key.height + 34;
  const floor = top + plotHeight;
  const values = valueAxis(figure);
  const x = (time: number) => left + (Math.min(time, end) / end) * (right - left);
  const y = (value: number) => floor - (Math.min(value, values.high) / values.high) * plotHeight;
  const shownTicks = riskTimes.filter((time) => time <= end);
  const axes = [
    ...values.ticks.map((tick) => line(left, y(tick), right, y(tick), "grid") + text(left - 8, y(tick) + 5, values.words(tick), { anchor: "end", kind: "soft" })),
    line(left, floor, right, floor) + line(left, top, left, floor),
    ...shownTicks.map((tick) => line(x(tick), floor, x(tick), floor + 5) + text(x(tick), floor + 20, tickWords(tick), { anchor: "middle", kind: "soft" })),
    text((left + right) / 2, floor + 40, figure.timeLabel, { anchor: "middle", kind: "soft" }) + text(16, top - 12, figure.valueLabel, { kind: "soft" }),
  ].join("");
  const drawn = [...curves.map((curve, at) => bandOf(curve, at, x, y)), ...curves.map((curve, at) => curveOf(curve, at, x, y))].join("\n");
  const table = tableOf(figure, floor + 54, x, end);
  const foot = footLines(figure, table.bottom + 4, width);
  return svgDocument({ title: figure.title, description: describe(figure, end), width, height: table.bottom + 4 + foot.height, body: [head.body, key.body, axes, drawn, table.body, foot.body].join("\n"), ...(figure.id === undefined ? {} : { id: figure.id }) });
}

function requireFigure({ curves, riskTimes, riskTables }: StepFigure): void {
  if (curves.length === 0) throw new StatisticRefusal("empty", "curves", "There is no curve to draw.", "Give at least one.");
  for (const { head, rows } of riskTables) for (const { name, counts } of rows) if (counts.length !== riskTimes.length) throw new StatisticRefusal("lengths-differ", "riskTables", `${head}, ${name}: ${counts.length} numbers for ${riskTimes.length} times.`, "Give one for each of riskTimes.");
}

function valueAxis({ axis, curves, highest }: StepFigure): { readonly high: number; readonly ticks: readonly number[]; readonly words: (value: number) => string } {
  if (axis === "proportion") {
    const high = highest ?? 1;
    return { high, ticks: linearTicks(0, high, 5), words: (value) => `${Number((value * 100).toPrecision(6))} %` };
  }
  let most = 1e-9;
  for (const { values, band } of curves) {
    for (let at = 0; at < values.length; at++) most = Math.max(most, values[at] as number);
    if (band != null) for (let at = band.from; at < band.end; at++) if (Number.isFinite(band.upper[at])) most = Math.max(most, band.upper[at] as number);
  }
  return { high: 1.05 * most, ticks: linearTicks(0, 1.05 * most, 6), words: tickWords };
}

type Scale = (value: number) => number;

function curveOf(curve: StepCurve, at: number, x: Scale, y: Scale): string {
  const style = styleOf(at);
  const marks = curve.marks === undefined ? "" : markPath(curve, x, y);
  return styledPath(cornersPath(stepCorners(curve, x, y)), style, curve.name) + (marks === "" ? "" : `<path class="line-${style.stroke}" style="stroke-width:1.5" d="${marks}"/>`);
}

/** A stroke across the curve at each time of censoring; those less than a pixel apart are one. */
function markPath({ times, values, start, marks = [], until }: StepCurve, x: Scale, y: Scale): string {
  const parts: string[] = [];
  let step = -1;
  let drawn = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < marks.length; at++) {
    const time = marks[at] as number;
    if (time > until || x(time) - drawn < 1) continue;
    while (step + 1 < times.length && (times[step + 1] as number) <= time) step += 1;
    const level = y(step < 0 ? start : (values[step] as number));
    parts.push(`M${px(x(time))} ${px(level - 5)}V${px(level + 5)}`);
    drawn = x(time);
  }
  return parts.join("");
}

function bandOf({ band, times, until, start }: StepCurve, at: number, x: Scale, y: Scale): string {
  if (band == null || band.end <= band.from) return "";
  const stop = band.end < times.length ? Math.min(until, times[band.end] as number) : until;
  const cut = (list: ArrayLike<number>) => ({ start, until: stop, times: Array.from(times).slice(band.from, band.end), values: Array.from(list).slice(band.from, band.end) });
  const [lower, upper] = [stepCorners(cut(band.lower), x, y), stepCorners(cut(band.upper), x, y)];
  return `<path class="band-${styleOf(at).stroke}" d="${bandPath(lower, upper)}"/>`;
}

function tableOf({ riskTables, riskTimes }: StepFigure, top: number, x: Scale, end: number): { readonly body: string; readonly bottom: number } {
  let y = top;
  const parts = riskTables.flatMap(({ head, rows }) => {
    y += rowHeight;
    const heading = text(16, y, head, { kind: "strong" });
    return [
      heading,
      ...rows.map(({ name, counts }) => {
        const lines = wrapHard(name, longestName);
        y += rowHeight;
        const body = lines.map((words, row) => text(24, y + row * 16, words)).join("") + counts.map((count, at) => ((riskTimes[at] ?? 0) > end ? "" : text(x(riskTimes[at] ?? 0), y, count === null ? "–" : tickWords(Number(count.toPrecision(6))), { anchor: "middle" }))).join("");
        y += (lines.length - 1) * 16;
        return body;
      }),
    ];
  });
  return { body: parts.join(""), bottom: y + 8 };
}

function describe({ curves, valueLabel, timeLabel, riskTimes, riskTables, axis, method }: StepFigure, end: number): string {
  const words = (value: number) => (axis === "proportion" ? `${Number((100 * value).toPrecision(3))} %` : String(Number(value.toPrecision(3))));
  const valueAt = ({ times, values, start }: StepCurve, time: number) => {
    let value = start;
    for (let at = 0; at < times.length && (times[at] as number) <= time; at++) value = values[at] as number;
    return value;
  };
  const said = curves.map((curve) => `${curve.name}: ${riskTimes.filter((time) => time <= curve.until).map((time) => `${words(valueAt(curve, time))} at ${tickWords(time)}`).join(", ")}`);
  const tables = riskTables.flatMap(({ head, rows }) => rows.map(({ name, counts }) => `${head}, ${name}: ${counts.map((count) => (count === null ? "not known" : String(count))).join(", ")}`));
  return `${valueLabel} by ${timeLabel}, up to ${tickWords(end)}. ${said.join(". ")}. ${tables.join(". ")}. ${method}`;
}
