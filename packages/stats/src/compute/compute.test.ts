import { describe, expect, test } from "vitest";
import { column } from "../form/columns.ts";
import { type AnyMethod, describeMethod } from "../form/method-description.ts";
import { methodJsonSchema } from "../form/method-json-schema.ts";
import { level } from "../form/option-fields.ts";
import { resultOf } from "../form/result.ts";
import { computeMethod } from "./compute-method.ts";
import { methods } from "./methods.ts";

const total = describeMethod({
  name: "total",
  field: "test",
  title: "A total.",
  columns: { value: column("number", "values") },
  options: { level },
  example: { columns: { value: [1, 2] } },
  compute: function* ({ value }) {
    yield { done: 0.5 };
    return resultOf({ method: "A total.", total: Array.from(value).reduce<number>((sum, one) => sum + (one ?? 0), 0) });
  },
});
const run = (name: string, input: unknown, known: readonly AnyMethod[] = methods) => {
  const steps = computeMethod(name, input, known);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
};

describe("methods by name", () => {
  test("a method is found and driven to its end", () => {
    expect(run("total", { columns: { value: [1, 2] } }, [total])).toMatchObject({ total: 3 });
  });

  test.each([
    ["totals", { columns: {} }, "unknown-method", "method"],
    ["total", {}, "missing-column", "columns"],
    ["total", { columns: { value: [1] }, option: {} }, "unknown-option", "option"],
    ["total", { columns: { value: [1] }, options: [] }, "unknown-option", "options"],
    ["total", null, "missing-column", "columns"],
  ])("%s with %j is refused as %s at %s", (name, input, code, path) => {
    expect(() => run(name, input, [total])).toThrow(expect.objectContaining({ name: "StatisticRefusal", code, path }));
  });

  test("a mistyped name is told the nearest one, and a part of a name all that have it", () => {
    expect(() => run("mantel-haenzel", { columns: {} })).toThrow(/Did you mean mantel-haenszel\?$/u);
    expect(() => run("mixed", { columns: {} })).toThrow(/binomial-mixed-model, poisson-mixed-model/u);
  });

  test("no two methods have one name", () => {
    expect(new Set(methods.map(({ name }) => name)).size).toBe(methods.length);
  });

  test.each(methods.map((method) => [method.name, method] as const))("%s: its example runs, says how it was computed, and is plain JSON", (name, method) => {
    const result = run(name, method.example);
    expect(result.method).toMatch(/\.$/u);
    expect(JSON.parse(JSON.stringify(result))).toMatchObject({ method: result.method });
    expect(methodJsonSchema(method)).toMatchObject({ type: "object" });
  });

  test.each(methods.map((method) => [method.name, method] as const))("%s: an unknown option, an unknown column and no rows are refused", (name, method) => {
    const { columns } = method.example;
    expect(() => run(name, { columns, options: { ...method.example.options, thisIsNoOption: 1 } })).toThrow(expect.objectContaining({ code: "unknown-option", path: "thisIsNoOption" }));
    expect(() => run(name, { columns: { ...columns, thisIsNoColumn: [1] }, options: method.example.options ?? {} })).toThrow(expect.objectContaining({ code: "unknown-column", path: "thisIsNoColumn" }));
    const none = Object.fromEntries(Object.keys(columns).map((key) => [key, []]));
    expect(() => run(name, { columns: none, options: method.example.options ?? {} })).toThrow(expect.objectContaining({ name: "StatisticRefusal" }));
  });
});
