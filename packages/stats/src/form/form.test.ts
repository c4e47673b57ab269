import { describe, expect, test } from "vitest";
import { column, columnsOf, columnWithGaps, mayColumn, mayColumnsOf, mayColumnsWithGapsOf, readRows } from "./columns.ts";
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
    [{ events: [1, 1_000_000_001], time: [1, 1] }, "out-of-range", "events.2"],
    [{ events: [1e300], time: [1] }, "out-of-range", "events.1"],
    [{ events: [1, 1], time: [1, 1.01e100] }, "out-of-range", "time.2"],
    [{ events: [1], time: [5e-324] }, "out-of-range", "time.1"],
    [{ events: [1], time: Float64Array.of(Infinity) }, "not-a-number", "time.1"],
  ])("%j is refused as %s at %s", (given, code, path) => {
    expect(() => readRows(fields, given as never)).toThrow(refused(code, path));
  });

  test("the largest count, the largest number and the smallest amount are read", () => {
    const read = readRows({ ...fields, level: column("number", "level") }, { events: [1e9, 0], time: [1e100, 1e-100], level: [-1e100, 5e-324] });
    expect([...read.columns.events, ...read.columns.time, ...read.columns.level]).toEqual([1e9, 0, 1e100, 1e-100, -1e100, 5e-324]);
  });

  test("no rows are read as none", () => {
    expect(readRows(fields, { events: [], time: [] })).toMatchObject({ size: 0, missing: { rows: 0 } });
  });
});

describe("a group of columns", () => {
  const fields = { event: column("flag", "event"), covariates: columnsOf("covariate", "covariates"), moderators: mayColumnsOf("number", "moderators") };

  test("is read under the caller's names, in the caller's order, numbers as numbers and texts as categories", () => {
    const { columns, rows, missing } = readRows(fields, { event: [1, 0, true], covariates: { site: ["a", "b", 3], age: [40, null, 60] } });
    expect([...rows]).toEqual([0, 2]);
    expect(missing).toEqual({ rows: 1, byColumn: { "covariates.age": 1 } });
    expect(columns.covariates.map(({ name, values }) => [name, [...values]])).toEqual([["site", ["a", "3"]], ["age", [40, 60]]]);
    expect(columns.moderators).toBe(null);
  });

  test.each([
    [{ event: [1] }, "missing-column", "covariates"],
    [{ event: [1], covariates: {} }, "missing-column", "covariates"],
    [{ event: [1], covariates: [1] }, "missing-column", "covariates"],
    [{ event: [1], covariates: { age: [1, 2] } }, "lengths-differ", "covariates.age"],
    [{ event: [1], covariates: { age: 3 } }, "not-a-number", "covariates.age"],
    [{ event: [1, 0], covariates: { age: [1, Infinity] } }, "not-a-number", "covariates.age.2"],
    [{ event: [1, 0], covariates: { age: [1, 2] }, moderators: { year: [1, "x"] } }, "not-a-number", "moderators.year.2"],
  ])("%j is refused as %s at %s", (given, code, path) => {
    expect(() => readRows(fields, given as never)).toThrow(refused(code, path));
  });

  test("may be left out where it may, and its schema lets names be chosen", () => {
    expect(readRows(fields, { event: [1], covariates: { age: [1] }, moderators: {} }).columns.moderators).toBe(null);
    const method = describeMethod({ name: "fit", field: "test", title: "A fit.", columns: fields, options: {}, example: { columns: { event: [1], covariates: { age: [1] } } }, compute: () => resultOf({ method: "A fit." }) });
    expect(methodJsonSchema(method)).toMatchObject({ properties: { columns: { required: ["event", "covariates"], properties: { covariates: { type: "object", minProperties: 1, additionalProperties: { type: "array", items: { type: ["number", "string", "boolean", "null"] } } } } } } });
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

describe("a column that may have gaps", () => {
  const fields = { outcome: columnWithGaps("number", "outcome"), arm: column("text", "arm"), covariates: mayColumnsWithGapsOf("covariate", "covariates") };

  test("keeps its rows, and tells where the gaps are among those that were kept", () => {
    const { size, columns, rows, missing } = readRows(fields, { outcome: [null, 1, Number.NaN, 4], arm: ["", "a", "b", "a"], covariates: { site: ["x", null, "y", ""], age: [1, 2, 3, null] } });
    expect([size, Array.from(rows), missing]).toEqual([3, [1, 2, 3], { rows: 1, byColumn: { arm: 1 } }]);
    expect(columns.outcome).toEqual({ values: Float64Array.of(1, 0, 4), gaps: Int32Array.of(1) });
    expect(columns.covariates).toEqual([{ name: "site", values: ["", "y", ""], gaps: Int32Array.of(0, 2) }, { name: "age", values: Float64Array.of(2, 3, 0), gaps: Int32Array.of(2) }]);
  });

  test("is checked where it has a value, and by the row that was given", () => {
    expect(() => readRows(fields, { outcome: [null, Number.POSITIVE_INFINITY], arm: ["a", "b"] })).toThrow(expect.objectContaining({ code: "not-a-number", path: "outcome.2" }));
    expect(() => readRows(fields, { outcome: [null, 1], arm: ["a"] })).toThrow(expect.objectContaining({ code: "lengths-differ" }));
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
