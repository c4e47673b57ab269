/** Cox regression by name. */
import { type AnyMethod, describeMethod } from "../../form/method-description.ts";
import { coxColumns, coxOptions, coxResidualOptions } from "./cox-options.ts";
import { deriveCoxResiduals } from "./cox-residuals.ts";
import { coxSteps } from "./fit-cox.ts";

export const coxMethod = describeMethod({
  name: "cox-regression",
  field: "survival",
  title: "Hazard ratios of several covariates, with strata, intervals, weights and clusters where wanted.",
  columns: coxColumns,
  options: coxOptions,
  example: { columns: { time: [4, 9, 6, 2, 7, 5, 8, 3], event: [1, 0, 1, 1, 1, 0, 1, 1], covariates: { age: [60, 45, 52, 50, 61, 48, 49, 66] } }, options: { ties: "efron" } },
  compute: coxSteps,
});

export const coxResidualMethod = describeMethod({
  name: "cox-residuals",
  field: "survival",
  title: "Martingale, deviance and Schoenfeld residuals of Cox regression.",
  columns: coxColumns,
  options: coxResidualOptions,
  example: { columns: { time: [4, 9, 6, 2, 7, 5, 8, 3], event: [1, 0, 1, 1, 1, 0, 1, 1], covariates: { age: [60, 45, 52, 50, 61, 48, 49, 66] } } },
  compute: deriveCoxResiduals,
});

export const coxMethods: readonly AnyMethod[] = [coxMethod, coxResidualMethod];
