/** Multiple imputation, by name. */
import { type AnyMethod, describeMethod } from "../../form/method-description.ts";
import { poolColumns, poolImputations, poolOptions } from "./pool-imputations.ts";

export const imputationMethods: readonly AnyMethod[] = [
  describeMethod({ name: "pool-imputations", field: "small-trials", title: "Estimates of several imputations combined by Rubin's rules.", columns: poolColumns, options: poolOptions, example: { columns: { estimate: [1, 2, 3], variance: [1, 1, 1] }, options: { completeDegrees: 20 } }, compute: poolImputations, inR: ({ options }) => ({ packages: ["mice"], lines: [`print(pool.scalar(d$estimate, d$variance, n = ${options.completeDegrees === null ? "Inf" : options.completeDegrees + 1}, k = 1))`] }) }),
];
