/** Columns and options of linear mixed models. */
import { column, type GivenColumns, mayColumn, mayColumnsOf } from "../form/columns.ts";
import { choice, type GivenOptions, level, mayNumbers, mayWords, yesOrNo } from "../form/option-fields.ts";
import { randomKinds } from "./mixed-covariance.ts";

export const mixedColumns = {
  outcome: column("number", "what was measured"),
  participant: column("text", "name or number of the participant"),
  time: mayColumn("number", "time of the measurement: a fixed effect, and the slope of random slopes"),
  covariates: mayColumnsOf("covariate", "numbers or categories with fixed effects"),
} as const;
export const mixedOptions = {
  random: choice(randomKinds, "intercept", "effects that vary between participants"),
  interactions: mayWords("covariates whose product has effects, as \"arm × time\""),
  references: mayWords("the category with which others are compared, as \"arm=placebo\"; the first by code points where left out"),
  estimation: choice(["reml", "ml"], "reml", "restricted or full maximum likelihood"),
  degreesOfFreedom: choice(["satterthwaite", "kenward-roger", "none"], "satterthwaite", "degrees of freedom, and with kenward-roger also the covariance of coefficients; none: normal"),
  information: choice(["expected", "observed"], "expected", "of variance components, for Kenward and Roger: expected, as in 1997 and pbkrtest; observed, as SAS"),
  times: mayNumbers(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, "times at which means are predicted; the mean time where left out"),
  profileIntervals: yesOrNo(false, "whether variance components get profile likelihood intervals"),
  level,
} as const;
export type MixedColumns = GivenColumns<typeof mixedColumns>;
export type MixedOptions = GivenOptions<typeof mixedOptions>;
