/** Every method, with one column of its example replaced by numbers at the edge of what is read: a result without NaN, or a refusal. */
import { describe, expect, test } from "vitest";
import { computeMethod } from "../../src/compute/compute-method.ts";
import { methods } from "../../src/compute/methods.ts";
import type { AnyMethod } from "../../src/form/method-description.ts";
import { StatisticRefusal } from "../../src/form/statistic-refusal.ts";

type Values = ArrayLike<unknown>;

/** Methods of which one run takes more than half a second, each with the reason. */
const slow: Readonly<Record<string, string>> = {
  "binomial-mixed-model": "integrals over every study, at each step to a maximum that lies far away",
  "beta-binomial": "sums that grow with the totals",
  "pool-rates": "a profile of the variance between studies, at each step to a maximum that lies far away",
  "compare-zero-handling": "all methods for rare events, one after another",
  "proportion-difference-exact": "probabilities of every table, over a grid of the unknown proportion",
  "permute-moderators": "hundreds of meta-regressions",
  "multiple-imputation": "chains of imputations",
};

const isList = (values: unknown): values is Values => Array.isArray(values) || ArrayBuffer.isView(values);

interface NumberColumn {
  /** Those of a group by the name of both. */
  readonly path: string;
  readonly kind: string;
}
const numberColumns = (method: AnyMethod): readonly NumberColumn[] =>
  Object.entries(method.example.columns).flatMap(([name, given]): readonly NumberColumn[] => {
    const kind = method.columns[name]?.kind ?? "text";
    if (kind === "text" || kind === "flag") return [];
    return isList(given) ? [{ path: name, kind }] : Object.keys(given as object).map((inGroup) => ({ path: `${name}.${inGroup}`, kind }));
  });

function replaced(method: AnyMethod, path: string, extreme: number, rows: "all" | "first"): unknown {
  const change = (at: string, values: unknown): unknown => (at === path ? Array.from(values as Values, (value, row) => (rows === "all" || row === 0 ? extreme : value)) : values);
  const columns = Object.entries(method.example.columns).map(([name, given]) => [name, isList(given) ? change(name, given) : Object.fromEntries(Object.entries(given as object).map(([inGroup, values]) => [inGroup, change(`${name}.${inGroup}`, values)]))]);
  return { columns: Object.fromEntries(columns), options: method.example.options ?? {} };
}

/** What came of it; what is neither a result that JSON can hold, which NaN is not, nor a refusal is thrown on. */
function outcomeOf(method: AnyMethod, input: unknown): string {
  try {
    const steps = computeMethod(method.name, input);
    let step = steps.next();
    while (step.done !== true) step = steps.next();
    JSON.stringify(step.value);
    return "result";
  } catch (error) {
    if (!(error instanceof StatisticRefusal)) throw error;
    expect(error.message).not.toMatch(/NaN|undefined/u);
    return error.code;
  }
}

/** Two of them for each column, by turns. */
const extremes = [[1e99, -0], [1e-99, 0]] as const;
const extremesOfCounts = [[1e9, 0], [1e9, -0]] as const;

test("methods that are left out for their time are methods", () => {
  const names = new Set(methods.map(({ name }) => name));
  expect(Object.keys(slow).filter((name) => !names.has(name))).toEqual([]);
});

describe("a column of numbers at the edge of what is read gives a result without NaN, or a refusal", () => {
  test.each(methods.filter(({ name }) => slow[name] === undefined).map((method) => [method.name, method] as const))("%s", (_, method) => {
    for (const [place, { path, kind }] of numberColumns(method).entries()) {
      for (const extreme of (kind === "count" ? extremesOfCounts : extremes)[place % 2] ?? []) {
        for (const rows of ["all", "first"] as const) {
          const input = replaced(method, path, extreme, rows);
          expect(() => outcomeOf(method, input), `${path}, ${rows}: ${extreme}`).not.toThrow();
        }
      }
    }
  });
});
