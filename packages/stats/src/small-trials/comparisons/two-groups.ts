/** The rows of two groups, the one compared with the other. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { categoriesOf } from "../../regression/design-matrix.ts";

export interface TwoGroups {
  /** The group that is compared, and the one that it is compared with. */
  readonly names: readonly [group: string, reference: string];
  readonly values: readonly [Float64Array, Float64Array];
}

/** The names of the two groups, the reference last: the first by code points, unless another is asked for. */
export function namesOfTwo(group: readonly string[], reference: string | null): readonly [string, string] {
  const names = categoriesOf(group);
  if (group.length === 0) throw new StatisticRefusal("empty", "group", "There are no rows.", "Give at least one row for each group.");
  if (names.length === 1) throw new StatisticRefusal("one-group", "group", `All rows belong to ${JSON.stringify(names[0])}.`, "Give rows of two groups.");
  if (names.length > 2) throw new StatisticRefusal("out-of-range", "group", `There are ${names.length} groups.`, "Give the rows of two of them.", { groups: names.length });
  const last = reference ?? (names[0] as string);
  if (!names.includes(last)) throw new StatisticRefusal("unknown-choice", "reference", `${JSON.stringify(last)} is no group.`, `Choose one of ${names.join(", ")}.`);
  return [names.find((name) => name !== last) as string, last];
}

/** Throws StatisticRefusal `empty`, `one-group`, `out-of-range` for more than two groups, `unknown-choice` for a reference that is none. */
export function splitGroups(outcome: Float64Array, group: readonly string[], reference: string | null): TwoGroups {
  const names = namesOfTwo(group, reference);
  const [one, other] = names.map((name) => outcome.filter((_, row) => group[row] === name)) as [Float64Array, Float64Array];
  return { names, values: [one, other] };
}
