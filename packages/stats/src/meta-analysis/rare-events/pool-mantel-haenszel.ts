/** Mantel and Haenszel's pooled effects: odds ratio, risk ratio and difference, rate ratio and difference. */
import { chiSquareTail } from "../../distributions/chi-square.ts";
import { type GivenColumns, mayColumn } from "../../form/columns.ts";
import { type GivenOptions, type ReadOptions, choice, level, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { computeEffectSizes } from "../effect-sizes/compute-effect-sizes.ts";
import { correctCells } from "../effect-sizes/correct-cells.ts";
import { correctionOptions } from "../effect-sizes/effect-size-options.ts";
import { twoArmCounts, twoArmTimes } from "../effect-sizes/study-columns.ts";
import { type BreslowDay, testOddsRatios } from "./breslow-day.ts";
import { type MantelHaenszelTests, mantelHaenszelTests } from "./mantel-haenszel-tests.ts";
import { type MantelHaenszelSums, sumMantelHaenszel } from "./mantel-haenszel-sums.ts";
import { type DoubleZeroChoice, type OtherDoubleZero, type RareTest, type StudiesUsed, type WaldParts, bothDoubleZero, percent, sayExcluded, usedOf, waldParts } from "./rare-effect.ts";
import { type TwoArmStudies, emptyArms, keepStudies, readTwoArmCounts, readTwoArmTimes, requireSomeEvents, uninformativeStudies } from "./two-arm-studies.ts";

export const mantelHaenszelMeasures = ["odds-ratio", "risk-ratio", "risk-difference", "rate-ratio", "rate-difference"] as const;
export type MantelHaenszelMeasure = (typeof mantelHaenszelMeasures)[number];
export const mantelHaenszelOptions = {
  measure: choice(mantelHaenszelMeasures, "odds-ratio", "measure of effect; rates need person-time in place of totals"),
  ...correctionOptions,
  differenceVariance: choice(["greenland-robins", "sato"], "greenland-robins", "variance of the risk difference: Greenland and Robins's, or that of Sato, Greenland and Robins, which also holds for many small studies"),
  level,
} as const;
/** Totals for counts, times for rates. */
export const mantelHaenszelColumns = { ...twoArmCounts, treatedTotal: mayColumn("count", "participants treated"), controlTotal: mayColumn("count", "participants in the control arm"), treatedTime: mayColumn("positive", "person-time of the treated, for rates"), controlTime: mayColumn("positive", "person-time of the controls, in the same unit") } as const;

export interface MantelHaenszelResult extends WaldParts, StudiesUsed, ResultForm {
  readonly measure: MantelHaenszelMeasure;
  readonly scale: "log" | "raw";
  /** Percent; they add up to 100. */
  readonly weights: Float64Array;
  /** Of no effect in any study: Cochran, Mantel and Haenszel; `null` for differences of rates, and where nothing varies. */
  readonly association: MantelHaenszelTests | null;
  /** Of one odds ratio in all studies; `null` for other measures. */
  readonly breslowDay: BreslowDay | null;
  /** Σ (study - pooled)² / variance of the study, from inverse-variance estimates with 1/2 added in studies with a zero cell. */
  readonly heterogeneity: { readonly test: RareTest | null; readonly studies: number; readonly says: string };
  readonly corrected: number;
  readonly doubleZero: DoubleZeroChoice;
  readonly otherDoubleZero: OtherDoubleZero;
  readonly warnings: readonly string[];
}

/**
 * The Mantel-Haenszel estimate, by default without any continuity correction: single zeros need none.
 *
 * Variance: Robins, Breslow and Greenland for the odds ratio; Greenland and Robins for the others; as an option Sato for the risk
 * difference. Studies without events carry no weight in ratios; in differences they do, and are kept by default. The result shows
 * both. Studies in which everybody had the event stay in risk ratios, where they count as no effect. Assumes one common effect.
 *
 * Throws StatisticRefusal `empty`, `no-events`, `only-events`, `separation` (no event in one arm of all studies: the ratio is 0 or
 * infinite), `not-identified` (no study informs about the effect), `events-above-n`, `missing-column`, and as `readOptions` does.
 *
 * Sources: Mantel and Haenszel 1959, doi 10.1093/jnci/22.4.719; Robins, Breslow and Greenland 1986, doi 10.2307/2531052;
 * Greenland and Robins 1985, doi 10.2307/2530643; Sato, Greenland and Robins 1989 (all recalled).
 * R: `metafor::rma.mh(measure, add = c(1/2, 0), to = c("only0", "none"))`, to 1e-10.
 *
 * @example poolMantelHaenszel({ treatedEvents: [4], treatedTotal: [20], controlEvents: [8], controlTotal: [20] }).ratio // 0.375
 */
export function poolMantelHaenszel(columns: GivenColumns<typeof mantelHaenszelColumns>, options: GivenOptions<typeof mantelHaenszelOptions> = {}): MantelHaenszelResult {
  const chosen = readOptions(mantelHaenszelOptions, options);
  const studies = chosen.measure === "rate-ratio" || chosen.measure === "rate-difference" ? readTwoArmTimes(columns as GivenColumns<typeof twoArmTimes>) : readTwoArmCounts(columns as GivenColumns<typeof twoArmCounts>);
  requireSomeEvents(studies);
  const ratio = chosen.measure.endsWith("ratio");
  return resultOf(bothDoubleZero(chosen.doubleZero ?? (ratio ? "exclude" : "include"), uninformativeStudies(studies).size, (doubleZero) => fit(studies, chosen, doubleZero)));
}

type Fitted = Omit<MantelHaenszelResult, "toJSON" | "doubleZero" | "otherDoubleZero">;

function fit(studies: TwoArmStudies, chosen: ReadOptions<typeof mantelHaenszelOptions>, doubleZero: DoubleZeroChoice): Fitted {
  const { measure } = chosen;
  const correction = chosen.correction ?? "none";
  const cells = correctCells(studies, { correction, correctionValue: chosen.correctionValue, correctedStudies: chosen.correctedStudies, doubleZero, zeroCell: "any-cell" });
  // Where everybody had the event the risk ratio of a study is 1, with weight: it informs, unlike an odds ratio.
  const out = [...cells.excluded].filter(([, reason]) => measure !== "risk-ratio" || reason !== "double-full");
  const { kept, excluded, places } = keepStudies(studies, new Map([...out, ...emptyArms(studies)]));
  const people = kept.sizes === "people" ? 2 : 0;
  const add = (values: Float64Array, added: Float64Array, times = 1): Float64Array => values.map((value, at) => value + times * (added[places[at] ?? 0] ?? 0));
  const corrected: TwoArmStudies = { ...kept, treatedEvents: add(kept.treatedEvents, cells.treatedAdded), treatedSize: add(kept.treatedSize, cells.treatedAdded, people), controlEvents: add(kept.controlEvents, cells.controlAdded), controlSize: add(kept.controlSize, cells.controlAdded, people) };
  const correctedCount = places.filter((at) => (cells.treatedAdded[at] ?? 0) > 0).length;
  const sums = requireEffect(sumMantelHaenszel(corrected, measure, chosen.differenceVariance), corrected, measure);
  const wald = waldParts(measure, sums.estimate, Math.sqrt(sums.variance), chosen.level);
  const used = usedOf(kept, excluded);
  const warnings = used.studies === 1 ? ["One study: the estimate is that study's own."] : [];
  return {
    measure,
    scale: measure.endsWith("ratio") ? "log" : "raw",
    ...wald,
    ...used,
    weights: sums.weights,
    association: measure === "rate-difference" ? null : mantelHaenszelTests(kept),
    breslowDay: measure === "odds-ratio" ? testOddsRatios(corrected, wald.ratio?.estimate ?? 1) : null,
    heterogeneity: cochranQ(kept, measure, sums.estimate),
    corrected: correctedCount,
    warnings,
    method: `Mantel-Haenszel ${measure.replace("-", " ")}, ${variances[measure] ?? (chosen.differenceVariance === "sato" ? "variance of Sato, Greenland and Robins" : "variance of Greenland and Robins")}; ${sayCorrection(correction, chosen, correctedCount)}; ${used.studies} ${used.studies === 1 ? "study" : "studies"}, ${sayExcluded(excluded)}; ${percent(chosen.level)} interval and test by the normal distribution${measure.endsWith("ratio") ? " on the log scale" : ""}.`,
  };
}

const variances: Partial<Readonly<Record<MantelHaenszelMeasure, string>>> = { "odds-ratio": "variance of Robins, Breslow and Greenland", "risk-ratio": "variance of Greenland and Robins", "rate-ratio": "variance of Greenland and Robins", "rate-difference": "variance of Greenland and Robins" };

export function sayCorrection(correction: string, chosen: { readonly correctionValue: number; readonly correctedStudies: string }, corrected: number): string {
  if (correction === "none") return "no continuity correction";
  return `${correction} continuity correction (${correction === "constant" ? `${chosen.correctionValue} added to each cell` : `adding up to ${2 * chosen.correctionValue}`}, ${chosen.correctedStudies.replaceAll("-", " ")}; ${corrected} corrected)`;
}

function requireEffect(sums: MantelHaenszelSums, arms: TwoArmStudies, measure: MantelHaenszelMeasure): MantelHaenszelSums & { readonly estimate: number; readonly variance: number } {
  const remedy = 'Choose a risk difference, the exact conditional model with its profile interval, or a correction by name ("treatment-arm").';
  const { estimate, variance } = sums;
  if (estimate !== null && Number.isFinite(estimate) && variance !== null && Number.isFinite(variance) && variance > 0) return { ...sums, estimate, variance };
  if (measure.endsWith("ratio") && (sums.above > 0) !== (sums.below > 0)) throw new StatisticRefusal("separation", sums.above > 0 ? "controlEvents" : "treatedEvents", `The ${measure.replace("-", " ")} is ${sums.above > 0 ? "infinite" : "0"}: in every study that informs about it ${sums.above > 0 ? "no control" : "none of the treated"} had the event${arms.sizes === "people" && measure === "odds-ratio" ? ", or everybody of the other arm had it" : ""}.`, remedy);
  throw new StatisticRefusal("not-identified", "columns", "No study informs about the effect, or the effect has no variance.", remedy, { studies: arms.names.length });
}

function cochranQ(kept: TwoArmStudies, measure: MantelHaenszelMeasure, estimate: number): MantelHaenszelResult["heterogeneity"] {
  const says = "Cochran's Q about the pooled estimate, from inverse-variance estimates with 1/2 added to the cells of studies with a zero cell";
  const sizes = kept.sizes === "people" ? { treatedTotal: kept.treatedSize, controlTotal: kept.controlSize } : { treatedTime: kept.treatedSize, controlTime: kept.controlSize };
  try {
    const { estimates, variances: spread } = computeEffectSizes({ treatedEvents: kept.treatedEvents, controlEvents: kept.controlEvents, ...sizes }, { measure, correction: "constant", doubleZero: "exclude" });
    const statistic = estimates.reduce((sum, one, at) => sum + (one - estimate) ** 2 / (spread[at] ?? 1), 0);
    const degreesOfFreedom = estimates.length - 1;
    return { test: degreesOfFreedom < 1 ? null : { statistic, distribution: "chi-square", degreesOfFreedom, pValue: chiSquareTail(statistic, degreesOfFreedom, { tail: "upper" }) }, studies: estimates.length, says: degreesOfFreedom < 1 ? "One study cannot differ from others." : says };
  } catch (fault) {
    if (!(fault instanceof StatisticRefusal)) throw fault;
    return { test: null, studies: 0, says: "No study has an estimate with a variance." };
  }
}
