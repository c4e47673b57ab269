/** The one scale that a table of effects and its plot share: which stretch is shown, where ticks stand, how numbers read. */
import { linearTicks } from "../../figures/linear-ticks.ts";

export type AxisKind = "log" | "linear";
export interface EffectAxis {
  readonly kind: AxisKind;
  /** What is shown, on the natural scale. */
  readonly lower: number;
  readonly upper: number;
  readonly ticks: readonly number[];
  /** From 0 at the left end to 1 at the right; beyond both for what is not shown. */
  readonly place: (value: number) => number;
  readonly words: (value: number) => string;
}
export interface AxisNeeds {
  readonly kind: AxisKind;
  /** Estimates and lines that must be seen. */
  readonly points: readonly number[];
  /** Ends of intervals: shown as far as that leaves room for the points. */
  readonly ends: readonly number[];
  /** The caller's own limits, which win. */
  readonly limits?: { readonly lower: number; readonly upper: number } | undefined;
  /** Room for ticks. */
  readonly mostTicks?: number;
}

/** Intervals may reach this far beyond the points, as a share of the points' own spread, or the least below. */
const reach = 1;
const leastReach = { log: Math.log(6), linear: 0 } as const;

/** The axis for some numbers, those of a ratio on a logarithmic one. Numbers that are not finite (or not above 0 on a log axis) do not stretch it. */
export function effectAxis({ kind, points, ends, limits, mostTicks = 7 }: AxisNeeds): EffectAxis {
  const onto = kind === "log" ? Math.log : (value: number) => value;
  const back = kind === "log" ? Math.exp : (value: number) => value;
  const shown = (values: readonly number[]) => values.filter((value) => (kind === "linear" || value > 0) && Number.isFinite(value)).map(onto);
  const [low, high] = limits === undefined ? stretch(shown(points), shown(ends), kind) : [onto(limits.lower), onto(limits.upper)];
  const [lower, upper] = [back(low), back(high)];
  const ticks = kind === "log" ? logTicks(lower, upper, mostTicks) : linearTicks(lower, upper, mostTicks);
  return { kind, lower, upper, ticks, place: (value) => (onto(value) - low) / (high - low), words: kind === "log" ? ratioWords : differenceWords(upper - lower) };
}

function stretch(points: readonly number[], ends: readonly number[], kind: AxisKind): [number, number] {
  const all = [...points, ...ends];
  if (all.length === 0) return kind === "log" ? [Math.log(0.1), Math.log(10)] : [-1, 1];
  const core = points.length === 0 ? all : points;
  const [first, last] = [least(core), most(core)];
  const room = Math.max(leastReach[kind], reach * (last - first), kind === "linear" && last === first ? Math.max(Math.abs(first), 1e-9) : 0);
  const low = Math.max(first - room, least(all));
  const high = Math.min(last + room, most(all));
  const edge = 0.04 * (high - low) || (kind === "log" ? Math.log(2) : Math.max(0.1 * Math.abs(high), 1e-9));
  return [low - edge, high + edge];
}

const least = (values: readonly number[]): number => values.reduce((one, other) => Math.min(one, other));
const most = (values: readonly number[]): number => values.reduce((one, other) => Math.max(one, other));

const withinDecade: readonly (readonly number[])[] = [[1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8], [1, 1.5, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]];

/** Round numbers that fit; the finest that leave room for their words. */
export function logTicks(lower: number, upper: number, mostTicks: number): number[] {
  const [first, last] = [Math.floor(Math.log10(lower)), Math.ceil(Math.log10(upper))];
  const powers = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const within = (ticks: readonly number[]) => ticks.filter((tick) => tick >= lower * (1 - 1e-12) && tick <= upper * (1 + 1e-12));
  for (const mantissas of withinDecade) {
    const ticks = within(powers.flatMap((power) => mantissas.map((mantissa) => Number(`${mantissa}e${power}`))));
    if (ticks.length <= mostTicks) return ticks.length >= 2 ? ticks : linearTicks(lower, upper, mostTicks);
  }
  for (let step = 2; ; step++) {
    // 1 itself is among them: it is what ratios are read against.
    const ticks = within(powers.filter((power) => power % step === 0).map((power) => Number(`1e${power}`)));
    if (ticks.length <= mostTicks) return ticks;
  }
}

/** "0.67", "12.3", "1,234" without its comma, "0.0031"; never 0 for what is not. */
export function ratioWords(value: number): string {
  if (value === Infinity) return "∞";
  if (value === 0) return "0";
  if (value < 0.001 || value >= 1e5) return value.toExponential(1).replace("e+", "e").replace(".0e", "e");
  if (value >= 100) return value.toFixed(0);
  if (value >= 10) return value.toFixed(1);
  return value >= 0.1 ? value.toFixed(2) : value.toPrecision(2);
}

/** Digits that the stretch shown can tell apart. */
export function differenceWords(span: number): (value: number) => string {
  const digits = Math.min(8, Math.max(0, 2 - Math.floor(Math.log10(span))));
  return (value) => {
    if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
    const words = value.toFixed(digits);
    return Number(words) === 0 ? words.replace("-", "") : words.replace("-", "−");
  };
}
