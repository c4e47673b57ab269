/** Regressions that can be reached by name. */
import { type AnyMethod, describeMethod } from "../form/method-description.ts";
import { fitLinear, linearColumns, linearOptions } from "./fit-linear.ts";
import { logisticSteps } from "./fit-logistic.ts";
import { logisticColumns, logisticOptions } from "./logistic-options.ts";

export const logisticMethod = describeMethod({
  name: "logistic-regression",
  field: "regression",
  title: "Odds ratios of an event for several covariates, with robust or clustered variances where wanted.",
  columns: logisticColumns,
  options: logisticOptions,
  example: { columns: { event: [0, 1, 0, 1, 1, 0, 0, 1], covariates: { age: [30, 50, 45, 62, 41, 52, 47, 38], site: ["a", "a", "b", "b", "a", "b", "a", "b"] } }, options: { variance: "hc1" } },
  compute: logisticSteps,
});

export const linearMethod = describeMethod({
  name: "linear-regression",
  field: "regression",
  title: "Linear regression with model or robust variances, F tests of each covariate, and what each row does.",
  columns: linearColumns,
  options: linearOptions,
  example: { columns: { outcome: [2.1, 3.9, 4.2, 3.3, 6.5, 4.4], covariates: { dose: [0, 1, 2, 1, 4, 2], site: ["a", "a", "b", "b", "a", "b"] } }, options: { variance: "hc3" } },
  compute: fitLinear,
  inR: ({ options, has }) => ({
    packages: options.variance === "model" ? [] : ["sandwich"],
    lines: [
      `model <- lm(d$outcome ~ ., data = covariates${has("weight") ? ", weights = d$weight" : ""})`,
      `V <- ${options.variance === "model" ? "vcov(model)" : `vcovHC(model, type = "${options.variance.toUpperCase()}")`}`,
      `half <- qt(${(1 + options.level) / 2}, df.residual(model)) * sqrt(diag(V))`,
      "print(cbind(estimate = coef(model), se = sqrt(diag(V)), lower = coef(model) - half, upper = coef(model) + half))",
      "print(summary(model))",
    ],
  }),
});

export const regressionMethods: readonly AnyMethod[] = [logisticMethod, linearMethod];
