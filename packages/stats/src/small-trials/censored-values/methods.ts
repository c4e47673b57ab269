/** Values with limits of quantification, by name. */
import { type AnyMethod, describeMethod } from "../../form/method-description.ts";
import { censoredColumns, censoredOptions } from "./censored-rows.ts";
import { censoredValueSteps } from "./fit-censored-values.ts";

export const censoredValueMethods: readonly AnyMethod[] = [
  describeMethod({ name: "censored-values", field: "small-trials", title: "Regression of values beneath, above or between limits (Tobit), also repeated ones, beside what substitution gives.", columns: censoredColumns, options: censoredOptions, example: { columns: { value: [1, 1, 2.3, 3.1, 1, 4.2, 2.2, 5.1], status: ["below", "below", "measured", "measured", "below", "measured", "measured", "measured"], covariates: { arm: ["a", "a", "a", "a", "b", "b", "b", "b"] } }, options: { scale: "log" } }, compute: censoredValueSteps,
    inR: ({ options, has }) => ({
      packages: ["survival"],
      lines: [
        `f <- ${options.scale === "log" ? "log" : "identity"}; v <- f(d$value)`,
        `lower <- ifelse(d$status == "below", NA, v); upper <- ifelse(d$status == "above", NA, ${has("upper") ? 'ifelse(d$status == "between", f(d$upper), v)' : "v"})`,
        `y <- Surv(lower, upper, type = "interval2")`,
        `print(summary(survreg(y ~ ${has("covariates") ? "., data = covariates" : "1"}, dist = "gaussian", control = survreg.control(rel.tolerance = 1e-12))))`,
      ],
      ...(has("participant") ? { differs: "survreg has no random intercepts: rows are taken as independent here." } : {}),
    }) }),
];
