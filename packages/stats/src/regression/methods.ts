/** Regressions that can be reached by name. */
import { type AnyMethod, describeMethod } from "../form/method-description.ts";
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

export const regressionMethods: readonly AnyMethod[] = [logisticMethod];
