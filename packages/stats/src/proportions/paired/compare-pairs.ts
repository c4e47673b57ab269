/** Paired proportions: McNemar's test, the odds ratio, and the difference with limits. */
import { column, type GivenColumns, mayColumn, type MissingRows } from "../../form/columns.ts";
import { choice, type GivenOptions, level as levelField, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { chiSquareTail } from "../../distributions/chi-square.ts";
import { normalQuantile } from "../../distributions/normal.ts";
import { findRoot } from "../../optimisation/find-root.ts";
import { exactPValue } from "../exact-p-value.ts";
import { type LevelledLimits, type Limits, percent, tailArea } from "../limits.ts";
import { readCounts } from "../read-counts.ts";
import { conditionalRateRatioLimits } from "../rates/rate-limits.ts";
import { wilsonLimits } from "../single/score-limits.ts";
import { binomialLaw } from "../single/test-proportions.ts";

export const pairedColumns = {
  study: mayColumn("text", "name of the study"),
  both: column("count", "pairs in which both had the event"),
  onlyTreated: column("count", "pairs in which only the treated had it"),
  onlyControl: column("count", "pairs in which only the control had it"),
  neither: column("count", "pairs in which neither had it"),
} as const;
export const pairedOptions = {
  test: choice(["exact", "mid-p", "chi-square", "chi-square-corrected"], "exact", "McNemar's test: exact, mid-P, or by chi-square without or with correction by 1"),
  interval: choice(["newcombe", "tango", "wald"], "newcombe", "limits of the difference: Newcombe's (square and add, with his correction of the correlation), Tango's score limits; wald only because others print it"),
  level: levelField,
} as const;

export interface PairedRow {
  readonly row: number;
  readonly study: string;
  readonly difference: number;
  readonly interval: LevelledLimits;
  /** `null` for a chi-square test where no pair differs. */
  readonly pValue: number | null;
  readonly statistic: number | null;
  /** onlyTreated / onlyControl, the conditional odds ratio; `null` where no pair differs. */
  readonly oddsRatio: number | null;
  /** Exact limits of it (mid-P with the mid-P test). */
  readonly oddsRatioInterval: LevelledLimits;
  readonly reason: string | null;
}
export interface PairedResult extends ResultForm {
  readonly rows: readonly PairedRow[];
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Pairs compared: McNemar's test, the difference of the proportions and the odds ratio, for each row of the four counts of pairs.
 *
 * Where no pair differs the exact tests give 1, the chi-square tests `null` with a reason, and the odds ratio has no estimate.
 * Throws StatisticRefusal `empty`, `out-of-range` (no pair), and as `readRows` and `readOptions` do. R: `mcnemar.test`,
 * `binom.test(onlyTreated, onlyTreated + onlyControl)`. Sources: docs/methods/two-proportions.md.
 *
 * @example comparePairs({ both: [1], onlyTreated: [1], onlyControl: [7], neither: [12] }).rows[0]?.pValue // 0.0703125
 */
export function comparePairs(columns: GivenColumns<typeof pairedColumns>, options: GivenOptions<typeof pairedOptions> = {}): PairedResult {
  const { test, interval, level } = readOptions(pairedOptions, options);
  const { rows, missing } = readCounts(pairedColumns, columns, {});
  const z = normalQuantile(tailArea(level), { tail: "upper" });
  const testName = { "exact": "McNemar's exact test", "mid-p": "McNemar's mid-P test", "chi-square": "McNemar's chi-square test", "chi-square-corrected": "McNemar's chi-square test with continuity correction" }[test];
  const limitsName = { newcombe: "Newcombe's limits", tango: "Tango's score limits", wald: "Wald limits" }[interval];
  return resultOf({
    method: `Paired proportions: ${testName}, differences with ${limitsName} and conditional odds ratios with ${test === "mid-p" ? "mid-P" : "exact"} limits, ${percent(level)}.`,
    rows: rows.map(({ row, study, counts }) => {
      const { both, onlyTreated: b, onlyControl: c, neither } = counts;
      const n = both + b + c + neither;
      if (n === 0) throw new StatisticRefusal("out-of-range", `both.${row}`, "There is no pair.", "Leave the row out.", { row });
      const none = b + c === 0;
      const statistic = none || test === "exact" || test === "mid-p" ? null : (Math.abs(b - c) - (test === "chi-square" ? 0 : Math.min(1, Math.abs(b - c)))) ** 2 / (b + c);
      const exact = test === "exact" || test === "mid-p";
      const pValue = exact ? (none ? 1 : exactPValue(b, binomialLaw(b + c, 0.5), test === "exact" ? "central" : "mid-p", "two-sided")) : statistic === null ? null : chiSquareTail(statistic, 1, { tail: "upper" });
      const limits = interval === "newcombe" ? newcombePairedLimits(both, b, c, neither, z) : interval === "tango" ? tangoLimits(b, c, n, z) : waldPairedLimits(b, c, n, z);
      const ratio = none ? { lower: 0, upper: Number.POSITIVE_INFINITY } : conditionalRateRatioLimits({ treatedEvents: b, treatedTime: 1, controlEvents: c, controlTime: 1 }, tailArea(level), test === "mid-p" ? "mid-p" : "exact");
      return { row, study, difference: (b - c) / n, interval: { ...limits, level }, pValue, statistic, oddsRatio: none ? null : b / c, oddsRatioInterval: { ...ratio, level }, reason: none ? "No pair differs." : null };
    }),
    missing,
    warnings: interval === "wald" ? ["Wald limits cover less often than their level where few pairs differ."] : [],
  });
}

/** Newcombe 1998, method 10 for pairs, doi 10.1002/(SICI)1097-0258(19981130)17:22<2635::AID-SIM954>3.0.CO;2-C (recalled). */
export function newcombePairedLimits(a: number, b: number, c: number, d: number, z: number): Limits {
  const n = a + b + c + d;
  const [p, q, one, two] = [(a + b) / n, (a + c) / n, wilsonLimits(a + b, n, z), wilsonLimits(a + c, n, z)];
  const margins = Math.sqrt(a + b) * Math.sqrt(c + d) * Math.sqrt(a + c) * Math.sqrt(b + d);
  const product = a * d - b * c;
  const corrected = product > n / 2 ? product - n / 2 : Math.min(0, product);
  const phi = margins === 0 ? 0 : corrected / margins;
  const half = (u: number, v: number): number => Math.sqrt(Math.max(0, u * u - 2 * phi * u * v + v * v));
  return { lower: p - q - half(p - one.lower, two.upper - q), upper: p - q + half(one.upper - p, q - two.lower) };
}

/** Score limits. Source: Tango 1998, doi 10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B (recalled). */
export function tangoLimits(b: number, c: number, n: number, z: number): Limits {
  const score = (value: number): number => {
    const distance = b - c - n * value;
    if (distance === 0) return 0;
    const linear = -b - c + (2 * n - b + c) * value;
    const share = (Math.sqrt(Math.max(0, linear * linear + 8 * n * c * value * (1 - value))) - linear) / (4 * n);
    const variance = n * (2 * share + value * (1 - value));
    return variance <= 0 ? Math.sign(distance) * Number.POSITIVE_INFINITY : distance / Math.sqrt(variance);
  };
  const middle = (b - c) / n;
  const lower = middle <= -1 ? null : findRoot((value) => score(value) - z, -1, middle);
  const upper = middle >= 1 ? null : findRoot((value) => score(value) + z, middle, 1);
  return { lower: lower?.found === true ? lower.root : -1, upper: upper?.found === true ? upper.root : 1 };
}

function waldPairedLimits(b: number, c: number, n: number, z: number): Limits {
  const half = (z * Math.sqrt(b + c - ((b - c) * (b - c)) / n)) / n;
  return { lower: Math.max(-1, (b - c) / n - half), upper: Math.min(1, (b - c) / n + half) };
}
