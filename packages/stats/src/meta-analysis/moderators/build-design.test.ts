import { describe, expect, test } from "vitest";
import { rowsOf } from "../../linear-algebra/matrix.ts";
import { buildDesign } from "./build-design.ts";

const year = { name: "year", values: Float64Array.of(1990, 1995, 2001, 2010) };
const age = { name: "age", values: ["child", "adult", "adult", "old"] };
const plain = { intercept: true, factors: null, references: null };
const refused = (code: string, path: string, message = /./u) => expect.objectContaining({ name: "StatisticRefusal", code, path, message: expect.stringMatching(message) });

describe("the design of a regression", () => {
  test("categories have a column for each level but the reference, which is the first in order", () => {
    const { matrix, terms } = buildDesign(4, [age, year], plain);
    expect(terms.map(({ name }) => name)).toEqual(["intercept", "age: child", "age: old", "year"]);
    expect(terms[1]).toMatchObject({ moderator: "age", level: "child", reference: "adult" });
    expect(rowsOf(matrix)).toEqual([[1, 1, 0, 1990], [1, 0, 0, 1995], [1, 0, 0, 2001], [1, 0, 1, 2010]]);
  });

  test("a reference is named, and without an intercept the first categories have a column for each level", () => {
    expect(buildDesign(4, [age], { ...plain, references: ["age=old"] }).terms.map(({ level }) => level)).toEqual([null, "adult", "child"]);
    expect(buildDesign(4, [age], { ...plain, intercept: false }).terms).toMatchObject([{ level: "adult", reference: null }, { level: "child" }, { level: "old" }]);
  });

  test("numbers named as categories are categories", () => {
    expect(buildDesign(3, [{ name: "grade", values: Float64Array.of(1, 2, 3) }], { ...plain, factors: ["grade"] }).terms.map(({ name }) => name)).toEqual(["intercept", "grade: 2", "grade: 3"]);
  });

  test("moderators that determine each other are named", () => {
    const since = { name: "since 1990", values: year.values.map((one) => one - 1990) };
    expect(() => buildDesign(4, [year, since], plain)).toThrow(refused("singular", "moderators.since 1990", /since 1990 is determined by intercept, year\./u));
    const child = { name: "child", values: Float64Array.of(1, 0, 0, 0) };
    expect(() => buildDesign(4, [age, child], plain)).toThrow(refused("singular", "moderators.child", /child is determined by age: child\./u));
    expect(() => buildDesign(4, [{ name: "dose", values: Float64Array.of(3, 3, 3, 3) }], plain)).toThrow(refused("singular", "moderators.dose", /dose is determined by intercept\./u));
  });

  test.each([
    [{ ...plain, references: ["age"] }, "unknown-choice", "references"],
    [{ ...plain, references: ["age=baby"] }, "unknown-choice", "references"],
    [{ ...plain, references: ["sex=f"] }, "unknown-column", "references"],
    [{ ...plain, references: ["year=1990"] }, "unknown-choice", "references"],
    [{ ...plain, factors: ["sex"] }, "unknown-column", "factors"],
  ])("%j is refused as %s", (options, code, path) => {
    expect(() => buildDesign(4, [age, year], options)).toThrow(refused(code, path));
  });

  test("categories of one level tell nothing beside an intercept", () => {
    expect(() => buildDesign(2, [{ name: "age", values: ["adult", "adult"] }], plain)).toThrow(refused("one-group", "moderators.age"));
  });

  test("settings are turned into rows; what is not known in them is refused", () => {
    const { rowFor } = buildDesign(4, [age, year], plain);
    expect([...rowFor(new Map([["year", "2000"], ["age", "old"]]), "at.1")]).toEqual([1, 0, 1, 2000]);
    expect(() => rowFor(new Map([["age", "old"]]), "at.1")).toThrow(refused("missing-column", "at.1"));
    expect(() => rowFor(new Map([["age", "baby"], ["year", "2000"]]), "at.1")).toThrow(refused("unknown-choice", "at.1"));
    expect(() => rowFor(new Map([["age", "old"], ["year", "late"]]), "at.1")).toThrow(refused("not-a-number", "at.1"));
    expect(() => rowFor(new Map([["sex", "f"]]), "at.1")).toThrow(refused("unknown-column", "at.1"));
  });
});
