import { describe, expect, test } from "vitest";
import { column, mayColumn, readRows } from "./columns.ts";
import { describeMethod } from "./method-description.ts";
import { methodJsonSchema } from "./method-json-schema.ts";
import { choice, level, mayNumber, mayNumbers, mayWords, number, readOptions, whole, yesOrNo } from "./option-fields.ts";
import { resultOf } from "./result.ts";

const refused = (code: string, path: string) => expect.objectContaining({ name: "StatisticRefusal", code, path, remedy: expect.stringMatching(/\S/u) });

describe("columns", () => {
  const fields = { events: column("count", "events"), time: column("amount", "person-time"), group: mayColumn("text", "group") };

  test("rows with something missing are left out and counted, by column", () => {
    const read = readRows(fields, { events: [1, null, 2, 3], time: [10, 20, Number.NaN, 40], group: ["a", "b", "c", ""] });
    expect(read.size).toBe(1);
    expect([...read.rows]).toEqual([0]);
    expect(read.columns.group).toEqual(["a"]);
    expect(read.missing).toEqual({ rows: 3, byColumn: { events: 1, time: 1, group: 1 } });
  });

  test("a typed array without gaps is read where it is", () => {
    const time = new Float64Array([1, 2]);
    const { columns } = readRows(fields, { events: Int32Array.of(0, 1), time });
    expect(columns.time).toBe(time);
    expect([...columns.events]).toEqual([0, 1]);
    expect(columns.group).toBe(null);
  });

  test.each([
    [{ events: [1] }, "missing-column", "time"],
    [{ events: [1], time: [1, 2] }, "lengths-differ", "time"],
    [{ events: [1], time: [1], dose: [1] }, "unknown-column", "dose"],
    [{ events: [1.5], time: [1] }, "not-whole", "events.1"],
    [{ events: [1, 1], time: [1, -2] }, "negative", "time.2"],
    [{ events: ["1"], time: [1] }, "not-a-number", "events.1"],
    [{ events: [Infinity], time: [1] }, "not-a-number", "events.1"],
    [{ events: 3, time: [1] }, "not-a-number", "events"],
  ])("%j is refused as %s at %s", (given, code, path) => {
    expect(() => readRows(fields, given as never)).toThrow(refused(code, path));
  });

  test("no rows are read as none", () => {
    expect(readRows(fields, { events: [], time: [] })).toMatchObject({ size: 0, missing: { rows: 0 } });
  });
});

describe("options", () => {
  const fields = { model: choice(["common", "random"], "random", "model"), level, steps: whole(1, 9, 3, "steps"), limit: mayNumber(0, 1, "limit"), scale: number(0, 10, 1, "scale"), exact: yesOrNo(false, "exactly"), cuts: mayNumbers(0, 1, "cuts"), names: mayWords("names") };

  test("what is left out, or undefined, has its default", () => {
    expect(readOptions(fields, { level: 0.9, exact: undefined })).toEqual({ model: "random", level: 0.9, steps: 3, limit: null, scale: 1, exact: false, cuts: null, names: null });
  });

  test.each([
    [{ modle: "random" }, "unknown-option", "modle"],
    [{ model: "mixed" }, "unknown-choice", "model"],
    [{ level: 95 }, "out-of-range", "level"],
    [{ level: 0 }, "out-of-range", "level"],
    [{ level: Number.NaN }, "not-a-number", "level"],
    [{ level: null }, "not-a-number", "level"],
    [{ steps: 2.5 }, "not-whole", "steps"],
    [{ steps: 10 }, "out-of-range", "steps"],
    [{ limit: -1 }, "out-of-range", "limit"],
    [{ exact: 1 }, "unknown-choice", "exact"],
    [{ cuts: [0.5, 2] }, "out-of-range", "cuts.2"],
    [{ names: "a" }, "unknown-choice", "names"],
  ])("%j is refused as %s at %s", (given, code, path) => {
    expect(() => readOptions(fields, given as never)).toThrow(refused(code, path));
  });
});

test("a result cannot be changed, and its JSON has words for numbers without bound", () => {
  const result = resultOf({ method: "Sum.", upper: Infinity, weights: Float64Array.of(1, 2), inner: { lower: -Infinity }, draw: () => 1 });
  expect(JSON.parse(JSON.stringify(result))).toEqual({ method: "Sum.", upper: "Infinity", weights: [1, 2], inner: { lower: "-Infinity" } });
  expect(() => Object.assign(result, { method: "" })).toThrow(TypeError);
  expect(() => JSON.stringify(resultOf({ method: "Sum.", sum: Number.NaN }))).toThrow("sum is not a number");
});

test("a method's schema is made of its description", () => {
  const method = describeMethod({ name: "sum", field: "test", title: "A sum.", columns: { value: column("number", "values") }, options: { level }, example: { columns: { value: [1] } }, compute: ({ value }) => resultOf({ method: "A sum.", rows: value.length }) });
  expect(methodJsonSchema(method)).toMatchObject({ title: "A sum.", required: ["columns"], properties: { columns: { required: ["value"] }, options: { properties: { level: { exclusiveMinimum: 0, default: 0.95 } } } } });
  expect(method.run({ value: [1, 2] }, {})).toMatchObject({ rows: 2 });
});
