/** Ordered categories as whole numbers from 0. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { categoriesOf } from "../../regression/design-matrix.ts";

/**
 * Numbers by size, texts by code points, or as `order` says, which must name each category that is there; one of it that nobody has is
 * left out. Throws StatisticRefusal `empty`, `one-group`, `unknown-choice`. @example codeCategories(["low", "high"], ["low", "high"]).codes // 0, 1
 */
export function codeCategories(outcome: Float64Array | readonly string[], order: readonly string[] | null): { readonly names: readonly string[]; readonly codes: Int32Array } {
  if (outcome.length === 0) throw new StatisticRefusal("empty", "outcome", "There are no rows.", "Give at least three rows.");
  const texts = Array.from(outcome as ArrayLike<number | string>, String);
  const seen = outcome instanceof Float64Array ? Array.from(new Set(outcome)).toSorted((one, other) => one - other).map(String) : categoriesOf(texts);
  const strange = order === null ? undefined : seen.find((name) => !order.includes(name));
  if (order !== null && (strange !== undefined || new Set(order).size !== order.length)) throw new StatisticRefusal("unknown-choice", "order", strange === undefined ? "A category stands twice." : `${JSON.stringify(strange)} has no place in the order.`, `Name each once: ${seen.slice(0, 20).join(", ")}.`);
  const names = order === null ? seen : order.filter((name) => seen.includes(name));
  if (names.length === 1) throw new StatisticRefusal("one-group", "outcome", `All rows are in ${JSON.stringify(names[0])}.`, "Give rows of two categories at least.");
  const places = new Map(names.map((name, at) => [name, at]));
  return { names, codes: Int32Array.from(texts, (text) => places.get(text) as number) };
}
