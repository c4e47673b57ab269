/** Reads rows of counts and refuses what no row can be: more events than participants, or nobody at all. */
import { type ColumnFields, type GivenColumns, type MissingRows, readRows } from "../form/columns.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";

type Numbers<Fields extends ColumnFields> = { readonly [Key in keyof Fields as Fields[Key]["kind"] extends "text" ? never : Key]: number };

export interface CountRow<Fields extends ColumnFields> {
  /** The row, from 1, in what was given. */
  readonly row: number;
  /** Its name; the number of the row where none was given. */
  readonly study: string;
  readonly counts: Numbers<Fields>;
}

/** Which column counts the events of which total. */
export type TotalOf = Readonly<Record<string, string>>;
export const twoArmTotals: TotalOf = { treatedEvents: "treatedTotal", controlEvents: "controlTotal" };
export const oneArmTotals: TotalOf = { events: "total" };

/** The largest total that an exact method takes: its sums of distributions stay quick to here. */
export const largestTotal = 1_000_000;
/** The largest for a formula, or quantiles of a distribution, which take no longer for more people. */
export const largestFormulaTotal = 1_000_000_000;

/**
 * The complete rows. Throws StatisticRefusal `empty`, `out-of-range` (a total of 0, or above `most`), `events-above-n`, and as
 * `readRows` does.
 */
export function readCounts<const Fields extends ColumnFields>(fields: Fields, given: GivenColumns<Fields>, totals: TotalOf, most: number = largestTotal): { readonly rows: readonly CountRow<Fields>[]; readonly missing: MissingRows } {
  const read = readRows(fields, given);
  if (read.size === 0) throw new StatisticRefusal("empty", "columns", read.missing.rows > 0 ? "Every row lacks something." : "There is no row.", "Give at least one row with all its counts.");
  const columns = read.columns as Readonly<Record<string, Float64Array | readonly string[] | null>>;
  const names = columns["study"] ?? null;
  const numbers = Object.keys(fields).filter((name) => fields[name]?.kind !== "text");
  const rows = Array.from(read.rows, (at, place): CountRow<Fields> => {
    const counts = Object.fromEntries(numbers.map((name) => [name, columns[name]?.[place] as number]));
    for (const [events, total] of Object.entries(totals)) requireCounts(counts, events, total, { row: at + 1, most });
    return { row: at + 1, study: names === null ? String(at + 1) : String(names[place]), counts: counts as Numbers<Fields> };
  });
  return { rows, missing: read.missing };
}

function requireCounts(counts: Readonly<Record<string, number>>, events: string, total: string, { row, most }: { readonly row: number; readonly most: number }): void {
  const [k, n] = [counts[events] ?? 0, counts[total] ?? 0];
  if (n === 0) throw new StatisticRefusal("out-of-range", `${total}.${row}`, "The total is 0: there is nobody to learn from.", "Leave the row out, or give a total above 0.", { row });
  if (n > most) throw new StatisticRefusal("out-of-range", `${total}.${row}`, `${n} is above ${most.toLocaleString("en")}, the largest total of this method.`, most === largestTotal ? "Take an interval or a test that is a formula, such as wilson, newcombe or chi-square: at this size it is as good." : "Leave the row out.", { row });
  if (k > n) throw new StatisticRefusal("events-above-n", `${events}.${row}`, `${k} events among ${n}.`, `Give at most as many as ${total} has.`, { row, events: k, total: n });
}
