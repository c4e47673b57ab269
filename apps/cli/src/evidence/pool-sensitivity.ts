/** The pooled effect without each study in turn, and as studies came in, where the model has it. */
import { type ResultForm, computeMethod, findMethod } from "@stroma/stats";
import type { ChosenModel } from "./pool-models.ts";
import { type PartRefusal, type WhatToPool, optionsFor, orRefused, pick } from "./pool-part.ts";

export interface Sensitivity {
  readonly result: ResultForm | null;
  readonly refusal: PartRefusal | null;
}
const none = (model: ChosenModel, what: string): Sensitivity => ({ result: null, refusal: { code: "options-conflict", message: `There is no ${what} for the ${model.name.toLowerCase()}.`, remedy: "Choose --model mantel-haenszel, peto, common or random." } });

export function* leaveOneOutOf(what: WhatToPool, model: ChosenModel, rows: readonly number[]): Generator<unknown, Sensitivity> {
  return model.leaveOneOut === null ? none(model, "leave-one-out") : yield* run(model.leaveOneOut, what, model, rows, {});
}

/** @param order a number for each row, `null` where there is none */
export function* cumulativeOf(what: WhatToPool, model: ChosenModel, rows: readonly number[], order: readonly (number | null)[]): Generator<unknown, Sensitivity> {
  return model.cumulative === null ? none(model, "cumulative analysis") : yield* run(model.cumulative, what, model, rows, { order: rows.map((row) => order[row - 1] ?? null) });
}

function* run(name: string, what: WhatToPool, model: ChosenModel, rows: readonly number[], more: Readonly<Record<string, unknown>>): Generator<unknown, Sensitivity> {
  const method = findMethod(name);
  const ofCounts = model.inverseVariance ? {} : { model: model.key, ...(model.key === "peto" ? { measure: "odds-ratio" } : {}) };
  const options = { ...optionsFor(method, what, model), ...ofCounts };
  return yield* orRefused(computeMethod(name, { columns: { ...pick(what.columns, rows, Object.keys(method.columns)), ...more }, options }));
}
