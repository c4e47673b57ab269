/** Two means compared: Welch's and Student's t test, with the interval of the difference. */
import { type GivenColumns, type MissingRows, readRows } from "../../form/columns.ts";
import { type GivenOptions, type ReadOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { type MeanDifference, meanDifference } from "./mean-difference.ts";
import { summaryColumns, summaryOptions, twoGroupColumns, twoMeansOptions } from "./mean-options.ts";
import { type Moments, momentsOf } from "./moments.ts";
import { type StandardisedDifference, standardisedDifference } from "./standardised-difference.ts";
import { splitGroups } from "./two-groups.ts";

export interface ComparedGroup extends Moments {
  readonly group: string;
}
export interface MeanComparison extends MeanDifference {
  /** Hedges' g; `null` where it does not exist: fewer than two degrees of freedom, or no pooled spread. */
  readonly standardised: StandardisedDifference | null;
}
export interface ComparedMeans extends ResultForm, MeanComparison {
  /** The compared group first, the reference last. */
  readonly groups: readonly ComparedGroup[];
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}
export interface ComparedSummaries extends ResultForm {
  readonly rows: readonly (MeanComparison & { readonly row: number })[];
  readonly missing: MissingRows;
}
export type CompareMeansOptions = GivenOptions<typeof twoMeansOptions>;

/**
 * The difference of the means of two groups, the group less the reference, by Welch's t (each group its own variance, degrees of
 * freedom by Satterthwaite) or Student's (one pooled variance), with the exact interval of normal outcomes and Hedges' g.
 *
 * Columns: outcome, group (two of them). Welch needs two rows in each group, the pooled variance one, and three in all.
 * Throws StatisticRefusal `empty`, `one-group`, `out-of-range`, `too-few`, `not-identified` (no spread), and as `readRows` and `readOptions`.
 *
 * Sources: Welch 1947, doi 10.1093/biomet/34.1-2.28; Student 1908, doi 10.1093/biomet/6.1.1 (recalled). R: `t.test`, to 1e-10.
 *
 * @example compareMeans({ outcome: [1, 2, 3, 2, 4, 6], group: ["a", "a", "a", "b", "b", "b"] }).estimate // b less a: 2
 */
export function compareMeans(columns: GivenColumns<typeof twoGroupColumns>, options: CompareMeansOptions = {}): ComparedMeans {
  const choices = readOptions(twoMeansOptions, options);
  const { columns: { outcome, group }, missing } = readRows(twoGroupColumns, columns);
  const { names, values } = splitGroups(outcome, group, choices.reference);
  const [one, other] = [momentsOf(values[0]), momentsOf(values[1])];
  return resultOf({
    method: sentence(choices),
    ...comparisonOf(one, other, choices),
    groups: [{ group: names[0], ...one }, { group: names[1], ...other }],
    missing,
    warnings: Math.min(one.size, other.size) < 5 ? ["A group has fewer than five rows: the t test rests on normal outcomes here. Show a rank or randomisation test beside it."] : [],
  });
}

/** The same from means, standard deviations and sizes, one comparison a row. @example compareMeanSummaries({ treatedMean: [4], treatedSd: [2], treatedTotal: [3], controlMean: [2], controlSd: [1], controlTotal: [3] }).rows[0].estimate // 2 */
export function compareMeanSummaries(columns: GivenColumns<typeof summaryColumns>, options: GivenOptions<typeof summaryOptions> = {}): ComparedSummaries {
  const choices = readOptions(summaryOptions, options);
  const { columns: read, size, missing, rows } = readRows(summaryColumns, columns);
  if (size === 0) throw new StatisticRefusal("empty", "treatedMean", "There are no rows.", "Give at least one comparison.");
  const made = Array.from(rows, (row, at) => {
    try {
      return { row: row + 1, ...comparisonOf({ size: read.treatedTotal[at] as number, mean: read.treatedMean[at] as number, sd: read.treatedSd[at] as number }, { size: read.controlTotal[at] as number, mean: read.controlMean[at] as number, sd: read.controlSd[at] as number }, choices) };
    } catch (refusal) {
      if (!(refusal instanceof StatisticRefusal)) throw refusal;
      // Which row, and by the columns that are there: groups and outcomes are not.
      const few = refusal.code === "too-few";
      throw new StatisticRefusal(refusal.code, `${few ? "treatedTotal" : "treatedSd"}.${row + 1}`, few ? `The groups of row ${row + 1} are of ${read.treatedTotal[at]} and ${read.controlTotal[at]}.` : `In row ${row + 1} neither group has a spread: there is no standard error.`, few ? "Give sizes of two at least, or leave the row out." : "Give standard deviations above 0, or leave the row out.");
    }
  });
  return resultOf({ method: sentence(choices), rows: made, missing });
}

const sentence = ({ variance, alternative, level }: Pick<ReadOptions<typeof twoMeansOptions>, "variance" | "alternative" | "level">): string =>
  `Difference of two means by ${variance === "welch" ? "Welch's t test (variances of their own, Satterthwaite's degrees of freedom)" : "Student's t test (pooled variance)"}, ${alternative}, ${Number((level * 100).toPrecision(6))} % interval; Hedges' g with the interval of the noncentral t distribution.`;

function comparisonOf(one: Moments, other: Moments, choices: Pick<ReadOptions<typeof twoMeansOptions>, "variance" | "hypothesis" | "alternative" | "level">): MeanComparison {
  const welch = choices.variance === "welch";
  const [n, m] = [one.size, other.size];
  if (Math.min(n, m) < (welch ? 2 : 1) || n + m < 3) throw new StatisticRefusal("too-few", "group", `There are ${n} and ${m} rows.`, welch ? `Give two rows of each group${n + m >= 3 && Math.min(n, m) > 0 ? ", or take the pooled variance" : ""}.` : "Give three rows, one of each group at least.", { rows: n, referenceRows: m });
  // In units of the larger spread, so that squares neither overflow nor vanish.
  const unit = Math.max(one.sd, other.sd) || 1;
  const [s, r] = [(one.sd / unit) ** 2, (other.sd / unit) ** 2];
  const free = n + m - 2;
  const pooled = ((n - 1) * s + (m - 1) * r) / free;
  const square = welch ? s / n + r / m : pooled * (1 / n + 1 / m);
  const degrees = welch ? square ** 2 / ((s / n) ** 2 / (n - 1) + (r / m) ** 2 / (m - 1)) : free;
  const estimate = one.mean - other.mean;
  const made = meanDifference(estimate, Math.sqrt(square) * unit, degrees, Math.max(Math.abs(one.mean), Math.abs(other.mean)), choices);
  return { ...made, standardised: pooled > 0 ? standardisedDifference(estimate / (Math.sqrt(pooled) * unit), n, m, choices.level) : null };
}
