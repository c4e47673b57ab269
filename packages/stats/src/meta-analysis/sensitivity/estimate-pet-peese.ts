/** PET-PEESE: the effect that a study without sampling error would show. */
import type { GivenColumns, MissingRows } from "../../form/columns.ts";
import { choice, fraction, type GivenOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { effectSizeOptions } from "../effect-sizes/effect-size-options.ts";
import { backTransform } from "../effect-sizes/back-transform.ts";
import { measureFacts } from "../effect-sizes/measures.ts";
import { estimatorWords } from "../pooling/fit-tau-squared.ts";
import { fitLine, fitMixedLine, type LineFit, type RegressionPart } from "./asymmetry-regression.ts";
import { readStudySet, sensitivityColumns, sensitivityOptions } from "./study-set.ts";

export const petPeeseColumns = sensitivityColumns;
export const petPeeseOptions = {
  ...effectSizeOptions,
  error: choice(["multiplicative", "additive"], "multiplicative", "weighted least squares with the residual variance estimated, or a variance between studies added"),
  tauSquared: sensitivityOptions.tauSquared,
  rule: choice(["two-sided", "positive", "negative"], "two-sided", "which p-value of PET's intercept chooses: that of both sides, or of an effect above 0, or below 0"),
  threshold: fraction(0.1, "PEESE is taken where the p-value of PET's intercept is below this"),
  level: sensitivityOptions.level,
} as const;

export interface PetPeese extends ResultForm {
  readonly studies: number;
  /** On the standard error. */
  readonly pet: LineFit;
  /** On the variance. */
  readonly peese: LineFit;
  readonly chosen: "PET" | "PEESE";
  /** The p-value that chose. */
  readonly chosenBy: number;
  /** The intercept of the one chosen. */
  readonly effect: RegressionPart;
  readonly ratio: { readonly estimate: number; readonly lower: number; readonly upper: number } | null;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Regression of the estimates on their standard errors (PET) and on their variances (PEESE); the intercept is the effect at no
 * sampling error. The conditional rule: PEESE where PET's intercept has a p-value below the threshold (two-sided 0.1 where nothing is
 * said), otherwise PET. An extrapolation: with few studies, or little spread of sizes, it can be far off.
 *
 * Throws StatisticRefusal as `testAsymmetry` with Egger's test.
 * Source: Stanley and Doucouliagos 2014, Res Synth Methods 5:60, doi 10.1002/jrsm.1095 (recalled). R: `lm(y ~ se, weights = 1/v)`.
 *
 * @example estimatePetPeese({ estimate: [0.1, 0.2, 0.4, 0.9], standardError: [0.1, 0.2, 0.3, 0.5] }, { measure: "generic" }).chosen // "PET"
 */
export function estimatePetPeese(columns: GivenColumns<typeof petPeeseColumns>, options: GivenOptions<typeof petPeeseOptions> = {}): PetPeese {
  const chosen = readOptions(petPeeseOptions, options);
  const set = readStudySet(columns, options, 3);
  const { estimates, variances, measure } = set;
  const fit = (x: Float64Array): LineFit => (chosen.error === "multiplicative" ? fitLine(estimates, x, variances.map((one) => 1 / one), chosen.level) : fitMixedLine(estimates, variances, x, { tauSquared: chosen.tauSquared, interval: "hksj", level: chosen.level }));
  const pet = fit(variances.map(Math.sqrt));
  const peese = fit(variances);
  const { pValue, statistic } = pet.intercept.test;
  const wanted = chosen.rule === "positive" ? 1 : -1;
  const chosenBy = chosen.rule === "two-sided" ? pValue : wanted * statistic > 0 ? pValue / 2 : 1 - pValue / 2;
  const name = chosenBy < chosen.threshold ? "PEESE" : "PET";
  const effect = (name === "PET" ? pet : peese).intercept;
  const [estimate, lower, upper] = [effect.estimate, effect.interval.lower, effect.interval.upper].map((value) => backTransform(measure, value, { size: null }));
  const studies = estimates.length;
  return resultOf({
    method: `PET-PEESE: regressions of the estimates on standard error (PET) and variance (PEESE), ${chosen.error === "multiplicative" ? "weights 1 / variance, residual variance estimated" : `variance between studies by ${estimatorWords[chosen.tauSquared]}, Hartung and Knapp's variance`}, t with k - 2 degrees of freedom; PEESE where the ${chosen.rule === "two-sided" ? "two-sided" : `one-sided (${chosen.rule})`} p-value of PET's intercept is below ${chosen.threshold}: ${name}. ${set.effectSizes.method}`,
    studies,
    pet,
    peese,
    chosen: name,
    chosenBy,
    effect,
    ratio: measureFacts(measure).natural !== "ratio" || estimate == null || lower == null || upper == null ? null : { estimate, lower, upper },
    missing: set.missing,
    warnings: [...set.effectSizes.warnings, ...(studies < 10 ? ["Fewer than 10 studies: the extrapolation to a study without error is poorly known."] : [])],
  } as const);
}
