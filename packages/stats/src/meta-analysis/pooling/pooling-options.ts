/** Options of pooling. */
import { column, mayColumn } from "../../form/columns.ts";
import { choice, level, mayChoose, mayNumber } from "../../form/option-fields.ts";
import { type Measure, measureNames } from "../effect-sizes/measures.ts";
import { tauSquaredEstimators } from "./fit-tau-squared.ts";

/** Columns of `poolEffects`; one of variance and standardError. */
export const poolingColumns = {
  study: mayColumn("text", "name of the study"),
  estimate: column("number", "estimate, on the scale of the analysis (log for ratios)"),
  variance: mayColumn("positive", "its sampling variance"),
  standardError: mayColumn("positive", "its standard error, in place of the variance"),
  weight: mayColumn("positive", "a weight of your own in place of the inverse variance"),
  size: mayColumn("positive", "participants (person-time) of the study, for taking Freeman-Tukey values back"),
} as const;

export const poolingModelOptions = {
  model: choice(["common", "random"], "random", "one effect common to all studies, or effects that differ with a variance of their own"),
  tauSquared: choice(tauSquaredEstimators, "REML", "estimator of the variance between studies"),
  tauSquaredValue: mayNumber(0, 1e300, "a variance between studies that is known, in place of an estimate"),
  interval: mayChoose(["wald", "hksj", "hksj-modified"], "interval and test of the pooled effect: normal (wald); Hartung-Knapp-Sidik-Jonkman with t and k - 1; the same with a variance no smaller than the classical one (hksj-modified). Left out: hksj-modified for random effects, wald for a common effect and for weights of your own. With a common effect hksj multiplies the variance by Q / df, the square of Birge's ratio"),
  prediction: choice(["k-2", "k-1", "normal", "none"], "k-2", "interval for the effect in a new study: t with k - 2 degrees of freedom (Higgins, Thompson and Spiegelhalter), with k - 1, or normal"),
  predictionVariance: choice(["as-interval", "classical"], "as-interval", "variance of the pooled effect in the prediction interval: the one that the interval uses, or the classical one"),
  tauSquaredInterval: choice(["q-profile", "profile-likelihood", "both", "none"], "q-profile", "interval of the variance between studies; profile-likelihood is for ML and REML"),
  level,
} as const;

/** Options of `poolEffects`. */
export const poolingOptions = { measure: choice<Measure>(measureNames, "generic", "what the estimates are, so that they can be taken back to the natural scale"), ...poolingModelOptions } as const;
