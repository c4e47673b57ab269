/** Differences of two proportions with exact unconditional limits. */
import type { GivenColumns, MissingRows } from "../../form/columns.ts";
import { choice, type GivenOptions, level as levelField, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { requireFewTables } from "../exact-tests/unconditional-test.ts";
import { twoArmCounts } from "../../meta-analysis/effect-sizes/study-columns.ts";
import { type LevelledLimits, percent } from "../limits.ts";
import { readCounts, twoArmTotals } from "../read-counts.ts";
import { exactDifferenceLimits } from "./exact-difference-limits.ts";

export const exactDifferenceOptions = { interval: choice(["chan-zhang", "agresti-min"], "chan-zhang", "two one-sided exact tests (chan-zhang) or one two-sided (agresti-min, shorter)"), level: levelField } as const;
/** The most tables, (n1 + 1)(n2 + 1): 200 in each arm. */
const most = 40_401;

export interface ExactDifferences extends ResultForm {
  readonly rows: readonly { readonly row: number; readonly study: string; readonly estimate: number; readonly interval: LevelledLimits }[];
  readonly missing: MissingRows;
}

/**
 * Differences treated - control with exact unconditional limits, for each row; up to 40,401 tables (200 in each arm). Yields `{ done }`.
 * Throws StatisticRefusal `out-of-range` beyond, and as `compareProportionsByDifference`. SAS: `exact riskdiff(method=score)`.
 *
 * @example finish(compareProportionsExactly({ treatedEvents: [24], treatedTotal: [61], controlEvents: [10], controlTotal: [35] })) // -0.0992 to 0.2949
 */
export function* compareProportionsExactly(columns: GivenColumns<typeof twoArmCounts>, options: GivenOptions<typeof exactDifferenceOptions> = {}): Generator<{ readonly done: number }, ExactDifferences> {
  const { interval, level } = readOptions(exactDifferenceOptions, options);
  const { rows, missing } = readCounts(twoArmCounts, columns, twoArmTotals);
  for (const { row, counts } of rows) requireFewTables(counts, most, row);
  const made: ExactDifferences["rows"][number][] = [];
  for (const { row, study, counts } of rows) {
    const limits = exactDifferenceLimits(counts, 1 - level, interval === "chan-zhang" ? "one-sided-pair" : "two-sided");
    made.push({ row, study, estimate: counts.treatedEvents / counts.treatedTotal - counts.controlEvents / counts.controlTotal, interval: { ...limits, level } });
    yield { done: made.length / rows.length };
  }
  return resultOf({ method: `Differences of two proportions with exact unconditional ${percent(level)} limits by ${interval === "chan-zhang" ? "two one-sided score tests (Chan and Zhang)" : "one two-sided score test (Agresti and Min)"}.`, rows: made, missing });
}
