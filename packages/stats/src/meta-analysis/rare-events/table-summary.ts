/** Two-arm tables of strata, which sites can share and add up, and Mantel-Haenszel's and Peto's estimates of them. */
import type { GivenColumns, MissingRows } from "../../form/columns.ts";
import type { GivenOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import type { twoArmCounts, twoArmTimes } from "../effect-sizes/study-columns.ts";
import { type MantelHaenszelResult, type mantelHaenszelOptions, poolMantelHaenszel } from "./pool-mantel-haenszel.ts";
import { type PetoResult, type petoOptions, poolPeto } from "./pool-peto.ts";
import { type TwoArmStudies, readTwoArmCounts, readTwoArmTimes } from "./two-arm-studies.ts";

/** One stratum: events and participants, or person-time, of both arms. */
export interface StratumTable {
  readonly stratum: string;
  readonly treatedEvents: number;
  readonly treatedSize: number;
  readonly controlEvents: number;
  readonly controlSize: number;
}
export interface TableSummary {
  readonly kind: "two-arm-tables";
  readonly edition: 1;
  /** Whether sizes count participants or are person-time. */
  readonly sizes: "people" | "time";
  /** One for each stratum, by name in the order of code points. */
  readonly strata: readonly StratumTable[];
  readonly missing: MissingRows;
}
const method = "Events and sizes of both arms, added up by stratum.";

/**
 * Tables by stratum: rows of the same `study` are added up. Summaries of disjoint data sets are added up by `mergeTableSummaries`;
 * a stratum that is at several sites is one stratum then. `study` names the stratum and must be there, as strata are matched by name.
 * Give totals for counts, or times for rates.
 *
 * Throws StatisticRefusal `missing-column`, `empty`, `events-above-n`, and as `readRows` does.
 *
 * @example summariseTables({ study: ["a", "a"], treatedEvents: [1, 2], treatedTotal: [9, 9], controlEvents: [3, 4], controlTotal: [9, 9] }).strata[0]?.treatedEvents // 3
 */
export function summariseTables(columns: GivenColumns<typeof twoArmCounts> | GivenColumns<typeof twoArmTimes>): TableSummary & ResultForm {
  if (columns.study === undefined || columns.study === null) throw new StatisticRefusal("missing-column", "study", "The strata have no names.", "Give the name of each row's stratum: strata of several sites are matched by it.");
  const studies: TwoArmStudies = "treatedTime" in columns ? readTwoArmTimes(columns as GivenColumns<typeof twoArmTimes>) : readTwoArmCounts(columns as GivenColumns<typeof twoArmCounts>);
  const at = (list: Float64Array, row: number): number => list[row] as number;
  const rows = studies.names.map((stratum, row): StratumTable => ({ stratum, treatedEvents: at(studies.treatedEvents, row), treatedSize: at(studies.treatedSize, row), controlEvents: at(studies.controlEvents, row), controlSize: at(studies.controlSize, row) }));
  return resultOf<TableSummary>({ method, kind: "two-arm-tables", edition: 1, sizes: studies.sizes, strata: addStrata(rows), missing: studies.missing });
}

/**
 * The summary of all data sets together. Throws StatisticRefusal `empty` for none, `options-conflict` where some count participants
 * and others person-time, and as `readTableSummary` does.
 *
 * @example mergeTableSummaries([one, other]).strata.length
 */
export function mergeTableSummaries(summaries: readonly TableSummary[]): TableSummary & ResultForm {
  if (!Array.isArray(summaries) || summaries.length === 0) throw new StatisticRefusal("empty", "summaries", "There is no summary.", "Give a list of at least one.");
  const read = (summaries as readonly TableSummary[]).map((summary, at) => readTableSummary(summary, `summaries.${at + 1}`));
  const [first] = read as [TableSummary, ...TableSummary[]];
  if (read.some(({ sizes }) => sizes !== first.sizes)) throw new StatisticRefusal("options-conflict", "summaries", "Some have participants, others person-time.", "Merge alike ones.");
  const byColumn: Record<string, number> = {};
  for (const { missing } of read) for (const [name, count] of Object.entries(missing.byColumn)) byColumn[name] = (byColumn[name] ?? 0) + count;
  return resultOf<TableSummary>({ method, kind: "two-arm-tables", edition: 1, sizes: first.sizes, strata: addStrata(read.flatMap(({ strata }) => strata)), missing: { rows: read.reduce((sum, { missing }) => sum + missing.rows, 0), byColumn } });
}

/** What `poolMantelHaenszel` gives of the strata, from their summary. */
export const mantelHaenszelOfSummary = (summary: TableSummary, options: GivenOptions<typeof mantelHaenszelOptions> = {}): MantelHaenszelResult => poolMantelHaenszel(columnsOf(readTableSummary(summary, "summary")), options);

/** What `poolPeto` gives of the strata, from their summary; `options-conflict` for person-time. */
export function petoOfSummary(summary: TableSummary, options: GivenOptions<typeof petoOptions> = {}): PetoResult {
  const read = readTableSummary(summary, "summary");
  if (read.sizes === "time") throw new StatisticRefusal("options-conflict", "summary", "Peto's odds ratio is of participants, and the summary has person-time.", "Give totals.");
  return poolPeto(columnsOf(read) as GivenColumns<typeof twoArmCounts>, options);
}

function columnsOf({ strata, sizes }: TableSummary) {
  const of = (key: Exclude<keyof StratumTable, "stratum">): number[] => strata.map((one) => one[key]);
  const both = { study: strata.map(({ stratum }) => stratum), treatedEvents: of("treatedEvents"), controlEvents: of("controlEvents") };
  return sizes === "people" ? { ...both, treatedTotal: of("treatedSize"), controlTotal: of("controlSize") } : { ...both, treatedTime: of("treatedSize"), controlTime: of("controlSize") };
}

function addStrata(rows: readonly StratumTable[]): StratumTable[] {
  const sums = new Map<string, StratumTable>();
  for (const row of rows) {
    const so = sums.get(row.stratum);
    sums.set(row.stratum, so === undefined ? { ...row } : { stratum: row.stratum, treatedEvents: so.treatedEvents + row.treatedEvents, treatedSize: so.treatedSize + row.treatedSize, controlEvents: so.controlEvents + row.controlEvents, controlSize: so.controlSize + row.controlSize });
  }
  return [...sums.values()].toSorted((one, other) => (one.stratum < other.stratum ? -1 : one.stratum > other.stratum ? 1 : 0));
}

/** A summary from elsewhere, checked. Throws StatisticRefusal `missing-column` for what is none, `not-a-number`, `negative`, `events-above-n`. */
function readTableSummary(given: TableSummary, path: string): TableSummary {
  const summary = given as Partial<TableSummary> | null;
  if (summary?.kind !== "two-arm-tables" || summary.edition !== 1 || !Array.isArray(summary.strata)) throw new StatisticRefusal("missing-column", path, "This is no summary of two-arm tables, edition 1.", "Give what summariseTables or mergeTableSummaries made.");
  for (const [at, table] of (summary.strata as readonly StratumTable[]).entries()) {
    const where = `${path}.strata.${at + 1}`;
    for (const value of [table.treatedEvents, table.treatedSize, table.controlEvents, table.controlSize]) {
      if (typeof value !== "number" || !Number.isFinite(value)) throw new StatisticRefusal("not-a-number", where, "A number is missing.", "Give events and sizes of both arms.");
      if (value < 0) throw new StatisticRefusal("negative", where, `${value} is below zero.`, "Give numbers from 0.");
    }
    if (summary.sizes !== "time" && (table.treatedEvents > table.treatedSize || table.controlEvents > table.controlSize)) throw new StatisticRefusal("events-above-n", where, "There are more events than participants.", "Count participants with the event.");
  }
  return { kind: "two-arm-tables", edition: 1, sizes: summary.sizes === "time" ? "time" : "people", strata: summary.strata, missing: summary.missing ?? { rows: 0, byColumn: {} } };
}
