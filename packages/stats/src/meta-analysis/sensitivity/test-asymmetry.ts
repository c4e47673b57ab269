/** Tests for asymmetry of the funnel plot: do small studies say something else than large ones? */
import type { GivenColumns, MissingRows } from "../../form/columns.ts";
import { choice, type GivenOptions, mayChoose, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { effectSizeOptions } from "../effect-sizes/effect-size-options.ts";
import { estimatorWords } from "../pooling/fit-tau-squared.ts";
import { weightedMoments } from "../pooling/weighted-moments.ts";
import { fitLine, fitMixedLine, type LineFit, partOf, type RegressionPart } from "./asymmetry-regression.ts";
import { countAsymmetry } from "./count-asymmetry.ts";
import { type RankCorrelation, rankCorrelation } from "./rank-correlation.ts";
import { readStudySet, sensitivityColumns, sensitivityOptions, type StudySet } from "./study-set.ts";

export const asymmetryColumns = sensitivityColumns;
export const asymmetryOptions = {
  ...effectSizeOptions,
  test: choice(["egger", "egger-mixed", "thompson-sharp", "begg", "harbord", "peters"], "egger", "egger: weighted regression on the standard error, residual variance estimated (metafor's regtest, lm); egger-mixed: the same with a variance between studies added (regtest, rma); thompson-sharp: the same with that variance by moments and t; begg: rank correlation of standardised estimates with variances; harbord: efficient score (odds ratios); peters: regression on 1 / participants (odds and risk ratios)"),
  predictor: choice(["standard-error", "variance", "participants", "inverse-participants", "root-participants", "inverse-root-participants"], "standard-error", "what egger and egger-mixed regress on"),
  tauSquared: sensitivityOptions.tauSquared,
  interval: mayChoose(["wald", "hksj", "hksj-modified"], "egger-mixed: normal, or t with Hartung and Knapp's variance, or that no smaller than the classical one; left out: hksj-modified"),
  continuity: choice(["none", "one"], "none", "begg, where there are ties or more than 200 studies: nothing, or 1, taken off the size of the score"),
  level: sensitivityOptions.level,
} as const;

export interface AsymmetryTest extends ResultForm {
  readonly kind: "egger" | "egger-mixed" | "thompson-sharp" | "begg" | "harbord" | "peters";
  readonly studies: number;
  /** The slope: how much more small studies say; `null` for begg. */
  readonly asymmetry: RegressionPart | null;
  /** What a study without error would say: the regression at a predictor of 0; `null` for begg, harbord and predictors that grow with size. */
  readonly limitEstimate: RegressionPart | null;
  /** begg. */
  readonly rankCorrelation: RankCorrelation | null;
  readonly pValue: number;
  readonly tauSquared: number | null;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * One test of asymmetry. Asymmetry can come from missing studies, from real differences between small and large studies, or from
 * chance; with ratios of rare events Egger's test is too often positive, because estimate and standard error hang together: there
 * Harbord's or Peters' is better. Below 10 studies the result warns.
 *
 * Throws StatisticRefusal `too-few` (fewer than 3 studies), `singular` (all of one size), `not-identified` (estimates on a line to
 * the last digit), `options-conflict`, and as `computeEffectSizes` does.
 *
 * Sources: Egger et al. 1997, doi 10.1136/bmj.315.7109.629; Begg and Mazumdar 1994, doi 10.2307/2533446; Harbord, Egger and Sterne
 * 2006, doi 10.1002/sim.2380; Peters et al. 2006, doi 10.1001/jama.295.6.676; Thompson and Sharp 1999,
 * doi 10.1002/(SICI)1097-0258(19991030)18:20<2693::AID-SIM235>3.0.CO;2-V (all recalled).
 * R: `metafor::regtest`, `metafor::ranktest`; `meta::metabias` for harbord ("score"), peters and thompson-sharp ("mm").
 *
 * @example testAsymmetry({ estimate: [0.1, 0.2, 0.4, 0.9], standardError: [0.1, 0.2, 0.3, 0.5] }, { measure: "generic" }).asymmetry?.estimate
 */
export function testAsymmetry(columns: GivenColumns<typeof asymmetryColumns>, options: GivenOptions<typeof asymmetryOptions> = {}): AsymmetryTest {
  const chosen = readOptions(asymmetryOptions, options);
  const set = readStudySet(columns, options, 3);
  const common = { kind: chosen.test, missing: set.missing };
  const warningsFor = (studies: number): readonly string[] => [...set.effectSizes.warnings, ...(studies < 10 ? ["Fewer than 10 studies: the test has little power, and says little either way."] : [])];
  if (chosen.test === "begg") {
    const rank = begg(set, chosen.continuity === "one" ? 1 : 0);
    const how = rank.kind === "exact" ? "exact p" : `normal p with the variance for ties${chosen.continuity === "one" ? " and a continuity correction of 1" : ", no continuity correction"}`;
    return resultOf({ method: `Begg and Mazumdar's rank test of funnel-plot asymmetry (Kendall's tau of standardised estimates with variances, ${how}). ${set.effectSizes.method}`, ...common, studies: set.estimates.length, asymmetry: null, limitEstimate: null, rankCorrelation: rank, pValue: rank.pValue, tauSquared: null, warnings: warningsFor(set.estimates.length) });
  }
  const { fit, studies, words, limit } = regress(set, columns, chosen);
  return resultOf({ method: `${words} ${set.effectSizes.method}`, ...common, studies, asymmetry: fit.slope, limitEstimate: limit ? fit.intercept : null, rankCorrelation: null, pValue: fit.slope.test.pValue, tauSquared: fit.tauSquared, warnings: warningsFor(studies) });
}

type AsymmetryChoices = ReturnType<typeof readOptions<typeof asymmetryOptions>>;

function regress(set: StudySet, columns: GivenColumns<typeof asymmetryColumns>, chosen: AsymmetryChoices): { fit: LineFit; studies: number; words: string; limit: boolean } {
  const { estimates, variances } = set;
  const errors = variances.map(Math.sqrt);
  const weights = variances.map((variance) => 1 / variance);
  const studies = estimates.length;
  switch (chosen.test) {
    case "harbord":
    case "peters": {
      const line = countAsymmetry(chosen.test, columns, set);
      const words = chosen.test === "harbord" ? "Harbord's test of funnel-plot asymmetry (efficient score over its variance on 1 / √variance, weighted least squares, t)." : "Peters' test of funnel-plot asymmetry (estimates on 1 / participants, weights events × non-events / participants, weighted least squares, t).";
      return { fit: fitLine(line.y, line.x, line.weights, chosen.level), studies: line.studies.length, words, limit: chosen.test === "peters" };
    }
    case "thompson-sharp":
      return { fit: thompsonSharp(estimates, variances, errors, chosen.level), studies, words: "Thompson and Sharp's test of funnel-plot asymmetry (regression on the standard error, variance between studies by moments, t with k - 2 degrees of freedom).", limit: true };
    case "egger-mixed":
      return { fit: fitMixedLine(estimates, variances, predictorOf(set, chosen.predictor, errors), { tauSquared: chosen.tauSquared, interval: chosen.interval ?? "hksj-modified", level: chosen.level }), studies, words: `Egger's test of funnel-plot asymmetry as a mixed-effects regression on the ${chosen.predictor} (variance between studies by ${estimatorWords[chosen.tauSquared]}; ${chosen.interval ?? "hksj-modified"}).`, limit: shrinks(chosen.predictor) };
    case "egger":
    case "begg":
      return { fit: fitLine(estimates, predictorOf(set, chosen.predictor, errors), weights, chosen.level), studies, words: `Egger's test of funnel-plot asymmetry (regression on the ${chosen.predictor}, weights 1 / variance, residual variance estimated, t with k - 2 degrees of freedom).`, limit: shrinks(chosen.predictor) };
  }
}

/** Whether the predictor goes to 0 as a study grows. */
const shrinks = (predictor: AsymmetryChoices["predictor"]): boolean => predictor !== "participants" && predictor !== "root-participants";

function predictorOf(set: StudySet, predictor: AsymmetryChoices["predictor"], errors: Float64Array): Float64Array {
  if (predictor === "standard-error") return errors;
  if (predictor === "variance") return set.variances;
  const { sizes } = set.effectSizes;
  if (sizes === null) throw new StatisticRefusal("options-conflict", "predictor", "The columns do not tell how many took part.", 'Choose "standard-error" or "variance".');
  if (predictor === "participants") return sizes;
  if (predictor === "inverse-participants") return sizes.map((size) => 1 / size);
  return predictor === "root-participants" ? sizes.map(Math.sqrt) : sizes.map((size) => 1 / Math.sqrt(size));
}

/** Moments with the weights of a common effect, as DerSimonian and Laird's for a regression; then t instead of normal. */
function thompsonSharp(estimates: Float64Array, variances: Float64Array, errors: Float64Array, level: number): LineFit {
  const made = fitMixedLine(estimates, variances, errors, { tauSquared: "DL", interval: "wald", level });
  const degrees = estimates.length - 2;
  const part = ({ estimate, standardError }: RegressionPart): RegressionPart => partOf(estimate, standardError, degrees, level);
  return { intercept: part(made.intercept), slope: part(made.slope), tauSquared: made.tauSquared };
}

function begg({ estimates, variances }: StudySet, continuity: 0 | 1): RankCorrelation {
  const moments = weightedMoments(estimates, variances, null);
  moments.fill(0);
  const { weights, sumOfWeights } = moments;
  const largest = weights.reduce((best, weight, at) => (weight > (weights[best] ?? 0) ? at : best), 0);
  const others = (at: number): number => (at === largest ? weights.reduce((sum, weight, other) => (other === at ? sum : sum + weight), 0) : sumOfWeights - (weights[at] ?? 0));
  // v - 1/Σw without the difference of near-equal numbers.
  const standardised = moments.residuals().map((residual, at) => residual / Math.sqrt(((variances[at] ?? 0) * others(at)) / sumOfWeights));
  const made = rankCorrelation(standardised, variances, continuity);
  if (made === null) throw new StatisticRefusal("not-identified", "columns", "All estimates, or all variances, are the same: there is no order to compare.", "A test of asymmetry needs studies of different sizes.");
  return made;
}
