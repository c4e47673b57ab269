/** Regression, subgroups and multilevel models, by name. */
import { type AnyMethod, describeMethod } from "../../form/method-description.ts";
import { compareSubgroups } from "./compare-subgroups.ts";
import { multilevelColumns, multilevelOptions } from "./multilevel-options.ts";
import { permutationColumns, permutationOptions, permuteModerators } from "./permute-moderators.ts";
import { poolMultilevel } from "./pool-multilevel.ts";
import { regressEffects } from "./regress-effects.ts";
import { regressionColumns, regressionOptions } from "./regression-options.ts";
import { subgroupColumns, subgroupOptions } from "./subgroup-options.ts";

const estimate = [-0.9, -0.2, 0.1, -0.6, -0.4, 0.2];
const standardError = [0.4, 0.3, 0.5, 0.2, 0.35, 0.4];

export const moderatorMethods: readonly AnyMethod[] = [
  describeMethod({
    name: "regress-effects",
    field: "meta-analysis",
    title: "Meta-regression: effects of studies on moderators, numbers or categories, with robust variance where estimates come in clusters.",
    columns: regressionColumns,
    options: regressionOptions,
    example: { columns: { estimate, standardError, moderators: { year: [1995, 2001, 2010, 1999, 2004, 2015] } }, options: { measure: "risk-ratio", at: ["year=2010"] } },
    compute: regressEffects,
  }),
  describeMethod({
    name: "permute-moderators",
    field: "meta-analysis",
    title: "Permutation tests of the moderators of a meta-regression.",
    columns: permutationColumns,
    options: permutationOptions,
    example: { columns: { estimate, standardError, moderators: { year: [1995, 2001, 2010, 1999, 2004, 2015] } }, options: { permutations: 1000 } },
    compute: permuteModerators,
  }),
  describeMethod({
    name: "compare-subgroups",
    field: "meta-analysis",
    title: "The pooled effect in each subgroup of studies, and the test of a difference between subgroups.",
    columns: subgroupColumns,
    options: subgroupOptions,
    example: { columns: { estimate, standardError, subgroup: ["early", "early", "late", "early", "late", "late"] }, options: { measure: "hazard-ratio" } },
    compute: compareSubgroups,
  }),
  describeMethod({
    name: "pool-multilevel",
    field: "meta-analysis",
    title: "Pools effects of which several come from one study, with variances between and within studies.",
    columns: multilevelColumns,
    options: multilevelOptions,
    example: { columns: { study: ["a", "a", "b", "b", "c", "c"], estimate, standardError }, options: { correlation: 0.5 } },
    compute: poolMultilevel,
  }),
];
