import { describe, expect, test } from "vitest";
import { fitColumns } from "./fit-columns.ts";

const field = (kind: "flag" | "covariate" | "number") => ({ kind, says: kind, required: true });
const method = { columns: { event: field("flag"), covariates: { ...field("covariate"), group: true as const } } };
const table = { rows: 2, options: {}, columns: new Map([["event", ["1", "0"]], ["age", ["40", "NA"]], ["site", ["a", "2"]], ["other", ["x", "y"]]]) };

describe("a group of columns from a table", () => {
  test("takes several columns of the file; numbers are numbers, a column with a text in it stays text", () => {
    expect(fitColumns(method, table, ["covariates=age,site"])).toEqual({ columns: { event: [1, 0], covariates: { age: [40, null], site: ["a", "2"] } }, unread: ["other"] });
  });

  test("is found where the file itself has it as a group", () => {
    const grouped = { ...table, columns: new Map<string, readonly unknown[]>([["event", [1, 0]], ["covariates.age", [40, 50]]]) };
    expect(fitColumns(method, grouped, []).columns).toEqual({ event: [1, 0], covariates: { age: [40, 50] } });
  });

  test.each([
    [[], "missing-column"],
    [["covariates=age,weight"], "no-such-column"],
    [["covariate=age"], "no-such-column"],
  ])("%j is refused as %s", (names, code) => {
    expect(() => fitColumns(method, table, names)).toThrow(expect.objectContaining({ code, exitCode: 2 }));
  });
});
