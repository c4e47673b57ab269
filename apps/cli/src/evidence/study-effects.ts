/** Each study by itself: its counts, its effect as it is shown, or why it has none. */
import { type Measure, StatisticRefusal, type StudyShape, backTransform, computeEffectSizes, measureFacts, normalQuantile } from "@stroma/stats";

export interface StudyEffect {
  /** Row, from 1, among those chosen. */
  readonly row: number;
  readonly study: string;
  /** "3/10" of the treated and of the controls, or what the columns hold. */
  readonly cells: readonly string[];
  /** On the natural scale. */
  readonly estimate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** On the scale of the analysis. */
  readonly analysis: { readonly estimate: number; readonly standardError: number } | null;
  /** Whether 1/2 or another correction was added for this display. */
  readonly corrected: boolean;
  readonly reason: string | null;
}
export interface StudyEffects {
  readonly studies: readonly StudyEffect[];
  /** Rows in which a number is missing. */
  readonly missing: readonly { readonly row: number; readonly study: string; readonly columns: readonly string[] }[];
  readonly heads: readonly string[];
  /** Whether any cell of counts is zero. */
  readonly zeroCell: boolean;
  readonly method: string | null;
}
type Columns = Readonly<Record<string, readonly unknown[]>>;

export function studyEffects(columns: Columns, measure: Measure, { level, options, arms: named = {} }: { readonly level: number; readonly options: Readonly<Record<string, unknown>>; readonly arms?: Readonly<Record<string, string>> }): StudyEffects {
  const numbers = Object.entries(columns).filter(([name]) => name !== "study");
  const rows = numbers[0]?.[1].length ?? 0;
  const nameOf = (at: number): string => textOf(columns["study"]?.[at] ?? at + 1);
  const gaps = Array.from({ length: rows }, (_, at) => Object.entries(columns).filter(([, values]) => values[at] === null || values[at] === undefined || values[at] === "").map(([name]) => name));
  const missing = gaps.flatMap((lacking, at) => (lacking.length === 0 ? [] : [{ row: at + 1, study: nameOf(at), columns: lacking }]));
  const sizes = sizesOf(columns, measure, options);
  const reach = normalQuantile((1 - level) / 2, { tail: "upper" });
  const places = new Map(Array.from(sizes?.rows ?? [], (row, at) => [row, at]));
  const corrected = new Set((sizes?.corrected ?? []).map(({ row }) => row));
  const excluded = new Map((sizes?.excluded ?? []).map(({ row, says }) => [row, says]));
  const studies = gaps.flatMap((lacking, index): StudyEffect[] => {
    if (lacking.length > 0) return [];
    const [row, at] = [index + 1, places.get(index + 1)];
    const shown = { row, study: nameOf(index), cells: cellsOf(columns, measure, index), corrected: corrected.has(row) };
    if (at === undefined || sizes === null) return [{ ...shown, estimate: null, lower: null, upper: null, analysis: null, reason: excluded.get(row) ?? reasonOf(columns, measure, index) }];
    const [estimate, standardError] = [sizes.estimates[at] ?? 0, Math.sqrt(sizes.variances[at] ?? 0)];
    // Without another scale, that of the analysis is the one to show.
    const back = (value: number) => backTransform(measure, value, { size: sizes.sizes?.[at] ?? null }) ?? value;
    return [{ ...shown, estimate: back(estimate), lower: back(estimate - reach * standardError), upper: back(estimate + reach * standardError), analysis: { estimate, standardError }, reason: null }];
  });
  return { studies, missing, heads: armsOf(measure).map(([head]) => named[head] ?? head), zeroCell: hasZeroCell(columns, gaps, measure), method: sizes?.method ?? null };
}

/** Where no study at all has an effect, nobody was asked about this one. */
function reasonOf(columns: Columns, measure: Measure, at: number): string {
  const parts = (arms[measureFacts(measure).shape] ?? []).map(([, events, size]) => ({ events: columns[events]?.[at], size: columns[size]?.[at] }));
  if (parts.length > 0 && parts.every(({ events }) => events === 0)) return "no event in any arm";
  return parts.length > 0 && parts.every(({ events, size }) => events === size) ? "everybody in every arm had the event" : "not estimable";
}

/** No study with an effect is no fault of the table: the studies are shown all the same. */
function sizesOf(columns: Columns, measure: Measure, options: Readonly<Record<string, unknown>>) {
  try {
    return computeEffectSizes(columns as Parameters<typeof computeEffectSizes>[0], { measure, ...options });
  } catch (error) {
    if (error instanceof StatisticRefusal && ["no-events", "only-events", "not-identified"].includes(error.code)) return null;
    throw error;
  }
}

/** Events and those who could have had them, an arm each. */
const arms: Partial<Readonly<Record<StudyShape, readonly (readonly [head: string, events: string, size: string])[]>>> = {
  "two-arm-counts": [["treated", "treatedEvents", "treatedTotal"], ["control", "controlEvents", "controlTotal"]],
  "two-arm-times": [["treated", "treatedEvents", "treatedTime"], ["control", "controlEvents", "controlTime"]],
  "one-arm-counts": [["events", "events", "total"]],
  "one-arm-times": [["events", "events", "time"]],
};
const armsOf = (measure: Measure) => arms[measureFacts(measure).shape] ?? [];
const textOf = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");
const cellsOf = (columns: Columns, measure: Measure, at: number): readonly string[] => armsOf(measure).map(([, events, size]) => `${textOf(columns[events]?.[at])}/${textOf(columns[size]?.[at])}`);

/** The sums of two cells over studies: "87/312". */
export function summedCells(studies: readonly StudyEffect[]): readonly string[] {
  const cells = studies[0]?.cells.length ?? 0;
  return Array.from({ length: cells }, (_, at) => {
    const parts = studies.map((study) => (study.cells[at] ?? "").split("/").map(Number));
    return [0, 1].map((part) => Number(parts.reduce((sum, values) => sum + (values[part] ?? 0), 0).toPrecision(12))).join("/");
  });
}

function hasZeroCell(columns: Columns, gaps: readonly (readonly string[])[], measure: Measure): boolean {
  if (measureFacts(measure).shape !== "two-arm-counts") return false;
  const pairs = [["treatedEvents", "treatedTotal"], ["controlEvents", "controlTotal"]] as const;
  return pairs.some(([events, total]) => columns[events]?.some((value, at) => gaps[at]?.length === 0 && (value === 0 || value === columns[total]?.[at])) === true);
}
