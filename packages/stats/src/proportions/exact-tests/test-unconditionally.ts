/** Barnard's and Boschloo's tests of rows of 2 × 2 tables. */
import type { GivenColumns, MissingRows } from "../../form/columns.ts";
import { type GivenOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { twoArmCounts } from "../../meta-analysis/effect-sizes/study-columns.ts";
import { readCounts, twoArmTotals } from "../read-counts.ts";
import { sayAlternative } from "../say-test.ts";
import { barnardOptions, boschlooOptions, mostTables } from "./table-test-options.ts";
import { barnardTest, boschlooTest, requireFewTables, type UnconditionalTest } from "./unconditional-test.ts";

export interface UnconditionalRow {
  readonly row: number;
  readonly study: string;
  readonly pValue: number;
  /** The proportion, common to both arms, under which the tables are most likely. */
  readonly nuisance: number;
}
export interface UnconditionalTests extends ResultForm {
  readonly rows: readonly UnconditionalRow[];
  readonly missing: MissingRows;
}
type Steps = Generator<{ readonly done: number }, UnconditionalTests>;

/**
 * Barnard's exact unconditional test of each row's 2 × 2 table, for arms with fixed totals.
 *
 * Tables are ordered by the z statistic: pooled (`score`, default; also called Suissa-Shuster) or not (`wald`). The p-value is the
 * largest probability over the unknown proportion, found on a grid and refined by Brent's method. Up to 1,100,000 tables
 * (1,000 in each arm). Yields `{ done }` after each row. Throws StatisticRefusal `out-of-range` beyond, and as `testTablesExactly`.
 * Source: Barnard 1947, doi 10.1093/biomet/34.1-2.123; Suissa and Shuster 1985, doi 10.2307/2981892 (recalled).
 * R: `Exact::exact.test(method = "z-pooled" | "z-unpooled")`.
 *
 * @example finish(testTablesByBarnard({ treatedEvents: [7], treatedTotal: [15], controlEvents: [1], controlTotal: [15] }))
 */
export function* testTablesByBarnard(columns: GivenColumns<typeof twoArmCounts>, options: GivenOptions<typeof barnardOptions> = {}): Steps {
  const { statistic, alternative } = readOptions(barnardOptions, options);
  const order = statistic === "score" ? "the z statistic with pooled proportions" : "the z statistic with unpooled proportions";
  return yield* eachTable(columns, `Barnard's exact unconditional test of each 2 × 2 table, ${sayAlternative(alternative)}, tables in the order of ${order}, largest p-value over the common proportion.`, (table) => barnardTest(table, statistic, alternative));
}

/**
 * Boschloo's exact unconditional test: as Barnard's, with the tables in the order of Fisher's p-value; never less powerful than
 * Fisher's test. Two-sided: by Fisher's two-sided p-value (`minlike`), or twice the smaller one-sided test (`central`). Limits, progress
 * and errors as {@link testTablesByBarnard}. Source: Boschloo 1970, doi 10.1111/j.1467-9574.1970.tb00104.x (recalled).
 * R: `Exact::exact.test(method = "boschloo")`, `exact2x2::boschloo`.
 *
 * @example finish(testTablesByBoschloo({ treatedEvents: [7], treatedTotal: [15], controlEvents: [1], controlTotal: [15] }))
 */
export function* testTablesByBoschloo(columns: GivenColumns<typeof twoArmCounts>, options: GivenOptions<typeof boschlooOptions> = {}): Steps {
  const { twoSidedRule, alternative } = readOptions(boschlooOptions, options);
  const order = alternative !== "two-sided" ? "Fisher's one-sided p-value" : twoSidedRule === "minlike" ? "Fisher's two-sided p-value" : "Fisher's one-sided p-value, the smaller result doubled";
  return yield* eachTable(columns, `Boschloo's exact unconditional test of each 2 × 2 table, ${sayAlternative(alternative)}, tables in the order of ${order}, largest p-value over the common proportion.`, (table) => boschlooTest(table, twoSidedRule, alternative));
}

function* eachTable(columns: GivenColumns<typeof twoArmCounts>, method: string, test: (table: Parameters<typeof barnardTest>[0]) => UnconditionalTest): Steps {
  const { rows, missing } = readCounts(twoArmCounts, columns, twoArmTotals);
  for (const { row, counts } of rows) requireFewTables(counts, mostTables, row);
  const made: UnconditionalRow[] = [];
  for (const { row, study, counts } of rows) {
    const { value, at } = test(counts);
    made.push({ row, study, pValue: value, nuisance: at });
    yield { done: made.length / rows.length };
  }
  return resultOf({ method, rows: made, missing });
}
