/** What pooling gives. */
import type { MissingRows } from "../../form/columns.ts";
import type { ResultForm } from "../../form/result.ts";
import type { Measure } from "../effect-sizes/measures.ts";
import type { TauSquaredEstimator } from "./fit-tau-squared.ts";
import type { Heterogeneity } from "./heterogeneity.ts";
import type { TauSquaredInterval } from "./tau-squared-interval.ts";

export interface Limits {
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
}
/** On the natural scale: ratio, difference, proportion or rate. */
export interface NaturalEffect {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  readonly prediction: { readonly lower: number; readonly upper: number } | null;
}
export interface BetweenStudies {
  /** `null` where it cannot be known; `reason` says why. */
  readonly estimate: number | null;
  readonly estimator: TauSquaredEstimator | "given";
  readonly standardError: number | null;
  /** By Q-profile. */
  readonly interval: TauSquaredInterval | null;
  /** By profile likelihood. */
  readonly profile: TauSquaredInterval | null;
  /** Standardised derivative of the log-likelihood at the estimate (ML, REML). */
  readonly gradient: number | null;
  readonly iterations: number;
  /** Maxima of the likelihood that were seen (ML, REML). */
  readonly maxima: number | null;
  readonly reason: string | null;
}
export interface PooledEffect extends ResultForm {
  readonly measure: Measure;
  /** Of estimate, interval, prediction: `log`, `logit`, `raw`, … */
  readonly scale: string;
  readonly model: "common" | "random";
  readonly studies: number;
  readonly names: readonly string[];
  readonly estimate: number;
  readonly standardError: number;
  readonly interval: Limits;
  /** Of an effect of 0 on the scale of the analysis. */
  readonly test: { readonly statistic: number; readonly distribution: "normal" | "t"; readonly degreesOfFreedom: number | null; readonly pValue: number };
  /** Exactly one of these for measures that have a natural scale, none for the others. */
  readonly ratio: NaturalEffect | null;
  readonly difference: NaturalEffect | null;
  readonly proportion: NaturalEffect | null;
  readonly rate: NaturalEffect | null;
  /** `null` for a common effect. */
  readonly tauSquared: BetweenStudies | null;
  readonly heterogeneity: Heterogeneity;
  readonly prediction: (Limits & { readonly distribution: "normal" | "t"; readonly degreesOfFreedom: number | null }) | null;
  /** Why there is no prediction interval. */
  readonly predictionReason: string | null;
  /** Factor of the variance by Hartung, Knapp, Sidik and Jonkman, before it is raised to 1 in the modified form; `null` for Wald. */
  readonly hksjFactor: number | null;
  /** Percent, in the order of the studies; they add up to 100. */
  readonly weights: Float64Array;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}
