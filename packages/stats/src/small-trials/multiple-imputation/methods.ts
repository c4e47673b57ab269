/** Multiple imputation, by name. */
import { type AnyMethod, describeMethod } from "../../form/method-description.ts";
import { compareImputedArmsSteps } from "./compare-imputed-arms.ts";
import { imputedColumns, imputedOptions } from "./imputation-options.ts";
import { multipleImputationInR } from "./multiple-imputation-in-r.ts";
import { poolColumns, poolImputations, poolOptions } from "./pool-imputations.ts";

const example = {
  columns: {
    outcome: [12, 15, null, 11, 14, 18, 13, null, 16, 10, 17, 19, null, 21, 16, 15, 20, null, 22, 18],
    arm: ["control", "control", "control", "control", "control", "control", "control", "control", "control", "control", "msc", "msc", "msc", "msc", "msc", "msc", "msc", "msc", "msc", "msc"],
    covariates: { baseline: [10, 13, 9, 8, 12, 16, null, 11, 14, 9, 12, 15, 10, 16, 11, 10, null, 13, 17, 12], severity: ["mild", "severe", "mild", "severe", "mild", "mild", "severe", "severe", "mild", null, "severe", "mild", "severe", "mild", "mild", "severe", "mild", "severe", "mild", "severe"] },
  },
} as const;

export const imputationMethods: readonly AnyMethod[] = [
  describeMethod({ name: "multiple-imputation", field: "small-trials", title: "Arms compared with missing values filled by chained equations, pooled by Rubin's rules, with a table of deltas and complete cases beside.", columns: imputedColumns, options: imputedOptions, example, compute: compareImputedArmsSteps, inR: multipleImputationInR }),
  describeMethod({ name: "pool-imputations", field: "small-trials", title: "Estimates of several imputations combined by Rubin's rules.", columns: poolColumns, options: poolOptions, example: { columns: { estimate: [1, 2, 3], variance: [1, 1, 1] }, options: { completeDegrees: 20 } }, compute: poolImputations, inR: ({ options }) => ({ packages: ["mice"], lines: [`print(pool.scalar(d$estimate, d$variance, n = ${options.completeDegrees === null ? "Inf" : options.completeDegrees + 1}, k = 1))`] }) }),
];
