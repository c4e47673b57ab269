/** Recurrent events by name. */
import { type AnyMethod, describeMethod } from "../../form/method-description.ts";
import { compareMeanFunctions } from "./compare-mean-functions.ts";
import { estimateMeanFunction } from "./estimate-mean-function.ts";
import { andersenGillSteps, prenticeSteps, weiLinWeissfeldSteps } from "./fit-recurrent-cox.ts";
import { meanFunctionColumns, recurrentCoxColumns } from "./history-columns.ts";
import { meanComparisonOptions, meanFunctionOptions } from "./mean-function-options.ts";
import { andersenGillOptions, prenticeOptions, weiLinWeissfeldOptions } from "./recurrent-cox-options.ts";
import { andersenGillInR, meanComparisonInR, meanFunctionInR, prenticeInR, weiLinWeissfeldInR } from "./recurrent-in-r.ts";

const field = "recurrent-events";
// Lists of events, each closed by the end of observation.
const lists = {
  participant: ["a", "a", "a", "b", "b", "c", "d", "d", "d", "e", "f", "f", "g", "g", "h"],
  time: [2, 5, 9, 3, 8, 7, 1, 4, 6, 9, 6, 8.5, 2.5, 5.5, 7.5],
  event: [1, 1, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0],
};
const group = ["x", "x", "x", "x", "x", "x", "x", "x", "x", "y", "y", "y", "y", "y", "y"];
const covariates = { arm: group.map((one) => (one === "x" ? 1 : 0)), age: [4, 4, 4, 9, 9, 7, 5, 5, 5, 6, 3, 3, 8, 8, 4] };

export const recurrentEventMethods: readonly AnyMethod[] = [
  describeMethod({ name: "mean-cumulative-function", field, title: "The mean number of recurrent events over time, with robust limits; with death that ends them, where wanted.", columns: meanFunctionColumns, options: meanFunctionOptions, example: { columns: { ...lists, group }, options: { times: [3, 6] } }, compute: estimateMeanFunction, inR: meanFunctionInR }),
  describeMethod({ name: "mean-function-comparison", field, title: "Tests whether groups have one mean function of recurrent events, and compares their means.", columns: meanFunctionColumns, options: meanComparisonOptions, example: { columns: { ...lists, group }, options: { times: [6] } }, compute: compareMeanFunctions, inR: meanComparisonInR }),
  describeMethod({ name: "andersen-gill", field, title: "Ratios of the rate of recurrent events, whatever happened before.", columns: recurrentCoxColumns, options: andersenGillOptions, example: { columns: { ...lists, covariates } }, compute: andersenGillSteps, inR: andersenGillInR }),
  describeMethod({ name: "prentice-williams-peterson", field, title: "Hazard ratios of the next event given those before, in total or in gap time.", columns: recurrentCoxColumns, options: prenticeOptions, example: { columns: { ...lists, covariates }, options: { timeScale: "gap" } }, compute: prenticeSteps, inR: prenticeInR }),
  describeMethod({ name: "wei-lin-weissfeld", field, title: "Marginal hazard ratios of the first, second, … event.", columns: recurrentCoxColumns, options: weiLinWeissfeldOptions, example: { columns: { ...lists, covariates }, options: { effects: "common" } }, compute: weiLinWeissfeldSteps, inR: weiLinWeissfeldInR }),
];
