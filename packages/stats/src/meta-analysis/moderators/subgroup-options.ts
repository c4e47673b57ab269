/** Columns and options of subgroups. */
import { column } from "../../form/columns.ts";
import { choice, level, mayChoose } from "../../form/option-fields.ts";
import { type Measure, measureNames } from "../effect-sizes/measures.ts";
import { tauSquaredEstimators } from "../pooling/fit-tau-squared.ts";
import { estimateColumns } from "./study-rows.ts";

export const subgroupColumns = { ...estimateColumns, subgroup: column("text", "subgroup of the study") } as const;
export const subgroupOptions = {
  measure: choice<Measure>(measureNames, "generic", "what the estimates are, so that they can be taken back to the natural scale"),
  model: choice(["common", "random"], "random", "within subgroups: one effect common to its studies, or effects that differ"),
  tauSquared: choice(tauSquaredEstimators, "REML", "estimator of the variance between studies"),
  betweenStudies: choice(["common", "separate"], "common", "one variance between studies for all subgroups, or one for each"),
  interval: mayChoose(["wald", "hksj", "hksj-modified"], "interval of each subgroup's effect; left out: hksj-modified for random, wald for common"),
  commonDegrees: choice(["all-studies", "own-studies"], "all-studies", "with a common variance between studies: Knapp and Hartung's factor and degrees of freedom from the one model of all studies (k - g), or from each subgroup's own studies (k - 1)"),
  betweenSubgroups: choice(["fixed", "random"], "fixed", "fixed: subgroups are all that there are; random: they are a sample, and their effects have a variance of their own"),
  prediction: choice(["k-2", "k-1", "normal", "none"], "k-2", "interval for the effect in a new study of a subgroup: t with k - 2 degrees of freedom (k - g - 1 with all studies), with k - 1 (k - g), or normal"),
  level,
} as const;
