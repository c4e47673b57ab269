/** Each study by itself: its counts, its effect as it is shown, or why it has none. */
import { type Measure, StatisticRefusal, type StudyShape, backTransform, computeEffectSizes, measureFacts, normalQuantile } from "@stroma/stats";
import { CommandRefusal } from "../outcome.ts";

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
  /** Studies with an arm of nobody: shown, not pooled. */
  readonly empty: readonly { readonly row: number; readonly study: string; readonly reason: string }[];
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
  const empty = emptyArms(columns, measure).flatMap((at) => (gaps[at]?.length === 0 ? [{ row: at + 1, study: nameOf(at), reason: armsOf(measure).length === 1 ? "nobody in it" : "nobody in one of the arms" }] : []));
  if (empty.length > 0 && empty.length + missing.length === rows) throw new CommandRefusal("empty", `Nobody is in an arm of ${empty.map(({ study }) => study).join(", ")}, and there is no other study.`, "give studies with participants in every arm.", 2, { path: "input" });
  const nobody = new Map(empty.map(({ row, reason }) => [row, reason]));
  const sizes = sizesOf(withoutRows(columns, nobody), measure, options);
  const reach = normalQuantile((1 - level) / 2, { tail: "upper" });
  const places = new Map(Array.from(sizes?.rows ?? [], (row, at) => [row, at]));
  const corrected = new Set((sizes?.corrected ?? []).map(({ row }) => row));
  const excluded = new Map((sizes?.excluded ?? []).map(({ row, says }) => [row, says]));
  const studies = gaps.flatMap((lacking, index): StudyEffect[] => {
    if (lacking.length > 0) return [];
    const [row, at] = [index + 1, places.get(index + 1)];
    const shown = { row, study: nameOf(index), cells: cellsOf(columns, measure, index), corrected: corrected.has(row) };
    if (at === undefined || sizes === null) return [{ ...shown, estimate: null, lower: null, upper: null, analysis: null, reason: nobody.get(row) ?? excluded.get(row) ?? reasonOf(columns, measure, index) }];
    const [estimate, standardError] = [sizes.estimates[at] ?? 0, Math.sqrt(sizes.variances[at] ?? 0)];
    // Without another scale, that of the analysis is the one to show.
    const back = (value: number) => backTransform(measure, value, { size: sizes.sizes?.[at] ?? null }) ?? value;
    return [{ ...shown, estimate: back(estimate), lower: back(estimate - reach * standardError), upper: back(estimate + reach * standardError), analysis: { estimate, standardError }, reason: null }];
  });
  return { studies, missing, empty, heads: armsOf(measure).map(([head]) => named[head] ?? head), zeroCell: hasZeroCell(withoutRows(columns, nobody), gaps, measure), method: sizes?.method ?? null };
}

/** Rows, from 0, with an arm of nobody. Events of nobody are a fault of the cell, which is refused elsewhere. */
function emptyArms(columns: Columns, measure: Measure): readonly number[] {
  const sizes = ["treatedTotal", "controlTotal", "total"].filter((name) => columns[name] !== undefined);
  const atFault = (at: number): boolean => armsOf(measure).some(([, events, size]) => columns[size]?.[at] === 0 && columns[events]?.[at] !== 0);
  return Array.from(columns[sizes[0] ?? ""]?.keys() ?? []).filter((at) => sizes.some((size) => columns[size]?.[at] === 0) && !atFault(at));
}

/** Rows keep their places, without numbers. */
const withoutRows = (columns: Columns, out: ReadonlyMap<number, unknown>): Columns => (out.size === 0 ? columns : Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values.map((value, at) => (out.has(at + 1) && name !== "study" ? null : value))])));

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
