/** Rubin's rules for one quantity. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { studentQuantile, studentTail } from "../../distributions/student-t.ts";

export interface RubinEstimate {
  readonly estimate: number;
  readonly standardError: number;
  readonly within: number;
  readonly between: number;
  readonly total: number;
  /** Infinity where imputations agree to the digit and the complete degrees have no bound. */
  readonly degreesOfFreedom: number;
  readonly lower: number;
  readonly upper: number;
  readonly test: { readonly statistic: number; readonly pValue: number };
  readonly relativeIncrease: number;
  /** Of the information about the estimate, with the correction for few imputations. */
  readonly fractionMissing: number;
  /** Of so many imputations, beside endless ones. */
  readonly relativeEfficiency: number;
}

/** Throws StatisticRefusal `not-identified` where no degrees of freedom are left. Two estimates at least, each with a variance above 0; degrees had nothing been missing, Infinity for Rubin's rule of 1987. */
export function combineByRubin(estimates: Float64Array, variances: Float64Array, complete: number, level: number, hypothesis = 0): RubinEstimate {
  const size = estimates.length;
  const mean = (values: Float64Array): number => values.reduce((sum, one) => sum + one, 0) / size;
  const [estimate, within] = [mean(estimates), mean(variances)];
  const between = estimates.reduce((sum, one) => sum + (one - estimate) ** 2, 0) / (size - 1);
  const more = (1 + 1 / size) * between;
  const total = within + more;
  const share = more / total;
  const rubin = (size - 1) / (share * share);
  const seen = complete === Number.POSITIVE_INFINITY ? complete : ((complete + 1) / (complete + 3)) * complete * (within / total);
  const degreesOfFreedom = 1 / (1 / rubin + 1 / seen);
  const relativeIncrease = more / within;
  const fractionMissing = (relativeIncrease + 2 / (degreesOfFreedom + 3)) / (relativeIncrease + 1);
  const standardError = Math.sqrt(total);
  const t = degreesOfFreedom > 0 ? studentQuantile((1 - level) / 2, degreesOfFreedom, { tail: "upper" }) : Number.POSITIVE_INFINITY;
  if (!Number.isFinite(t)) throw new StatisticRefusal("not-identified", "estimate", "The estimates lie so far apart, against their variances, that next to no degrees of freedom are left.", "Check the unit of estimates and variances, or the model that imputes.");
  const statistic = (estimate - hypothesis) / standardError;
  return {
    estimate, standardError, within, between, total, degreesOfFreedom, lower: estimate - t * standardError, upper: estimate + t * standardError,
    test: { statistic, pValue: Math.min(1, 2 * studentTail(Math.abs(statistic), degreesOfFreedom, { tail: "upper" })) },
    relativeIncrease, fractionMissing, relativeEfficiency: 1 / (1 + fractionMissing / size),
  };
}
