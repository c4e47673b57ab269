/** Reading of studies with their variances, moderators and clusters. */
import { column, mayColumn, mayColumnsOf } from "../../form/columns.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";

/** The columns of an estimate and how precise it is. */
export const estimateColumns = {
  study: mayColumn("text", "name of the study"),
  estimate: column("number", "estimate, on the scale of the analysis (log for ratios)"),
  variance: mayColumn("positive", "its sampling variance"),
  standardError: mayColumn("positive", "its standard error, in place of the variance"),
} as const;
export const moderatorColumns = mayColumnsOf("covariate", "what may explain why effects differ: a list of numbers or of categories for each, under its name");

/** Beyond this, squares leave the range of numbers. */
const most = 1e50;

interface Precision {
  readonly estimate: Float64Array;
  readonly variance: Float64Array | null;
  readonly standardError: Float64Array | null;
}

/**
 * The variances, from either column. Throws StatisticRefusal `missing-column`, `options-conflict`, `empty` where no row is left, and
 * `out-of-range` for numbers beyond 1e50 and variances below 1e-50.
 */
export function variancesOf({ estimate, variance, standardError }: Precision, rows: Int32Array): Float64Array {
  if (variance === null && standardError === null) throw new StatisticRefusal("missing-column", "variance", "There is neither a variance nor a standardError.", "Give one of them for each estimate.");
  if (variance !== null && standardError !== null) throw new StatisticRefusal("options-conflict", "standardError", "There is a variance as well as a standardError.", "Give one of them.");
  const variances = variance ?? (standardError ?? new Float64Array(0)).map((one) => one * one);
  if (variances.length === 0) throw new StatisticRefusal("empty", "columns", "There is no row in which nothing is missing.", "Give at least one study with its estimate and variance.");
  const unfit = variances.findIndex((one, at) => !(one >= 1 / most && one <= most && Math.abs(estimate[at] as number) <= most));
  if (unfit >= 0) throw new StatisticRefusal("out-of-range", `${variance === null ? "standardError" : "variance"}.${(rows[unfit] ?? 0) + 1}`, `The estimate is ${estimate[unfit] ?? 0} and its variance ${variances[unfit] ?? 0}: beyond 1e50, or a variance below 1e-50.`, "Choose another unit.", { row: (rows[unfit] ?? 0) + 1 });
  return variances;
}

/** Names as given, or the numbers of the rows from 1. */
export const rowNames = (names: readonly string[] | null, rows: Int32Array): readonly string[] => names ?? Array.from(rows, (row) => String(row + 1));

export const percentWords = (level: number): string => `${Number((100 * level).toPrecision(12))}%`;
