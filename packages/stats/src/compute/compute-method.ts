/** Computes a method by its name, as the command line and other languages call it. */
import { nearestKey } from "../dose-finding/design-file/nearest-key.ts";
import type { AnyMethod } from "../form/method-description.ts";
import { writeRScript } from "../form/r-script.ts";
import type { ResultForm } from "../form/result.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { methods } from "./methods.ts";

/**
 * The method with a name. Throws StatisticRefusal `unknown-method`, with the nearest names in the remedy.
 * @example findMethod("mantel-haenszel").title
 */
export function findMethod(name: string, known: readonly AnyMethod[] = methods): AnyMethod {
  const found = known.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = known.map((one) => one.name);
  const nearest = nearestKey(name, names);
  const near = nearest === null ? names.filter((one) => name !== "" && one.includes(name)) : [nearest];
  throw new StatisticRefusal("unknown-method", "method", `There is no method ${JSON.stringify(name)}.`, near.length > 0 ? `Did you mean ${near.join(", ")}?` : `Known are ${names.join(", ")}.`);
}

/**
 * Computes. A generator that yields progress where the method does; its return value is the result.
 * Throws StatisticRefusal as the method does, `unknown-method`, and `missing-column` for an input without columns.
 *
 * @example finish(computeMethod("mantel-haenszel", { columns: { treatedEvents: [1], treatedTotal: [10], controlEvents: [2], controlTotal: [10] } }))
 */
export function* computeMethod(name: string, input: unknown, known: readonly AnyMethod[] = methods): Generator<unknown, ResultForm> {
  const method = findMethod(name, known);
  const { columns, options } = readInput(method, input);
  const result = method.run(columns, options);
  return Symbol.iterator in result ? yield* result : result;
}

/**
 * The script in R that repeats a method on its rows with R's own functions; with `plot`, also the figure. Methods that share its
 * columns may follow in the same script (`also`). The rows are not checked here: compute first.
 * Throws StatisticRefusal as `computeMethod`, and `no-script` where a method has none.
 *
 * @example rScriptFor("log-rank", { columns: { time: [1, 2], event: [1, 1], group: ["a", "b"] } })
 */
export function rScriptFor(name: string, input: unknown, { plot = false, also = [], known = methods }: { readonly plot?: boolean; readonly also?: readonly { readonly method: string; readonly options?: object }[]; readonly known?: readonly AnyMethod[] } = {}): string {
  const method = findMethod(name, known);
  const { columns, options } = readInput(method, input);
  const all = [{ method, options }, ...also.map((one) => ({ method: findMethod(one.method, known), options: one.options ?? {} }))];
  const codes = all.map(({ method: { name: each, rCode }, options: given }) => {
    if (rCode === null) throw new StatisticRefusal("no-script", "method", `${each} has no script in R.`, `These have one: ${known.filter((one) => one.rCode !== null).map((one) => one.name).join(", ")}.`);
    return rCode(columns, given);
  });
  const fields = Object.assign({}, ...all.map((one) => one.method.columns)) as AnyMethod["columns"];
  return writeRScript({ title: method.title, method: all.map((one) => one.method.name).join('", "'), fields, columns: columns as Readonly<Record<string, unknown>>, codes, plot });
}

function readInput(method: AnyMethod, input: unknown): { readonly columns: object; readonly options: object } {
  if (typeof input !== "object" || input === null || !("columns" in input) || typeof input.columns !== "object" || input.columns === null) {
    throw new StatisticRefusal("missing-column", "columns", "The input has no columns.", `Give { "columns": { ${Object.keys(method.columns).map((column) => `"${column}": […]`).join(", ")} } }.`);
  }
  for (const key of Object.keys(input)) if (key !== "columns" && key !== "options") throw new StatisticRefusal("unknown-option", key, "The input has columns and options, and nothing else.", "Take it out, or put it into options.");
  const options = "options" in input && input.options !== undefined ? input.options : {};
  if (typeof options !== "object" || options === null || Array.isArray(options)) throw new StatisticRefusal("unknown-option", "options", "The options are no names with values.", 'Give { "level": 0.95 }, for example, or leave them out.');
  return { columns: input.columns, options };
}
