/** What a meta-regression gives. */
import type { MissingRows } from "../../form/columns.ts";
import type { ResultForm } from "../../form/result.ts";
import type { Measure } from "../effect-sizes/measures.ts";
import type { Heterogeneity } from "../pooling/heterogeneity.ts";
import type { BetweenStudies } from "../pooling/pooled-effect.ts";
import type { DesignTerm } from "./build-design.ts";
import type { JointTest, TestedValue } from "./linear-inference.ts";
import type { PredictedEffect } from "./predict-effect.ts";

export interface RegressionCoefficient extends DesignTerm, TestedValue {
  /** For measures that are ratios: the factor by which the ratio changes for one more of the moderator (the ratio itself for an intercept). */
  readonly ratio: { readonly estimate: number; readonly lower: number; readonly upper: number } | null;
}
export interface Regression extends ResultForm {
  readonly measure: Measure;
  readonly scale: string;
  readonly model: "common" | "random";
  readonly studies: number;
  readonly names: readonly string[];
  readonly coefficients: readonly RegressionCoefficient[];
  /** Of the coefficients, row after row, with the factor of Knapp and Hartung or robust. */
  readonly covariance: readonly (readonly number[])[];
  /** Of all coefficients but the intercept: QM. */
  readonly omnibus: JointTest | null;
  readonly omnibusReason: string | null;
  /** Of each moderator with all its levels. */
  readonly moderatorTests: readonly { readonly moderator: string; readonly test: JointTest | null; readonly reason: string | null }[];
  /** What moderators leave; `null` for a common effect. */
  readonly tauSquared: BetweenStudies | null;
  /** Its test is QE, of what moderators leave. */
  readonly heterogeneity: Heterogeneity;
  /** Percent of the variance between studies without moderators that they explain (Raudenbush), no less than 0. */
  readonly rSquared: number | null;
  /** The variance between studies without moderators. */
  readonly tauSquaredWithout: number | null;
  readonly rSquaredReason: string | null;
  /** Factor of Knapp and Hartung before it is raised to 1 in the modified form; `null` for Wald and for robust variance. */
  readonly hksjFactor: number | null;
  /** `null` for the model's variance. */
  readonly clusters: number | null;
  readonly fitted: readonly PredictedEffect[];
  readonly predictions: readonly PredictedEffect[];
  readonly predictionReason: string | null;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}
