/** Columns and options of effects within studies. */
import { column, mayColumn } from "../../form/columns.ts";
import { choice, level, mayChoose, mayNumber, number, yesOrNo } from "../../form/option-fields.ts";
import { type Measure, measureNames } from "../effect-sizes/measures.ts";
import { covarianceOptions, designOptions } from "./regression-options.ts";
import { estimateColumns, moderatorColumns } from "./study-rows.ts";

export const multilevelColumns = {
  ...estimateColumns,
  study: column("text", "the study that the effect belongs to"),
  effect: mayColumn("text", "name of the effect"),
  cluster: mayColumn("text", "clusters of robust variance where they are wider than studies; a study lies in one of them"),
  moderators: moderatorColumns,
} as const;
export const multilevelOptions = {
  measure: choice<Measure>(measureNames, "generic", "what the estimates are, so that they can be taken back to the natural scale"),
  likelihood: choice(["REML", "ML"], "REML", "restricted or full maximum likelihood"),
  correlation: number(-1, 1, 0, "correlation of the sampling errors of effects of one study, as where they share participants"),
  betweenValue: mayNumber(0, 1e300, "a variance between studies that is known, in place of an estimate"),
  withinValue: mayNumber(0, 1e300, "a variance between effects of a study that is known, in place of an estimate"),
  ...designOptions,
  ...covarianceOptions,
  interval: mayChoose(["t-contain", "t-residual", "wald"], "intervals and tests with the model's variance: t with studies less coefficients for what is the same in all effects of a study, else effects less coefficients (t-contain); t with effects less coefficients (t-residual); normal (wald). Left out: t-contain"),
  profileIntervals: yesOrNo(true, "profile likelihood intervals of both components of variance"),
  level,
} as const;
