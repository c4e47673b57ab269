/** Parametric survival regression by name. */
import { type AnyMethod, describeMethod } from "../../form/method-description.ts";
import { fitParametric } from "./fit-parametric.ts";
import { parametricInR, parametricPredictionsInR, parametricResidualsInR } from "./parametric-in-r.ts";
import { parametricColumns, parametricOptions, parametricPredictionColumns, parametricPredictionOptions, parametricResidualOptions } from "./parametric-options.ts";
import { deriveParametricResiduals } from "./parametric-residuals.ts";
import { predictParametric } from "./predict-parametric.ts";

const field = "survival";
const columns = { time: [4.5, 9, 6, 2, 7, 5, 8, 3, 1.5, 10], event: [1, 0, 1, 1, 1, 0, 1, 1, 1, 0], covariates: { age: [60, 45, 52, 50, 61, 48, 49, 66, 58, 43] } };

export const parametricMethods: readonly AnyMethod[] = [
  describeMethod({ name: "parametric-regression", field, title: "Ratios of time, and of hazards where these are proportional, with Weibull, exponential, log-normal or log-logistic times.", columns: parametricColumns, options: parametricOptions, example: { columns, options: { distribution: "weibull" } }, compute: fitParametric, inR: parametricInR }),
  describeMethod({ name: "parametric-residuals", field, title: "Response, deviance and Cox-Snell residuals of parametric survival regression.", columns: parametricColumns, options: parametricResidualOptions, example: { columns, options: { distribution: "log-normal" } }, compute: deriveParametricResiduals, inR: parametricResidualsInR }),
  describeMethod({ name: "parametric-predictions", field, title: "Quantiles of time and survival predicted by parametric survival regression.", columns: parametricPredictionColumns, options: parametricPredictionOptions, example: { columns: { ...columns, predict: [1, 0, 0, 1, 0, 0, 0, 0, 0, 0] }, options: { distribution: "log-logistic", quantiles: [0.25, 0.5, 0.75] } }, compute: predictParametric, inR: parametricPredictionsInR }),
];
