/** Exact tests of single proportions against a value. */
import type { GivenColumns, MissingRows } from "../../form/columns.ts";
import { type GivenOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { binomialTail, logBinomialProbability } from "../../distributions/binomial.ts";
import { oneArmCounts } from "../../meta-analysis/effect-sizes/study-columns.ts";
import { exactPValue } from "../exact-p-value.ts";
import { type LevelledLimits, openSide, tailArea } from "../limits.ts";
import { oneArmTotals, readCounts } from "../read-counts.ts";
import { sayAlternative, sayRule } from "../say-test.ts";
import { blakerLimits } from "./blaker-limits.ts";
import { clopperPearsonLimits, midPLimits } from "./exact-limits.ts";
import { proportionTestOptions } from "./proportion-options.ts";

export interface ProportionTestRow {
  readonly row: number;
  readonly study: string;
  readonly proportion: number;
  readonly pValue: number;
  /** Limits that go with the rule: Clopper-Pearson (central, minlike as in R, one-sided tests), mid-P, Blaker. */
  readonly interval: LevelledLimits;
}
export interface ProportionTests extends ResultForm {
  readonly rows: readonly ProportionTestRow[];
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Exact binomial tests, one for each row. Rules for two sides: `minlike` (default, as R's `binom.test`), `central`, `blaker`, `mid-p`.
 * With `central`, `blaker` and `mid-p` the p-value is below 1 - level exactly where the interval leaves out the hypothesis (Blaker:
 * unless the hypothesis lies in a gap that the interval fills); with `minlike` the interval is Clopper-Pearson, and both may disagree.
 * Throws StatisticRefusal as `estimateProportions`. R: `binom.test(events, total, probability)`, to 1e-10.
 *
 * @example testProportions({ events: [682], total: [925] }, { probability: 0.75 }).rows[0]?.pValue // 0.3825
 */
export function testProportions(columns: GivenColumns<typeof oneArmCounts>, options: GivenOptions<typeof proportionTestOptions> = {}): ProportionTests {
  const { probability, twoSidedRule, alternative, level } = readOptions(proportionTestOptions, options);
  const { rows, missing } = readCounts(oneArmCounts, columns, oneArmTotals);
  const side = alternative === "two-sided" ? "two-sided" : alternative === "less" ? "upper" : "lower";
  const tail = tailArea(level, side);
  const limits = twoSidedRule === "mid-p" ? midPLimits : twoSidedRule === "blaker" && side === "two-sided" ? blakerLimits : clopperPearsonLimits;
  return resultOf({
    method: `Exact binomial test of each proportion against ${probability}, ${sayAlternative(alternative)}, ${sayRule(twoSidedRule, alternative)}.`,
    rows: rows.map(({ row, study, counts: { events, total } }) => ({
      row,
      study,
      proportion: events / total,
      pValue: exactPValue(events, binomialLaw(total, probability), twoSidedRule, alternative),
      interval: { ...openSide(limits(events, total, tail), side, { lower: 0, upper: 1 }), level },
    })),
    missing,
    warnings: [],
  });
}

/** The binomial distribution, as exact tests want it. */
export const binomialLaw = (n: number, p: number) => ({
  low: 0,
  high: n,
  mode: Math.min(n, Math.floor((n + 1) * p)),
  logMass: (k: number) => logBinomialProbability(k, n, p),
  atMost: (k: number) => binomialTail(k, n, p),
  atLeast: (k: number) => binomialTail(k - 1, n, p, { tail: "upper" }),
});
