/** Differences and ratios of two proportions, with limits and score tests. */
import type { GivenColumns, MissingRows } from "../../form/columns.ts";
import { type GivenOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { normalQuantile, normalTail } from "../../distributions/normal.ts";
import { twoArmCounts } from "../../meta-analysis/effect-sizes/study-columns.ts";
import { type LevelledLimits, type Limits, percent, tailArea } from "../limits.ts";
import { largestFormulaTotal, readCounts, twoArmTotals } from "../read-counts.ts";
import { agrestiCaffoLimits, katzLimits, newcombeLimits, waldDifferenceLimits } from "./closed-limits.ts";
import type { TwoByTwo } from "./constrained-fit.ts";
import { differenceScoreLimits, ratioScoreLimits } from "./score-limits.ts";
import { type Contrast, type ScoreVariance, scoreStatistic } from "./score-statistic.ts";
import { type DifferenceInterval, differenceOptions, type RatioInterval, ratioOptions } from "./two-group-options.ts";

export interface ScoreTest {
  /** Standard normal where the hypothesis holds; infinite where the data are impossible under it. */
  readonly statistic: number;
  readonly distribution: "normal";
  readonly degreesOfFreedom: null;
  readonly pValue: number;
}
export interface TwoGroupRow {
  readonly row: number;
  readonly study: string;
  readonly treatedProportion: number;
  readonly controlProportion: number;
  /** `null`: nobody in either arm had the event; `reason` says so. */
  readonly estimate: number | null;
  readonly interval: LevelledLimits | null;
  readonly test: ScoreTest;
  readonly reason: string | null;
}
export interface TwoGroupResult extends ResultForm {
  readonly measure: "risk-difference" | "risk-ratio";
  readonly scale: "natural";
  readonly kind: string;
  readonly rows: readonly TwoGroupRow[];
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

const differenceNames: Readonly<Record<DifferenceInterval, string>> = {
  "newcombe": "Newcombe's hybrid of Wilson's score limits",
  "newcombe-corrected": "Newcombe's hybrid of Wilson's score limits with continuity correction",
  "miettinen-nurminen": "score limits of Miettinen and Nurminen",
  "mee": "Mee's score limits",
  "agresti-caffo": "limits of Agresti and Caffo",
  "wald": "Wald limits",
  "wald-corrected": "Wald limits with continuity correction",
};
const ratioNames: Readonly<Record<RatioInterval, string>> = { "miettinen-nurminen": "score limits of Miettinen and Nurminen", "koopman": "Koopman's score limits", "katz-log": "Wald limits on the log scale (Katz)" };

/**
 * Differences treated - control of two proportions, one for each row, with limits and the score test against `nullValue`.
 *
 * The test has the variance of the interval: with the factor N/(N - 1) unless the interval is `mee`. With `miettinen-nurminen` and
 * `mee` its p-value is below 1 - level exactly where the interval leaves out the null value.
 * Throws StatisticRefusal `empty`, `events-above-n`, `out-of-range` (an arm of nobody), and as `readRows` and `readOptions` do.
 * Sources and R: docs/methods/two-proportions.md.
 *
 * @example compareProportionsByDifference({ treatedEvents: [56], treatedTotal: [70], controlEvents: [48], controlTotal: [80] }).rows[0]?.interval // 0.0524 to 0.3339
 */
export function compareProportionsByDifference(columns: GivenColumns<typeof twoArmCounts>, options: GivenOptions<typeof differenceOptions> = {}): TwoGroupResult {
  const { interval, nullValue, level } = readOptions(differenceOptions, options);
  const z = normalQuantile(tailArea(level), { tail: "upper" });
  const kind: ScoreVariance = interval === "mee" ? "plain" : "unbiased";
  const { rows, missing } = readCounts(twoArmCounts, columns, twoArmTotals, largestFormulaTotal);
  return resultOf({
    method: `Differences of two proportions with ${percent(level)} confidence limits: ${differenceNames[interval]}; score tests of a difference of ${nullValue}${sayVariance(kind)}.`,
    measure: "risk-difference" as const,
    scale: "natural" as const,
    kind: interval,
    rows: rows.map(({ row, study, counts }) => {
      const [p, q] = proportionsOf(counts);
      return { row, study, treatedProportion: p, controlProportion: q, estimate: p - q, interval: { ...differenceLimits(interval, counts, z), level }, test: scoreTest(counts, "difference", nullValue, kind), reason: null };
    }),
    missing,
    warnings: interval === "wald" || interval === "wald-corrected" ? ["Wald limits cover less often than their level where events are few."] : [],
  });
}

/**
 * Ratios treated / control of two proportions, one for each row, with limits and the score test against `nullValue`.
 *
 * No event among the controls: the estimate and the upper limit are infinite; no event in either arm: no estimate, and limits of 0
 * and infinity. Katz has no limits where an arm has no event: `null`, with a reason. The test has the factor N/(N - 1) unless the
 * interval is `koopman`. Throws as {@link compareProportionsByDifference}. Sources and R: docs/methods/two-proportions.md.
 *
 * @example compareProportionsByRatio({ treatedEvents: [10], treatedTotal: [20], controlEvents: [5], controlTotal: [20] }).rows[0]?.estimate // 2
 */
export function compareProportionsByRatio(columns: GivenColumns<typeof twoArmCounts>, options: GivenOptions<typeof ratioOptions> = {}): TwoGroupResult {
  const { interval, nullValue, level } = readOptions(ratioOptions, options);
  const z = normalQuantile(tailArea(level), { tail: "upper" });
  const kind: ScoreVariance = interval === "koopman" ? "plain" : "unbiased";
  const { rows, missing } = readCounts(twoArmCounts, columns, twoArmTotals, largestFormulaTotal);
  return resultOf({
    method: `Ratios of two proportions with ${percent(level)} confidence limits: ${ratioNames[interval]}; score tests of a ratio of ${nullValue}${sayVariance(kind)}.`,
    measure: "risk-ratio" as const,
    scale: "natural" as const,
    kind: interval,
    rows: rows.map(({ row, study, counts }) => {
      const [p, q] = proportionsOf(counts);
      const none = counts.treatedEvents === 0 && counts.controlEvents === 0;
      const limits = interval === "katz-log" ? katzLimits(counts, z) : ratioScoreLimits(counts, z, kind, "ratio");
      const reason = none ? "Nobody in either arm had the event: there is no ratio." : limits === null ? "An arm has no event: the log scale has no limits." : null;
      return { row, study, treatedProportion: p, controlProportion: q, estimate: none ? null : p / q, interval: limits === null ? null : { ...limits, level }, test: scoreTest(counts, "ratio", nullValue, kind), reason };
    }),
    missing,
    warnings: interval === "katz-log" ? ["Limits on the log scale say nothing where an arm has no event."] : [],
  });
}

const sayVariance = (kind: ScoreVariance): string => (kind === "unbiased" ? ", with the variance factor N/(N - 1)" : ", without the variance factor N/(N - 1)");

const proportionsOf = (table: TwoByTwo): readonly [number, number] => [table.treatedEvents / table.treatedTotal, table.controlEvents / table.controlTotal];

function differenceLimits(interval: DifferenceInterval, table: TwoByTwo, z: number): Limits {
  switch (interval) {
    case "newcombe":
      return newcombeLimits(table, z, "none");
    case "newcombe-corrected":
      return newcombeLimits(table, z, "continuity");
    case "miettinen-nurminen":
      return differenceScoreLimits(table, z, "unbiased");
    case "mee":
      return differenceScoreLimits(table, z, "plain");
    case "agresti-caffo":
      return agrestiCaffoLimits(table, z);
    case "wald":
      return waldDifferenceLimits(table, z, "none");
    case "wald-corrected":
      return waldDifferenceLimits(table, z, "continuity");
  }
}

function scoreTest(table: TwoByTwo, contrast: Contrast, value: number, kind: ScoreVariance): ScoreTest {
  const statistic = scoreStatistic(table, contrast, value, kind);
  return { statistic, distribution: "normal", degreesOfFreedom: null, pValue: Math.min(1, 2 * normalTail(Math.abs(statistic), { tail: "upper" })) };
}
