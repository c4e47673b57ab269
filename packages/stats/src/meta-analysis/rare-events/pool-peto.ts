/** Peto's one-step odds ratio. */
import { chiSquareTail } from "../../distributions/chi-square.ts";
import type { GivenColumns } from "../../form/columns.ts";
import { type GivenOptions, choice, level, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { twoArmCounts } from "../effect-sizes/study-columns.ts";
import { type DoubleZeroChoice, type OtherDoubleZero, type RareTest, type StudiesUsed, type WaldParts, bothDoubleZero, percent, sayExcluded, usedOf, waldParts } from "./rare-effect.ts";
import { emptyArms, keepStudies, readTwoArmCounts, requireSomeEvents, uninformativeStudies } from "./two-arm-studies.ts";

export const petoOptions = { doubleZero: choice(["exclude", "include"], "exclude", "whether studies without events, which carry no weight here, are counted among the studies"), level } as const;
export { twoArmCounts as petoColumns } from "../effect-sizes/study-columns.ts";

export interface PetoResult extends WaldParts, StudiesUsed, ResultForm {
  readonly measure: "peto-odds-ratio";
  readonly scale: "log";
  readonly observedMinusExpected: number;
  /** Σ of the hypergeometric variances. */
  readonly hypergeometricVariance: number;
  readonly weights: Float64Array;
  readonly heterogeneity: { readonly test: RareTest | null; readonly studies: number; readonly says: string };
  readonly doubleZero: DoubleZeroChoice;
  readonly otherDoubleZero: OtherDoubleZero;
  readonly warnings: readonly string[];
}

/**
 * Σ(O - E) / ΣV with variance 1 / ΣV on the log scale; no continuity correction, zero cells need none.
 *
 * Good for rare events, arms of similar size and effects that are not large; the result warns where arms differ much in size or the
 * ratio lies outside 0.2 to 5. Throws StatisticRefusal `empty`, `no-events`, `only-events`, `not-identified`, `events-above-n`.
 *
 * Source: Yusuf, Peto, Lewis, Collins and Sleight 1985, doi 10.1016/S0033-0620(85)80003-7 (recalled). R: `metafor::rma.peto(add = 0)`, to 1e-11.
 *
 * @example poolPeto({ treatedEvents: [4], treatedTotal: [20], controlEvents: [8], controlTotal: [20] }).estimate // -2 / 2.153846 = -0.928571…
 */
export function poolPeto(columns: GivenColumns<typeof twoArmCounts>, options: GivenOptions<typeof petoOptions> = {}): PetoResult {
  const chosen = readOptions(petoOptions, options);
  const studies = readTwoArmCounts(columns);
  requireSomeEvents(studies);
  const zeros = uninformativeStudies(studies);
  return resultOf(
    bothDoubleZero(chosen.doubleZero, zeros.size, (doubleZero) => {
      const { kept, excluded } = keepStudies(studies, new Map([...(doubleZero === "exclude" ? zeros : []), ...emptyArms(studies)]));
      const variances = new Float64Array(kept.names.length);
      const offs = new Float64Array(kept.names.length);
      let lopsided = 0;
      for (let at = 0; at < variances.length; at++) {
        const [a = 0, n = 0, c = 0, m = 0] = [kept.treatedEvents[at], kept.treatedSize[at], kept.controlEvents[at], kept.controlSize[at]];
        const all = n + m;
        offs[at] = (a * m - c * n) / all;
        variances[at] = ((n * m) / all / all) * (a + c) * ((all - a - c) / (all - 1));
        if (n > 3 * m || m > 3 * n) lopsided += 1;
      }
      const [off, whole] = [offs.reduce((sum, one) => sum + one, 0), variances.reduce((sum, one) => sum + one, 0)];
      if (!(whole > 0)) throw new StatisticRefusal("not-identified", "columns", "No study informs about the odds ratio.", "Choose a risk difference, or give studies with events.", { studies: variances.length });
      const wald = waldParts("peto-odds-ratio", off / whole, 1 / Math.sqrt(whole), chosen.level);
      const informative = variances.reduce((count, one) => count + (one > 0 ? 1 : 0), 0);
      const statistic = offs.reduce((sum, one, at) => sum + ((variances[at] ?? 0) > 0 ? (one - wald.estimate * (variances[at] ?? 0)) ** 2 / (variances[at] ?? 1) : 0), 0);
      const used = usedOf(kept, excluded);
      const test: RareTest | null = informative < 2 ? null : { statistic, distribution: "chi-square", degreesOfFreedom: informative - 1, pValue: chiSquareTail(statistic, informative - 1, { tail: "upper" }) };
      const warnings = [
        ...(lopsided > 0 ? [`In ${lopsided} of ${variances.length} studies one arm is more than three times the other: Peto's odds ratio is then biased.`] : []),
        ...(Math.abs(wald.estimate) > Math.log(5) ? ["The effect is large: Peto's odds ratio is then biased towards 1."] : []),
      ];
      return {
        measure: "peto-odds-ratio" as const,
        scale: "log" as const,
        ...wald,
        ...used,
        observedMinusExpected: off,
        hypergeometricVariance: whole,
        weights: variances.map((one) => (100 * one) / whole),
        heterogeneity: { test, studies: informative, says: test === null ? "One study cannot differ from others." : "Peto's Q: the studies' own one-step log odds ratios about the pooled one" },
        warnings,
        method: `Peto's one-step odds ratio without continuity correction, hypergeometric variances; ${used.studies} ${used.studies === 1 ? "study" : "studies"}, ${sayExcluded(excluded)}; ${percent(chosen.level)} interval and test by the normal distribution on the log scale.`,
      };
    }),
  );
}
