/** A spaghetti plot: each participant's course, and the means of their groups. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { px, svgDocument } from "../../figures/svg-document.ts";
import { line, text } from "../../figures/svg-parts.ts";
import { linearTicks, tickWords } from "../../figures/linear-ticks.ts";
import { type FigureWords, footLines, titleLines, wrapHard } from "../../figures/figure-parts.ts";
import { styledPath, styleOf } from "./curve-style.ts";

export interface SpaghettiCourse {
  readonly participant: string;
  /** In any order; a value that is not known is `null`: the line is broken there. */
  readonly points: readonly { readonly time: number; readonly value: number | null }[];
}
export interface SpaghettiMean {
  readonly time: number;
  readonly mean: number;
  readonly lower?: number | null;
  readonly upper?: number | null;
}
export interface SpaghettiFigure extends FigureWords {
  readonly timeLabel: string;
  readonly valueLabel: string;
  /** A panel each, all on one scale. */
  readonly groups: readonly { readonly name: string; readonly courses: readonly SpaghettiCourse[]; readonly means: readonly SpaghettiMean[] }[];
  /** A limit of quantification, or another line across. */
  readonly threshold?: { readonly value: number; readonly words: string };
}

const [width, plotHeight] = [760, 260];

/**
 * A spaghetti plot as SVG text: thin lines are participants, the thick line with bars is the mean with its interval, as it was
 * computed by the caller (the sentence of the method says how). Panels share one scale.
 *
 * Throws StatisticRefusal `empty` without any known value, `not-a-number` for one that is not finite.
 * @example spaghettiSvg({ title: "SOFA", method: "Means with 95 % t intervals.", timeLabel: "Day", valueLabel: "SOFA", groups: [{ name: "MSC", courses: [{ participant: "S-001", points: [{ time: 0, value: 9 }, { time: 3, value: 6 }] }], means: [{ time: 0, mean: 9 }] }] })
 */
export function spaghettiSvg(figure: SpaghettiFigure): string {
  const { lower, upper, first, last } = extentOf(figure);
  const ticks = linearTicks(lower, upper, 6);
  const times = linearTicks(first, last, 6);
  const head = titleLines(figure.title, width);
  const columns = Math.min(2, figure.groups.length);
  const gap = 28;
  const panelWidth = (width - 76 - 24 - (columns - 1) * gap) / columns;
  let bottom = head.height;
  const panels = figure.groups.map((group, at) => {
    const [row, column] = [Math.floor(at / columns), at % columns];
    const left = 76 + column * (panelWidth + gap);
    const top = head.height + 44 + row * (plotHeight + 84);
    const floor = top + plotHeight;
    bottom = Math.max(bottom, floor + 50);
    const x = (time: number) => left + (last === first ? 0.5 : (time - first) / (last - first)) * panelWidth;
    const y = (value: number) => floor - ((value - lower) / (upper - lower)) * plotHeight;
    return panelOf(group, { x, y, left, top, floor, right: left + panelWidth, ticks, times, figure, leftmost: column === 0 });
  });
  const foot = footLines({ method: figure.method, notes: ["Thin lines: participants. Thick line: mean.", ...(figure.notes ?? [])] }, bottom + 4, width);
  return svgDocument({ title: figure.title, description: describe(figure), width, height: bottom + 4 + foot.height, body: [head.body, ...panels, foot.body].join("\n"), ...(figure.id === undefined ? {} : { id: figure.id }) });
}

interface Panel {
  readonly x: (time: number) => number;
  readonly y: (value: number) => number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly floor: number;
  readonly ticks: readonly number[];
  readonly times: readonly number[];
  readonly figure: SpaghettiFigure;
  readonly leftmost: boolean;
}

function panelOf({ name, courses, means }: SpaghettiFigure["groups"][number], { x, y, left, right, top, floor, ticks, times, figure, leftmost }: Panel): string {
  const sorted = means.toSorted((one, other) => one.time - other.time);
  return [
    ...ticks.map((tick) => line(left, y(tick), right, y(tick), "grid") + (leftmost ? text(left - 8, y(tick) + 5, tickWords(tick), { anchor: "end", kind: "soft" }) : "")),
    ...times.map((tick) => text(x(tick), floor + 20, tickWords(tick), { anchor: "middle", kind: "soft" })),
    line(left, floor, right, floor) + line(left, top, left, floor),
    text(left, top - 26, `${wrapHard(name, 34)[0] ?? ""} (n = ${courses.length})`, { kind: "strong" }) + text(left, top - 8, figure.valueLabel, { kind: "soft" }),
    text((left + right) / 2, floor + 40, figure.timeLabel, { anchor: "middle", kind: "soft" }),
    figure.threshold === undefined ? "" : `<g>${line(left, y(figure.threshold.value), right, y(figure.threshold.value), "bound")}${text(left + 4, y(figure.threshold.value) - 5, figure.threshold.words, { kind: "soft" })}</g>`,
    ...courses.map((course) => `<g style="opacity:.45">${styledPath(coursePath(course, x, y), { ...styleOf(0), dashes: "" }, course.participant).replace("<path", '<path style="stroke-width:1.2"')}</g>`),
    ...sorted.flatMap(({ time, lower, upper }) => (lower == null || upper == null ? [] : [line(x(time), y(lower), x(time), y(upper), "data")])),
    sorted.length === 0 ? "" : `<path class="data" style="stroke-width:4" d="${sorted.map(({ time, mean }, at) => `${at === 0 ? "M" : "L"}${px(x(time))} ${px(y(mean))}`).join("")}"/>`,
    ...sorted.map(({ time, mean }) => `<circle class="dot" cx="${px(x(time))}" cy="${px(y(mean))}" r="5"/>`),
  ].join("");
}

/** Broken where a value is not known; a value alone is a short stroke. */
function coursePath({ points }: SpaghettiCourse, x: Panel["x"], y: Panel["y"]): string {
  const parts: string[] = [];
  let open = false;
  const sorted = points.toSorted((one, other) => one.time - other.time);
  for (const [at, { time, value }] of sorted.entries()) {
    if (value === null) {
      open = false;
      continue;
    }
    const alone = !open && (sorted[at + 1]?.value ?? null) === null;
    parts.push(`${open ? "L" : "M"}${px(x(time))} ${px(y(value))}${alone ? "h3" : ""}`);
    open = true;
  }
  return parts.join("");
}

function extentOf({ groups, threshold }: SpaghettiFigure): { lower: number; upper: number; first: number; last: number } {
  const points = groups.flatMap(({ courses, means }) => [...courses.flatMap(({ points: list }) => list.flatMap(({ time, value }) => (value === null ? [] : [[time, value] as const]))), ...means.flatMap(({ time, mean, lower, upper }) => [mean, lower ?? mean, upper ?? mean].map((value) => [time, value] as const))]);
  if (points.length === 0) throw new StatisticRefusal("empty", "groups", "There is no known value to draw.", "Give at least one.");
  let [lower, upper, first, last] = [threshold?.value ?? Infinity, threshold?.value ?? -Infinity, Infinity, -Infinity];
  for (const [time, value] of points) {
    if (!Number.isFinite(time) || !Number.isFinite(value)) throw new StatisticRefusal("not-a-number", "groups", `${value} at ${time} is no number at a time.`, "Give finite numbers; null where a value is not known.");
    [lower, upper, first, last] = [Math.min(lower, value), Math.max(upper, value), Math.min(first, time), Math.max(last, time)];
  }
  const pad = upper > lower ? 0.05 * (upper - lower) : Math.max(1, Math.abs(upper) * 0.05);
  return { lower: lower >= 0 && lower - pad < 0 ? 0 : lower - pad, upper: upper + pad, first, last: last > first ? last : first + 1 };
}

function describe({ groups, valueLabel, timeLabel, method }: SpaghettiFigure): string {
  const figure = (value: number) => String(Number(value.toPrecision(4)));
  const said = groups.map(({ name, courses, means }) => `${name}, ${courses.length} participants: means ${means.map(({ time, mean, lower, upper }) => `${figure(mean)}${lower == null || upper == null ? "" : ` (${figure(lower)} to ${figure(upper)})`} at ${figure(time)}`).join(", ") || "none"}`);
  return `${valueLabel} by ${timeLabel}. ${said.join(". ")}. ${method}`;
}
