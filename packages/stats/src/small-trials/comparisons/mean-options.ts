/** Columns and options of comparisons of means. */
import { column } from "../../form/columns.ts";
import { choice, level, mayWord, number } from "../../form/option-fields.ts";
import { alternative } from "../../proportions/single/proportion-options.ts";

const outcome = column("number", "the outcome of the row");
export const reference = mayWord("group with which the other is compared; left out: the first by code points, as in regressions");
export const twoGroupColumns = { outcome, group: column("text", "one of two groups") } as const;
export const oneGroupColumns = { outcome } as const;
export const pairedColumns = { after: column("number", "the second of two measurements, from which the first is taken"), before: column("number", "the first") } as const;
export const summaryColumns = {
  treatedMean: column("number", "mean of the group that is compared"),
  treatedSd: column("amount", "its standard deviation"),
  treatedTotal: column("count", "its size"),
  controlMean: column("number", "mean of the reference"),
  controlSd: column("amount", "its standard deviation"),
  controlTotal: column("count", "its size"),
} as const;

const hypothesis = number(-Number.MAX_VALUE, Number.MAX_VALUE, 0, "the difference, or the mean, under the hypothesis");
export const variance = choice(["welch", "pooled"], "welch", "Welch: each group its own variance, degrees of freedom by Satterthwaite; pooled: one variance (Student)");
export const oneMeanOptions = { hypothesis, alternative, level } as const;
export const twoMeansOptions = { variance, reference, hypothesis, alternative, level } as const;
export const summaryOptions = { variance, hypothesis, alternative, level } as const;
export const varianceRatioOptions = { reference, hypothesis: number(Number.MIN_VALUE, Number.MAX_VALUE, 1, "the ratio of variances under the hypothesis"), alternative, level } as const;
