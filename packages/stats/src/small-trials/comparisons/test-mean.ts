/** One mean held against a number, and the mean of paired differences. */
import { type GivenColumns, type MissingRows, readRows } from "../../form/columns.ts";
import { type GivenOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { type MeanDifference, type MeanDifferenceChoices, meanDifference } from "./mean-difference.ts";
import { oneGroupColumns, oneMeanOptions, pairedColumns } from "./mean-options.ts";
import { type Moments, momentsOf } from "./moments.ts";

export interface TestedMean extends ResultForm, MeanDifference {
  /** Of the outcome, or of the differences. */
  readonly moments: Moments;
  readonly missing: MissingRows;
}
export type OneMeanOptions = GivenOptions<typeof oneMeanOptions>;

/**
 * The mean of one group, held against `hypothesis` by Student's t, with its interval.
 * Throws StatisticRefusal `empty`, `too-few` (one row), `not-identified` (no spread), and as `readRows` and `readOptions`.
 * Source: Student 1908, doi 10.1093/biomet/6.1.1 (recalled). R: `t.test(x, mu = …)`, to 1e-10.
 *
 * @example testMean({ outcome: [1, 2, 3] }).test.degreesOfFreedom // 2
 */
export function testMean(columns: GivenColumns<typeof oneGroupColumns>, options: OneMeanOptions = {}): TestedMean {
  const choices = readOptions(oneMeanOptions, options);
  const { columns: { outcome }, missing } = readRows(oneGroupColumns, columns);
  return meanOf(outcome, "One-sample t test of a mean", choices, missing, 0);
}

/**
 * The mean of differences within pairs, `after` less `before`, by Student's t on the differences. Refuses as `testMean`.
 * R: `t.test(after, before, paired = TRUE)`, to 1e-10. @example comparePairedMeans({ after: [2, 4, 7], before: [1, 2, 3] }).estimate // 7/3
 */
export function comparePairedMeans(columns: GivenColumns<typeof pairedColumns>, options: OneMeanOptions = {}): TestedMean {
  const choices = readOptions(oneMeanOptions, options);
  const { columns: { after, before }, missing } = readRows(pairedColumns, columns);
  // Differences of decimals differ by what the subtraction rounded: 100.1 - 100 and 200.1 - 200. That is no spread.
  const largest = [after, before].reduce((most, values) => values.reduce((own, one) => Math.max(own, Math.abs(one)), most), 0);
  return meanOf(after.map((one, row) => one - (before[row] as number)), "Paired t test of the mean difference", choices, missing, largest / 8);
}

function meanOf(values: Float64Array, name: string, choices: MeanDifferenceChoices, missing: MissingRows, subtracted: number): TestedMean {
  if (values.length < 2) throw new StatisticRefusal(values.length === 0 ? "empty" : "too-few", "outcome", values.length === 0 ? "There are no rows." : "There is one row.", "Give two rows at least.");
  const moments = momentsOf(values);
  return resultOf({ method: `${name}, ${choices.alternative}, ${Number((choices.level * 100).toPrecision(6))} % interval.`, ...meanDifference(moments.mean, moments.sd / Math.sqrt(moments.size), moments.size - 1, Math.max(Math.abs(moments.mean), subtracted), choices), moments, missing });
}
