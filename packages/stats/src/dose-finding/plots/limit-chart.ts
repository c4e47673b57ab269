/** A chart of limits against what grows during a trial: the frame that several boundaries share. */
import { escapeXml, px, svgDocument } from "../../figures/svg-document.ts";
import { heading, line, path, text } from "../../figures/svg-parts.ts";

export interface ChartPoint {
  readonly x: number;
  readonly y: number;
  /** What a person reads who points at it. */
  readonly hint?: string;
}

export interface ChartLimit {
  /** Left to right. */
  readonly points: readonly ChartPoint[];
  /** Stands at its right end. */
  readonly name: string;
  /** `stairs`: holds up to its point and jumps there; `straight`: from point to point; `marks`: only at its points. */
  readonly course: "stairs" | "straight" | "marks";
}

export interface LimitChart {
  readonly title: string;
  readonly id?: string;
  /** Below the title: by which method and how well. */
  readonly sentence: string;
  /** The figures, for who cannot see the picture. */
  readonly description: string;
  /** `whole`: only whole numbers can come about. */
  readonly across: { readonly label: string; readonly most: number; readonly whole: boolean };
  readonly up: { readonly label: string; readonly least: number; readonly most: number; readonly whole: boolean };
  readonly limits: readonly ChartLimit[];
  /** What was seen so far; none for the limits alone. */
  readonly seen: readonly ChartPoint[];
}

const [left, high, right, width] = [72, 260, 150, 760];

export function limitChartSvg(chart: LimitChart): string {
  const head = heading(chart.title, chart.sentence, width);
  const top = head.height + 26;
  const { least, most } = chart.up;
  const x = (value: number) => left + (value / chart.across.most) * (width - left - right);
  const y = (value: number) => top + high - ((value - least) / (most - least)) * high;
  const end = x(chart.across.most);
  const ground = y(Math.max(least, 0));
  const upward = ticks(least, most, chart.up.whole).map((value) => line(left, y(value), end, y(value), "grid") + text(left - 8, y(value) + 5, tickWords(value), { anchor: "end" }));
  const across = ticks(0, chart.across.most, chart.across.whole).map((value) => text(x(value), top + high + 20, tickWords(value), { anchor: "middle" }));
  const at = (point: ChartPoint) => [x(point.x), y(point.y)] as const;
  const limits = chart.limits.map(({ points, course }) => {
    const edge = course === "stairs" ? stairs(points, at) : points.map(at);
    const marks = points.map((point) => `<rect class="ring" x="${px(at(point)[0] - 3)}" y="${px(at(point)[1] - 3)}" width="6" height="6">${hintOf(point)}</rect>`);
    return (course !== "marks" && edge.length > 1 ? path(edge, "bound") : "") + marks.join("");
  });
  const named = chart.limits.flatMap(({ points, name }) => points.slice(-1).map((last) => ({ name, x: x(last.x), y: y(last.y) })));
  const within = named.filter((each) => each.x < end - 0.01).map((each) => text(each.x - 8, each.y - 8, each.name, { anchor: "end", kind: "strong" }));
  const names = [...within, ...spread(named.filter((each) => each.x >= end - 0.01)).map((each) => text(end + 10, each.y + 5, each.name, { kind: "strong" }))];
  const seen = chart.seen.length === 0 ? "" : path([[x(0), y(0)], ...chart.seen.map(at)], "data") + chart.seen.map((point) => `<circle class="dot" cx="${px(at(point)[0])}" cy="${px(at(point)[1])}" r="5">${hintOf(point)}</circle>`).join("");
  const axes = line(left, ground, end, ground) + line(left, top + high, left, top);
  const words = text(left, top + high + 42, chart.across.label, { kind: "soft" }) + text(16, top - 10, chart.up.label, { kind: "soft" });
  const body = [head.body, upward.join(""), axes, across.join(""), limits.join("\n"), seen, names.join(""), words].join("\n");
  return svgDocument({ title: chart.title, description: chart.description, width, height: top + high + 60, body, ...(chart.id === undefined ? {} : { id: chart.id }) });
}

function stairs(points: readonly ChartPoint[], at: (point: ChartPoint) => readonly [number, number]): (readonly [number, number])[] {
  return points.flatMap((point, place) => {
    const here = at(point);
    const [from] = place === 0 ? [left] : at(points[place - 1] ?? point);
    return [[from, here[1]] as const, here];
  });
}

/** Names that would stand on one another stand below each other. */
function spread(names: readonly { readonly name: string; readonly y: number }[]): readonly { readonly name: string; readonly y: number }[] {
  let last = Number.NEGATIVE_INFINITY;
  return names.toSorted((one, other) => one.y - other.y).map(({ name, y }) => ({ name, y: (last = Math.max(y, last + 18)) }));
}

const hintOf = ({ hint }: ChartPoint): string => (hint === undefined ? "" : `<title>${escapeXml(hint)}</title>`);

/** About eight round numbers from the lowest to the highest. */
function ticks(least: number, most: number, whole: boolean): number[] {
  const rough = (most - least) / 8;
  const power = 10 ** Math.floor(Math.log10(rough));
  const round = ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10) * power;
  const step = whole ? Math.max(1, round) : round;
  const first = Math.ceil(least / step - 1e-9);
  return Array.from({ length: Math.floor(most / step + 1e-9) - first + 1 }, (_, at) => (first + at) * step);
}

const tickWords = (value: number): string => String(Number(value.toPrecision(6)));
