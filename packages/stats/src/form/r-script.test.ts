import { describe, expect, test } from "vitest";
import { rScriptFor } from "../compute/compute-method.ts";
import { column, columnsOf, columnWithGaps, mayColumn, mayColumnsWithGapsOf } from "./columns.ts";
import { rName, rValue, writeRScript } from "./r-script.ts";

const fields = { value: column("number", "values"), site: mayColumn("text", "site"), covariates: columnsOf("covariate", "covariates") };
const code = { packages: ["survival"], lines: ["mean(d$value)"], plot: ["plot(d$value)"] };

describe("a script in R", () => {
  test("holds the rows with what is missing in them, and says what it repeats", () => {
    const script = writeRScript({ title: "A mean.", method: "mean", fields, columns: { value: [1.5, null, -2e-8], covariates: { "age at start": [60, 61, 62], arm: ["a", "b", 'c"\\'] } }, codes: [code] });
    expect(script).toContain("# A mean.\n# Repeats the method \"mean\" with R's own functions (packages survival).");
    expect(script).toContain("d <- data.frame(\n  value = c(\n    1.5, NA, -2e-8\n  ),");
    expect(script).toContain("`age at start` = c(");
    expect(script).toContain('"a", "b", "c\\"\\\\"');
    expect(script).toContain("complete.cases(d, covariates)");
    expect(script).not.toContain("site");
    expect(script).not.toContain("plot(");
  });

  test("leaves no row out for a gap that is part of the method", () => {
    const gapped = { value: columnWithGaps("number", "values"), site: column("text", "site"), covariates: mayColumnsWithGapsOf("covariate", "covariates") };
    const written = (columns: Readonly<Record<string, unknown>>) => writeRScript({ title: "A mean.", method: "mean", fields: gapped, columns, codes: [code] });
    expect(written({ value: [1, null], site: ["a", "b"], covariates: { age: [null, 2] } })).toContain("complete <- complete.cases(d$site)\n");
    expect(written({ value: [1, null], covariates: { age: [null, 2] } })).toContain("complete <- rep(TRUE, nrow(d))\n");
  });

  test("draws where a figure is asked for", () => {
    expect(writeRScript({ title: "A mean.", method: "mean", fields, columns: { value: [1], covariates: { age: [1] } }, codes: [code], plot: true })).toContain("plot(d$value)");
  });

  test("long lists are broken into lines", () => {
    const script = writeRScript({ title: "A mean.", method: "mean", fields, columns: { value: Float64Array.from({ length: 500 }, (_, at) => at), covariates: { age: [] } }, codes: [code] });
    expect(Math.max(...script.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(script).toContain(" 499\n");
  });

  test("words that R keeps for itself, and signs, stand in quotes", () => {
    expect([rName("age"), rName("if"), rName("2nd"), rName("a`b")]).toEqual(["age", "`if`", "`2nd`", "`a\\`b`"]);
    expect([rValue(true), rValue(null), rValue(""), rValue(Number.NaN), rValue(Number.NEGATIVE_INFINITY), rValue("7")]).toEqual(["1", "NA", "NA", "NA", "-Inf", '"7"']);
  });

  test("a method without one refuses, and names those that have one", () => {
    expect(() => rScriptFor("summarise-survival", { columns: { time: [1], event: [1] } })).toThrow(expect.objectContaining({ code: "no-script", remedy: expect.stringContaining("kaplan-meier") as string }));
  });
});
