/** Some rows pooled by one model: an effect, or the reason why there is none. */
import { type Measure, type ResultForm, StatisticRefusal, computeMethod } from "@stroma/stats";
import type { ChosenModel } from "./pool-models.ts";
import { type PooledView, viewPooled } from "./pooled-view.ts";

export type Columns = Readonly<Record<string, readonly unknown[]>>;
export interface PartRefusal {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}
export interface PooledPart {
  /** Rows, from 1, among those chosen. */
  readonly rows: readonly number[];
  readonly pooled: PooledView | null;
  readonly result: ResultForm | null;
  /** Why there is no pooled effect. */
  readonly refusal: PartRefusal | null;
}
export interface WhatToPool {
  readonly columns: Columns;
  readonly measure: Measure;
  readonly level: number;
}

export const pick = (columns: Columns, rows: readonly number[], names: readonly string[]): Columns => Object.fromEntries(Object.entries(columns).flatMap(([name, values]) => (names.includes(name) ? [[name, rows.map((row) => values[row - 1])]] : [])));
export const pickOptions = (options: Readonly<Record<string, unknown>>, known: object): Readonly<Record<string, unknown>> => Object.fromEntries(Object.entries(options).filter(([name]) => Object.hasOwn(known, name)));

/** Options of a method: measure and level where it has them, the model's own and the caller's. */
export const optionsFor = (method: { readonly options: object }, { measure, level }: WhatToPool, model: ChosenModel): Readonly<Record<string, unknown>> => pickOptions({ measure, level, ...model.options }, method.options);

export function* poolRows(what: WhatToPool, model: ChosenModel, rows: readonly number[]): Generator<unknown, PooledPart> {
  const { method } = model;
  const options = optionsFor(method, what, model);
  const { result, refusal } = yield* orRefused(computeMethod(method.name, { columns: pick(what.columns, rows, Object.keys(method.columns)), options }));
  const at = new Map(rows.map((row, place) => [place + 1, row]));
  const view = result === null ? null : viewPooled(result, rows.map((_, place) => place + 1));
  const pooled = view === null ? null : { ...view, weights: new Map([...view.weights].map(([place, weight]) => [at.get(place) ?? place, weight])) };
  return { rows, pooled, result, refusal };
}

/** What the data do not allow stands in the report; what the call got wrong is thrown. */
const ofData: ReadonlySet<string> = new Set(["no-events", "only-events", "not-identified", "separation", "too-few", "empty", "one-group", "not-converged", "singular", "nobody-left"]);

export function* orRefused<Result>(steps: Generator<unknown, Result>): Generator<unknown, { readonly result: Result | null; readonly refusal: PartRefusal | null }> {
  try {
    return { result: yield* steps, refusal: null };
  } catch (error) {
    return { result: null, refusal: refusalOfData(error) };
  }
}

/** Throws again what is no matter of the data. */
export function refusalOfData(error: unknown): PartRefusal {
  if (!(error instanceof StatisticRefusal) || !ofData.has(error.code)) throw error;
  const message = error.message.replace(`${error.path}: `, "").replace(` ${error.remedy}`, "");
  // The name of the library's function says nothing at a command line.
  return { code: error.code, message, remedy: error.remedy.replaceAll(/ \([a-z]+[A-Z][a-zA-Z]*\)/gu, "") };
}
