/** Columns and options of meta-regression. */
import { mayColumn } from "../../form/columns.ts";
import { choice, level, mayChoose, mayNumber, mayWords, yesOrNo } from "../../form/option-fields.ts";
import { type Measure, measureNames } from "../effect-sizes/measures.ts";
import { tauSquaredEstimators } from "../pooling/fit-tau-squared.ts";
import { robustKinds } from "./robust-inference.ts";
import { estimateColumns, moderatorColumns } from "./study-rows.ts";

export const regressionColumns = {
  ...estimateColumns,
  cluster: mayColumn("text", "what estimates of one group depend on each other by: a trial, a laboratory; for robust variance"),
  moderators: moderatorColumns,
} as const;

/** How moderators become columns of a design. */
export const designOptions = {
  intercept: yesOrNo(true, "whether the regression has an intercept; without one the first moderator of categories has a mean for each level"),
  factors: mayWords("moderators whose numbers are names of categories"),
  references: mayWords('"moderator=level": the level that the others are held against; the first in the order of characters where left out'),
} as const;

export const covarianceOptions = {
  covariance: mayChoose(["model", ...robustKinds], "variance of the coefficients: the model's, or robust between clusters: CR0, CR1 (m / (m - 1)), CR1p (m / (m - p)), CR2 (bias-reduced linearisation). Left out: CR2 where there is a column of clusters, otherwise the model's. Without that column each study is a cluster"),
  robustDegrees: choice(["satterthwaite", "clusters"], "satterthwaite", "degrees of freedom with robust variance: Satterthwaite's for each coefficient and the approximate Hotelling test for several, or clusters less coefficients for all"),
} as const;

/** The model of a meta-regression. */
export const regressionModelOptions = {
  model: choice(["common", "random"], "random", "random: effects differ beyond what moderators explain; common: they do not"),
  tauSquared: choice(tauSquaredEstimators, "REML", "estimator of the variance between studies that moderators leave"),
  tauSquaredValue: mayNumber(0, 1e300, "a variance between studies that is known, in place of an estimate"),
  interval: mayChoose(["wald", "hksj", "hksj-modified"], "intervals and tests of the coefficients: normal (wald); Knapp and Hartung with t and k - p (hksj); the same with a variance no smaller than the classical one (hksj-modified). Left out: hksj-modified for random, wald for common; with robust variance there is no choice"),
} as const;

export const regressionOptions = {
  measure: choice<Measure>(measureNames, "generic", "what the estimates are, so that they can be taken back to the natural scale"),
  ...regressionModelOptions,
  ...designOptions,
  ...covarianceOptions,
  prediction: choice(["k-p-1", "k-p", "normal", "none"], "k-p-1", "interval for the effect in a new study with given moderators: t with k - p - 1 degrees of freedom for p coefficients (k - 2 without moderators), with k - p, or normal"),
  tauSquaredInterval: choice(["q-profile", "profile-likelihood", "both", "none"], "q-profile", "interval of the variance between studies; profile-likelihood is for ML and REML"),
  at: mayWords('settings to predict at, a value for each moderator: "year=1990; allocation=random"'),
  level,
} as const;
