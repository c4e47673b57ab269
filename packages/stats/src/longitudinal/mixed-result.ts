/** What a linear mixed model gives. */
import type { MissingRows } from "../form/columns.ts";
import type { ResultForm } from "../form/result.ts";
import type { Chosen } from "./fixed-design.ts";
import type { ContrastTest, JointContrastTest } from "./fixed-effect-tests.ts";
import type { TermTest } from "./estimated-means.ts";

export interface MixedComponent {
  /** `variance of intercept`, `covariance of intercept and slope`, `variance of slope`, `residual variance`. */
  readonly name: string;
  readonly estimate: number;
  /** From the observed information; `null` on the boundary, where `why` says so. */
  readonly standardError: number | null;
  /** Profile likelihood limits where asked for; `null` where the likelihood does not cross the level before the edge. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly why: string | null;
}
export interface MixedCoefficient extends ContrastTest {
  readonly term: string;
}
/** Best linear unbiased predictions for one participant, and their errors given the coefficients and variances. */
export interface ParticipantEffect {
  readonly participant: string;
  readonly intercept: number;
  readonly interceptError: number;
  readonly slope: number | null;
  readonly slopeError: number | null;
}
export interface PredictedMean extends ContrastTest {
  /** `null` for the mean time, or where there is no time. */
  readonly time: number | null;
  readonly covariate: string | null;
  readonly category: string | null;
}
export interface MixedModel extends ResultForm {
  readonly participants: number;
  readonly participantsWithoutRow: number;
  readonly rows: number;
  readonly coefficients: readonly MixedCoefficient[];
  readonly coefficientCovariance: readonly (readonly number[])[];
  readonly components: readonly MixedComponent[];
  /** Of intercept and slope; `null` where there is none, or a variance is zero. */
  readonly correlation: number | null;
  /** Whether the estimate lies on the boundary: an effect of no variance, or a perfect correlation. */
  readonly singular: boolean;
  readonly effects: readonly ParticipantEffect[];
  readonly means: readonly PredictedMean[];
  readonly tests: readonly TermTest[];
  readonly minusTwoLogLikelihood: number;
  readonly aic: number;
  readonly iterations: number;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
  readonly testContrast: (weights: readonly number[]) => ContrastTest;
  readonly testContrasts: (weights: readonly (readonly number[])[]) => JointContrastTest;
  /** The mean at chosen covariates; others at their mean or with equal weights. */
  readonly predict: (chosen: Chosen) => ContrastTest;
}
