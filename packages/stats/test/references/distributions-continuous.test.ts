/** Gamma, beta, F and t against values of 20 digits, in both tails, from 1e-305 and with shapes from 0.05 to 5e7. */
import { describe, expect, test } from "vitest";
import reference from "../../../../validation/distributions.json" with { type: "json" };
import { betaTail, logBetaDensity, logBetaTail } from "../../src/distributions/beta.ts";
import { chiSquareQuantile, chiSquareTail, logChiSquareDensity, logChiSquareTail } from "../../src/distributions/chi-square.ts";
import { fQuantile, fTail, logFDensity, logFTail } from "../../src/distributions/f.ts";
import { gammaQuantile, gammaTail, logGammaDensity, logGammaTail } from "../../src/distributions/gamma.ts";
import { logStudentDensity, logStudentTail, studentQuantile, studentTail } from "../../src/distributions/student-t.ts";
import { betaQuantile } from "../../src/special-functions/beta-quantile.ts";
import type { TailOptions } from "../../src/special-functions/tail-parts.ts";
import { holdsLogarithm, holdsRelative, type ReferenceRow, rowsOf } from "./distributions-rows.ts";

const tailTolerance = 5e-13;
const logTolerance = 1e-14;
const densityTolerance = 5e-14;
const quantileTolerance = 5e-13;
const tails = ["lower", "upper"] as const;

interface Functions {
  readonly tail: (options: TailOptions) => number;
  readonly logTail: (options: TailOptions) => number;
  readonly logDensity: () => number;
  readonly quantile: (p: number, options: TailOptions) => number;
}

/** All that a distribution offers, at one row. */
function hold(method: string, at: string, row: ReferenceRow, place: number, functions: Functions): void {
  for (const tail of tails) {
    holdsRelative(method, `${tail} tail at ${at}`, functions.tail({ tail }), row(tail), tailTolerance);
    holdsLogarithm(method, `log ${tail} tail at ${at}`, functions.logTail({ tail }), row(tail === "lower" ? "logLower" : "logUpper"), logTolerance);
    const p = row(tail);
    if (p <= 0.5 && p > 1e-305) holdsRelative(method, `quantile of the ${tail} tail ${String(p)} at ${at}`, functions.quantile(p, { tail }), place, quantileTolerance);
  }
  holdsLogarithm(method, `log density at ${at}`, functions.logDensity(), row("logDensity"), densityTolerance);
}

describe("tails, logarithms, densities and quantiles agree with 20 digits", () => {
  test("gamma, shapes from 0.05 to 5e7", () => {
    const rows = rowsOf(reference.gammaTails);
    expect(rows.length).toBeGreaterThan(150);
    for (const row of rows) {
      const [shape, x] = [row("shape"), row("x")];
      hold("gamma", `x = ${String(x)}, shape ${String(shape)}`, row, x, { tail: (options) => gammaTail(x, shape, options), logTail: (options) => logGammaTail(x, shape, options), logDensity: () => logGammaDensity(x, shape), quantile: (p, options) => gammaQuantile(p, shape, options) });
    }
  });

  test("chi-square, degrees of freedom from 0.1 to 1e8", () => {
    const rows = rowsOf(reference.gammaTails);
    expect(rows.length).toBeGreaterThan(150);
    for (const row of rows) {
      const [df, x] = [2 * row("shape"), 2 * row("x")];
      const logDensity = () => logChiSquareDensity(x, df) + Math.LN2;
      hold("chi-square", `x = ${String(x)}, df ${String(df)}`, row, x, { tail: (options) => chiSquareTail(x, df, options), logTail: (options) => logChiSquareTail(x, df, options), logDensity, quantile: (p, options) => chiSquareQuantile(p, df, options) });
    }
  });

  test("beta, shapes from 0.05 to 5e7", () => {
    const rows = rowsOf(reference.betaTails);
    expect(rows.length).toBeGreaterThan(200);
    for (const row of rows) {
      const [a, b, x] = [row("a"), row("b"), row("x")];
      hold("beta", `x = ${String(x)}, shapes ${String(a)}, ${String(b)}`, row, x, { tail: (options) => betaTail(x, a, b, options), logTail: (options) => logBetaTail(x, a, b, options), logDensity: () => logBetaDensity(x, a, b), quantile: (p, options) => betaQuantile(p, a, b, options) });
    }
  });

  test("F, degrees of freedom from 0.1 to 1e8", () => {
    const rows = rowsOf(reference.fTails);
    expect(rows.length).toBeGreaterThan(200);
    for (const row of rows) {
      const [df1, df2, f] = [row("df1"), row("df2"), row("f")];
      hold("F", `f = ${String(f)}, df ${String(df1)}, ${String(df2)}`, row, f, { tail: (options) => fTail(f, df1, df2, options), logTail: (options) => logFTail(f, df1, df2, options), logDensity: () => logFDensity(f, df1, df2), quantile: (p, options) => fQuantile(p, df1, df2, options) });
    }
  });

  test("Student's t, degrees of freedom from 0.1 to 1e8", () => {
    const rows = rowsOf(reference.studentTails);
    expect(rows.length).toBeGreaterThan(150);
    for (const row of rows) {
      const [df, t, p] = [row("df"), row("t"), row("upper")];
      const at = `t = ${String(t)}, df ${String(df)}`;
      holdsRelative("Student's t", `upper tail at ${at}`, studentTail(t, df, { tail: "upper" }), p, tailTolerance);
      holdsRelative("Student's t", `lower tail at -${at}`, studentTail(-t, df), p, tailTolerance);
      holdsRelative("Student's t", `lower tail at ${at}`, studentTail(t, df), 1 - p, 2e-15);
      holdsLogarithm("Student's t", `log upper tail at ${at}`, logStudentTail(t, df, { tail: "upper" }), row("logUpper"), logTolerance);
      holdsLogarithm("Student's t", `log density at ${at}`, logStudentDensity(t, df), row("logDensity"), densityTolerance);
      // Near 0 the upper tail itself does not say where t is.
      if (p > 1e-305 && t >= 0.3) holdsRelative("Student's t", `quantile at ${at}`, studentQuantile(p, df, { tail: "upper" }), t, quantileTolerance);
    }
  });
});

describe("Student's t at its ends", () => {
  test("with one degree of freedom the quantiles are those of Cauchy: cot(π p)", () => {
    for (const p of [1e-300, 1e-20, 0.001, 0.1, 0.25, 0.3]) expect(studentQuantile(p, 1, { tail: "upper" }) * Math.tan(Math.PI * p)).toBeCloseTo(1, 13);
  });

  test("with two degrees of freedom the quantile is (1 - 2p) / √(2 p (1 - p)), also next to the median", () => {
    for (const p of [1e-200, 0.01, 0.3, 0.49, 0.499999]) expect((studentQuantile(p, 2, { tail: "upper" }) * Math.sqrt(2 * p * (1 - p))) / (1 - 2 * p)).toBeCloseTo(1, 13);
  });

  test("infinite degrees of freedom give the normal distribution", () => {
    expect(studentTail(1.959963984540054, Number.POSITIVE_INFINITY, { tail: "upper" })).toBeCloseTo(0.025, 15);
    expect(studentQuantile(0.025, Number.POSITIVE_INFINITY)).toBeCloseTo(-1.959963984540054, 14);
  });

  test("a tail at infinity is 0, and the median of a symmetric distribution is 0", () => {
    expect(studentTail(Number.POSITIVE_INFINITY, 3, { tail: "upper" })).toBe(0);
    expect(studentTail(Number.NEGATIVE_INFINITY, 3)).toBe(0);
    expect(studentQuantile(0.5, 3)).toBe(0);
    expect(studentTail(0, 3)).toBe(0.5);
  });
});
