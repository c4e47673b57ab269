/** A swimmer plot: one bar a participant, what happened on it. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import type { Tone } from "../../figures/palette.ts";
import { escapeXml, px, svgDocument } from "../../figures/svg-document.ts";
import { filled, legend, line, text, textWidth } from "../../figures/svg-parts.ts";
import { linearTicks, tickWords } from "../../figures/linear-ticks.ts";
import { type FigureWords, arrow, footLines, titleLines, wrapHard } from "../../figures/figure-parts.ts";

export interface SwimmerRow {
  /** The participant's code, never a name. */
  readonly name: string;
  /** End of follow-up. */
  readonly until: number;
  /** Still followed at the end: the bar has an arrow. */
  readonly ongoing?: boolean;
  /** Stretches in a state; what no stretch covers is shown empty. */
  readonly stretches?: readonly { readonly from: number; readonly until: number; readonly state: string }[];
  readonly events?: readonly { readonly time: number; readonly kind: string }[];
}
export interface SwimmerFigure extends FigureWords {
  readonly timeLabel: string;
  readonly rows: readonly SwimmerRow[];
  /** `length`: the longest follow-up above; `given`: as the rows stand. */
  readonly order?: "length" | "given";
}

const [width, rowHeight] = [760, 26];
const stateTones: readonly Tone[] = ["first", "second", "third", "fourth", "up", "stay", "down", "stop"];

/**
 * A swimmer plot as SVG text. States are told by colour and hatching, events by shapes; each with its key.
 *
 * Throws StatisticRefusal `empty`; `negative` for a time below 0; `out-of-range` for a stretch or an event after the end of a row's
 * follow-up, and for more than 8 states or 8 kinds of events; `start-not-before-end` for a stretch that ends before it begins.
 * @example swimmerSvg({ title: "Follow-up", method: "Each bar is a participant.", timeLabel: "Days since infusion", rows: [{ name: "S-001", until: 90, ongoing: true, events: [{ time: 12, kind: "fever" }] }] })
 */
export function swimmerSvg(figure: SwimmerFigure): string {
  const rows = figure.order === "given" ? figure.rows : figure.rows.toSorted((one, other) => other.until - one.until);
  const states = [...new Set(rows.flatMap(({ stretches = [] }) => stretches.map(({ state }) => state)))];
  const kinds = [...new Set(rows.flatMap(({ events = [] }) => events.map(({ kind }) => kind)))];
  requireRows(rows, states, kinds);
  const end = Math.max(...rows.map(({ until }) => until), 1e-9);
  const left = Math.min(230, Math.max(76, ...rows.flatMap(({ name }) => wrapHard(name, 24)).map((name) => 28 + textWidth(name))));
  const right = width - 48;
  const x = (time: number) => left + (time / end) * (right - left);
  const head = titleLines(figure.title, width);
  const stateKey = states.length === 0 ? { body: "", height: 0 } : legend(16, head.height + 4, width - 32, states.map((state, at) => [stateTones[at] ?? "none", state] as const));
  const eventKey = eventLegend(16, head.height + stateKey.height + 6, width - 32, kinds);
  const top = head.height + stateKey.height + eventKey.height + 18;
  const floor = top + rows.length * rowHeight;
  const ticks = linearTicks(0, end, 8);
  const drawn = rows.map(({ name, until, ongoing = false, stretches = [], events = [] }, at) => {
    const y = top + at * rowHeight;
    const bar = (from: number, to: number, tone: Tone, hint: string) => filled({ x: x(from), y: y + 5, width: Math.max(0.5, x(to) - x(from)), height: rowHeight - 10 }, tone, hint);
    return [
      text(16, y + rowHeight / 2 + 5, wrapHard(name, 24)[0] ?? ""),
      bar(0, until, "none", `${name}: followed to ${tickWords(until)}${ongoing ? ", still followed" : ""}`),
      ...stretches.map(({ from, until: to, state }) => bar(from, to, stateTones[states.indexOf(state)] ?? "none", `${name}: ${state} from ${tickWords(from)} to ${tickWords(to)}`)),
      ongoing ? arrow(x(until) + 11, y + rowHeight / 2, "right") : "",
      ...events.map(({ time, kind }) => eventMark(x(time), y + rowHeight / 2, kinds.indexOf(kind), `${name}: ${kind} at ${tickWords(time)}`)),
    ].join("");
  });
  const axis = [...ticks.map((tick) => line(x(tick), top, x(tick), floor, "grid")), line(left, floor, right, floor), ...ticks.map((tick) => text(x(tick), floor + 20, tickWords(tick), { anchor: "middle", kind: "soft" })), text((left + right) / 2, floor + 40, figure.timeLabel, { anchor: "middle", kind: "soft" })].join("");
  const notes = [...(figure.notes ?? []), ...(rows.some(({ ongoing }) => ongoing === true) ? ["An arrow: still followed."] : [])];
  const foot = footLines({ method: figure.method, notes }, floor + 50, width);
  return svgDocument({ title: figure.title, description: describe(figure, rows), width, height: floor + 50 + foot.height, body: [head.body, stateKey.body, eventKey.body, axis, drawn.join("\n"), foot.body].join("\n"), ...(figure.id === undefined ? {} : { id: figure.id }) });
}

function requireRows(rows: readonly SwimmerRow[], states: readonly string[], kinds: readonly string[]): void {
  if (rows.length === 0) throw new StatisticRefusal("empty", "rows", "There is no participant to draw.", "Give at least one row.");
  if (states.length > stateTones.length || kinds.length > markShapes.length) throw new StatisticRefusal("out-of-range", "rows", `${states.length} states and ${kinds.length} kinds of events cannot be told apart.`, `Give at most ${stateTones.length} states and ${markShapes.length} kinds.`);
  for (const [at, { until, stretches = [], events = [] }] of rows.entries()) {
    for (const time of [until, ...stretches.flatMap((one) => [one.from, one.until]), ...events.map((one) => one.time)]) {
      if (!Number.isFinite(time) || time < 0) throw new StatisticRefusal("negative", `rows.${at + 1}`, `${time} is no time from 0.`, "Give times from the start of follow-up.");
      if (time > until) throw new StatisticRefusal("out-of-range", `rows.${at + 1}`, `${time} is after the end of follow-up, ${until}.`, "Mend the time, or the end of follow-up.");
    }
    for (const { from, until: to } of stretches) if (to < from) throw new StatisticRefusal("start-not-before-end", `rows.${at + 1}`, `A stretch ends at ${to}, before it begins at ${from}.`, "Mend the times.");
  }
}

/** Outlines around (0, 0), told by their shape alone. */
const markShapes = ["M0-7L7 6H-7Z", "M-5.5-5.5H5.5V5.5H-5.5Z", "M0-7.5L6.5 0L0 7.5L-6.5 0Z", "M6 0A6 6 0 1 1-6 0A6 6 0 1 1 6 0Z", "M0 7L7-6H-7Z", "M-2-7H2V-2H7V2H2V7H-2V2H-7V-2H-2Z", "M-7-3H7V3H-7Z", "M-3-7H3V7H-3Z"];
const eventMark = (x: number, y: number, kind: number, hint: string): string => `<path class="dot" transform="translate(${px(x)} ${px(y)})" d="${markShapes[kind] ?? ""}"><title>${escapeXml(hint)}</title></path>`;

function eventLegend(x: number, y: number, wide: number, kinds: readonly string[]): { readonly body: string; readonly height: number } {
  let [at, row] = [x, 0];
  const parts = kinds.map((kind, index) => {
    const needs = 26 + textWidth(kind);
    if (at > x && at + needs > x + wide) [at, row] = [x, row + 1];
    const body = eventMark(at + 9, y + row * 22 + 9, index, kind) + text(at + 24, y + row * 22 + 14, kind);
    at += needs + 16;
    return body;
  });
  return { body: parts.join(""), height: kinds.length === 0 ? 0 : (row + 1) * 22 + 4 };
}

function describe({ timeLabel, method }: SwimmerFigure, rows: readonly SwimmerRow[]): string {
  const said = rows.map(({ name, until, ongoing = false, stretches = [], events = [] }) => `${name}: to ${tickWords(until)}${ongoing ? ", still followed" : ""}${stretches.map(({ from, until: to, state }) => `; ${state} ${tickWords(from)} to ${tickWords(to)}`).join("")}${events.map(({ time, kind }) => `; ${kind} at ${tickWords(time)}`).join("")}`);
  return `Swimmer plot by ${timeLabel}, ${rows.length} participants. ${said.join(". ")}. ${method}`;
}
