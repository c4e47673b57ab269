/** The ratio of two variances, by F. */
import { fQuantile, fTail } from "../../distributions/f.ts";
import { type GivenColumns, type MissingRows, readRows } from "../../form/columns.ts";
import { type GivenOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { twoGroupColumns, varianceRatioOptions } from "./mean-options.ts";
import { momentsOf } from "./moments.ts";
import { splitGroups } from "./two-groups.ts";

export interface ComparedVariances extends ResultForm {
  /** Variance of the group over that of the reference. */
  readonly estimate: number;
  readonly interval: { readonly lower: number; readonly upper: number; readonly level: number };
  readonly test: { readonly statistic: number; readonly distribution: "F"; readonly degreesOfFreedom: readonly [number, number]; readonly pValue: number };
  readonly groups: readonly { readonly group: string; readonly size: number; readonly sd: number }[];
  readonly missing: MissingRows;
}

/**
 * The ratio of the variances of two groups with the F test and its interval. Very sensitive to outcomes that are not normal: no reason
 * to choose between Welch and Student by it.
 * Throws StatisticRefusal as `compareMeans`; `not-identified` for a group without spread. R: `var.test`, to 1e-10.
 *
 * @example compareVariances({ outcome: [1, 2, 3, 2, 4, 6], group: ["a", "a", "a", "b", "b", "b"] }).estimate // 4
 */
export function compareVariances(columns: GivenColumns<typeof twoGroupColumns>, options: GivenOptions<typeof varianceRatioOptions> = {}): ComparedVariances {
  const { reference, hypothesis, alternative, level } = readOptions(varianceRatioOptions, options);
  const { columns: { outcome, group }, missing } = readRows(twoGroupColumns, columns);
  const { names, values } = splitGroups(outcome, group, reference);
  const [one, other] = [momentsOf(values[0]), momentsOf(values[1])];
  if (Math.min(one.size, other.size) < 2) throw new StatisticRefusal("too-few", "group", "A group has one row: it has no variance.", "Give two rows of each group.");
  if (one.sd === 0 || other.sd === 0) throw new StatisticRefusal("not-identified", "outcome", "The values of a group do not vary.", "Describe them; there is nothing to test.");
  const [df1, df2] = [one.size - 1, other.size - 1];
  const estimate = (one.sd / other.sd) ** 2;
  const statistic = estimate / hypothesis;
  const [below, above] = (["lower", "upper"] as const).map((tail) => fTail(statistic, df1, df2, { tail })) as [number, number];
  const share = alternative === "two-sided" ? (1 - level) / 2 : 1 - level;
  return resultOf({
    method: `Ratio of two variances by the F test, ${alternative}, ${Number((level * 100).toPrecision(6))} % interval.`,
    estimate,
    interval: { lower: alternative === "less" ? 0 : estimate / fQuantile(share, df1, df2, { tail: "upper" }), upper: alternative === "greater" ? Number.POSITIVE_INFINITY : estimate / fQuantile(share, df1, df2, { tail: "lower" }), level },
    test: { statistic, distribution: "F" as const, degreesOfFreedom: [df1, df2] as const, pValue: alternative === "two-sided" ? Math.min(1, 2 * Math.min(below, above)) : alternative === "less" ? below : above },
    groups: [one, other].map(({ size, sd }, at) => ({ group: names[at] as string, size, sd })),
    missing,
  });
}
