/** What no event at all still allows: the rule of three beside the exact upper limit. */
import { column, type GivenColumns, mayColumn, type MissingRows } from "../../form/columns.ts";
import { fraction, type GivenOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { percent } from "../limits.ts";
import { readCounts } from "../read-counts.ts";

export const ruleOfThreeColumns = { study: mayColumn("text", "name of the study"), total: column("count", "participants, none of them with the event") } as const;
export const ruleOfThreeOptions = { level: fraction(0.95, "level of confidence of the one-sided upper limit") } as const;

export interface RuleOfThreeRow {
  readonly row: number;
  readonly study: string;
  readonly total: number;
  /** -log(1 - level) / n, at most 1: 3/n for 95 % to two digits. */
  readonly approximate: number;
  /** 1 - (1 - level)^(1/n), the one-sided limit of Clopper and Pearson. */
  readonly exact: number;
}
export interface RuleOfThreeResult extends ResultForm {
  readonly rows: readonly RuleOfThreeRow[];
  readonly level: number;
  readonly missing: MissingRows;
}

/**
 * Upper limits of a proportion where nobody among `total` had the event. For 95 % the short form is exactly 3/n.
 * Throws StatisticRefusal `empty`, `out-of-range` (a total of 0), and as `readRows` and `readOptions` do.
 * Source: Hanley and Lippman-Hand 1983, doi 10.1001/jama.1983.03330370053031 (recalled).
 *
 * @example applyRuleOfThree({ total: [15] }).rows[0] // approximate 0.2, exact 0.181
 */
export function applyRuleOfThree(columns: GivenColumns<typeof ruleOfThreeColumns>, options: GivenOptions<typeof ruleOfThreeOptions> = {}): RuleOfThreeResult {
  const { level } = readOptions(ruleOfThreeOptions, options);
  const { rows, missing } = readCounts(ruleOfThreeColumns, columns, { noEvent: "total" });
  const error = -Math.log1p(-level);
  return resultOf({
    method: `One-sided ${percent(level)} upper confidence limits of a proportion without events: exact, and by the rule of three.`,
    rows: rows.map(({ row, study, counts: { total } }) => ({ row, study, total, approximate: Math.min(1, (level === 0.95 ? 3 : error) / total), exact: -Math.expm1(-error / total) })),
    level,
    missing,
  });
}
