/** Fisher's exact test of 2 × 2 tables, and chi-square tests beside it. */
import type { GivenColumns, MissingRows } from "../../form/columns.ts";
import { choice, type GivenOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { chiSquareTail } from "../../distributions/chi-square.ts";
import { hypergeometricTail, logHypergeometricProbability } from "../../distributions/hypergeometric.ts";
import { twoArmCounts } from "../../meta-analysis/effect-sizes/study-columns.ts";
import { type CountDistribution, exactPValue } from "../exact-p-value.ts";
import { largestFormulaTotal, readCounts, twoArmTotals } from "../read-counts.ts";
import { sayAlternative, sayRule } from "../say-test.ts";
import type { TwoByTwo } from "../two-groups/constrained-fit.ts";
import { fisherOptions } from "./table-test-options.ts";

export interface ExactTestRow {
  readonly row: number;
  readonly study: string;
  readonly pValue: number;
}
export interface ExactTests extends ResultForm {
  readonly rows: readonly ExactTestRow[];
  readonly missing: MissingRows;
}

/** Events of the treated given all margins, under no difference. */
export function fisherLaw({ treatedTotal, controlTotal }: TwoByTwo, events: number): CountDistribution {
  const [low, high] = [Math.max(0, events - controlTotal), Math.min(treatedTotal, events)];
  const mode = Math.min(high, Math.max(low, Math.floor(((events + 1) * (treatedTotal + 1)) / (treatedTotal + controlTotal + 2))));
  return {
    low,
    high,
    mode,
    logMass: (k) => logHypergeometricProbability(k, treatedTotal, controlTotal, events),
    atMost: (k) => hypergeometricTail(k, treatedTotal, controlTotal, events),
    atLeast: (k) => hypergeometricTail(k - 1, treatedTotal, controlTotal, events, { tail: "upper" }),
  };
}

/**
 * Fisher's exact test of each row's 2 × 2 table. `greater`: more events among the treated. Rules for two sides: `minlike` (default, R's
 * `fisher.test`), `central`, `blaker`, `mid-p`. Throws StatisticRefusal as `compareProportionsByDifference`.
 * Source: Fisher 1935, doi 10.2307/2342435 (recalled). R: `fisher.test`, to 1e-10.
 *
 * @example testTablesExactly({ treatedEvents: [3], treatedTotal: [4], controlEvents: [1], controlTotal: [4] }).rows[0]?.pValue // 34/70
 */
export function testTablesExactly(columns: GivenColumns<typeof twoArmCounts>, options: GivenOptions<typeof fisherOptions> = {}): ExactTests {
  const { twoSidedRule, alternative } = readOptions(fisherOptions, options);
  const { rows, missing } = readCounts(twoArmCounts, columns, twoArmTotals);
  return resultOf({
    method: `Fisher's exact test of each 2 × 2 table, ${sayAlternative(alternative)}, ${sayRule(twoSidedRule, alternative)}.`,
    rows: rows.map(({ row, study, counts }) => ({ row, study, pValue: exactPValue(counts.treatedEvents, fisherLaw(counts, counts.treatedEvents + counts.controlEvents), twoSidedRule, alternative) })),
    missing,
  });
}

export const chiSquareOptions = { correction: choice(["none", "yates", "n-1"], "none", "Pearson's statistic as it is; with Yates' correction, as in R's chisq.test; or times (N - 1)/N") } as const;
export interface ChiSquareRow {
  readonly row: number;
  readonly study: string;
  /** `null` where nobody or everybody had the event. */
  readonly test: { readonly statistic: number; readonly distribution: "chi-square"; readonly degreesOfFreedom: 1; readonly pValue: number } | null;
  /** The smallest expected count. */
  readonly smallestExpected: number;
  readonly reason: string | null;
}
export interface ChiSquareTests extends ResultForm {
  readonly rows: readonly ChiSquareRow[];
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Chi-square tests of 2 × 2 tables. Yates takes 1/2, at most the difference itself, from each |observed - expected|.
 * A table with an empty margin has no test: `null`, with a reason. Throws as {@link testTablesExactly}. R: `chisq.test`.
 *
 * @example testTablesByChiSquare({ treatedEvents: [10], treatedTotal: [20], controlEvents: [5], controlTotal: [20] }).rows[0]?.test?.statistic // 8/3
 */
export function testTablesByChiSquare(columns: GivenColumns<typeof twoArmCounts>, options: GivenOptions<typeof chiSquareOptions> = {}): ChiSquareTests {
  const { correction } = readOptions(chiSquareOptions, options);
  const { rows, missing } = readCounts(twoArmCounts, columns, twoArmTotals, largestFormulaTotal);
  const made = rows.map(({ row, study, counts: { treatedEvents: a, treatedTotal: m, controlEvents: c, controlTotal: n } }): ChiSquareRow => {
    const all = m + n;
    const events = a + c;
    const smallestExpected = (Math.min(m, n) / all) * Math.min(events, all - events);
    if (events === 0 || events === all) return { row, study, test: null, smallestExpected, reason: events === 0 ? "Nobody had the event." : "Everybody had the event." };
    const apart = Math.abs(a * n - c * m) / all;
    const taken = correction === "yates" ? Math.max(0, apart - 0.5) : apart;
    const statistic = taken * taken * (all / m) * (all / n) * (all / events) * (1 / (all - events)) * (correction === "n-1" ? (all - 1) / all : 1);
    return { row, study, test: { statistic, distribution: "chi-square", degreesOfFreedom: 1, pValue: chiSquareTail(statistic, 1, { tail: "upper" }) }, smallestExpected, reason: null };
  });
  return resultOf({
    method: `Chi-square test of each 2 × 2 table ${correction === "none" ? "without continuity correction" : correction === "yates" ? "with Yates' continuity correction" : "times (N - 1)/N"}.`,
    rows: made,
    missing,
    warnings: made.some(({ smallestExpected }) => smallestExpected < 5) ? ["An expected count is below 5: an exact test is safer."] : [],
  });
}
