/** Student's t for a difference that is already worked out: test and interval. */
import { studentQuantile, studentTail } from "../../distributions/student-t.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import type { Alternative } from "../../proportions/single/proportion-options.ts";

export interface MeanDifference {
  readonly estimate: number;
  readonly standardError: number;
  /** A one-sided alternative has a limit on one side only; the other is infinite. */
  readonly interval: { readonly lower: number; readonly upper: number; readonly level: number };
  readonly test: { readonly statistic: number; readonly distribution: "t"; readonly degreesOfFreedom: number; readonly pValue: number; readonly alternative: Alternative; readonly hypothesis: number };
}
export interface MeanDifferenceChoices {
  readonly hypothesis: number;
  readonly alternative: Alternative;
  readonly level: number;
}

/** Refuses `not-identified` where the standard error is lost in rounding, as R's t.test does: below 10 ulp of the largest mean. */
export function meanDifference(estimate: number, standardError: number, degreesOfFreedom: number, size: number, { hypothesis, alternative, level }: MeanDifferenceChoices): MeanDifference {
  if (!(standardError > 10 * Number.EPSILON * size) || !(degreesOfFreedom > 0)) throw new StatisticRefusal("not-identified", "outcome", "The values do not vary: there is no standard error.", "Describe them; there is nothing to test.");
  const statistic = (estimate - hypothesis) / standardError;
  const reach = standardError * studentQuantile(alternative === "two-sided" ? (1 - level) / 2 : 1 - level, degreesOfFreedom, { tail: "upper" });
  const pValue = alternative === "two-sided" ? Math.min(1, 2 * studentTail(Math.abs(statistic), degreesOfFreedom, { tail: "upper" })) : studentTail(statistic, degreesOfFreedom, { tail: alternative === "greater" ? "upper" : "lower" });
  return {
    estimate,
    standardError,
    interval: { lower: alternative === "less" ? Number.NEGATIVE_INFINITY : estimate - reach, upper: alternative === "greater" ? Number.POSITIVE_INFINITY : estimate + reach, level },
    test: { statistic, distribution: "t", degreesOfFreedom, pValue, alternative, hypothesis },
  };
}
