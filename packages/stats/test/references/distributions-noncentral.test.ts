/** Noncentral tails against 20 digits and R; special functions. */
import { describe, expect, test } from "vitest";
import reference from "../../../../validation/distributions.json" with { type: "json" };
import { fTail } from "../../src/distributions/f.ts";
import { chiSquareTail } from "../../src/distributions/chi-square.ts";
import { logNoncentralChiSquareTail, noncentralChiSquareTail } from "../../src/distributions/noncentral-chi-square.ts";
import { logNoncentralFTail, noncentralFTail } from "../../src/distributions/noncentral-f.ts";
import { logNoncentralStudentTail, noncentralStudentTail } from "../../src/distributions/noncentral-t.ts";
import { studentTail } from "../../src/distributions/student-t.ts";
import { digamma, trigamma } from "../../src/special-functions/digamma.ts";
import { erf, erfc, logErfc } from "../../src/special-functions/error-function.ts";
import { logBeta } from "../../src/special-functions/log-beta.ts";
import { log1mExp, logSumExp } from "../../src/special-functions/log-sums.ts";
import type { TailOptions } from "../../src/special-functions/tail-parts.ts";
import { checkFigure } from "../check-figure.ts";
import { holdsLogarithm, holdsRelative, type ReferenceRow, rowsOf } from "./distributions-rows.ts";

const tolerance = 1e-12;
const upper = { tail: "upper" } as const;
const agrees = (method: string, what: string, actual: number, expected: number, allowed: number) => checkFigure({ method: `Distributions: ${method}`, source: "R 4.2.2" }, what, actual, expected, allowed, { relative: true });

function hold(method: string, at: string, row: ReferenceRow, tailAt: (options: TailOptions) => number, logTailAt: (options: TailOptions) => number): void {
  for (const tail of ["lower", "upper"] as const) {
    holdsRelative(method, `${tail} tail at ${at}`, tailAt({ tail }), row(tail), tolerance);
    if (row(tail) > 1e-305) expect(Math.abs(logTailAt({ tail }) - Math.log(row(tail))), `log ${tail} tail at ${at}`).toBeLessThan(tolerance);
  }
}

describe("noncentral tails agree with 20 digits in both tails", () => {
  test("noncentral chi-square", () => {
    const rows = rowsOf(reference.noncentralChiSquare);
    expect(rows.length).toBe(22);
    for (const row of rows) {
      const [x, df, ncp] = [row("x"), row("df"), row("noncentrality")];
      hold("noncentral chi-square", [x, df, ncp].join(", "), row, (options) => noncentralChiSquareTail(x, df, ncp, options), (options) => logNoncentralChiSquareTail(x, df, ncp, options));
    }
  });

  test("noncentral F", () => {
    const rows = rowsOf(reference.noncentralF);
    expect(rows.length).toBe(17);
    for (const row of rows) {
      const [f, df1, df2, ncp] = [row("f"), row("df1"), row("df2"), row("noncentrality")];
      hold("noncentral F", [f, df1, df2, ncp].join(", "), row, (options) => noncentralFTail(f, df1, df2, ncp, options), (options) => logNoncentralFTail(f, df1, df2, ncp, options));
    }
  });

  test("noncentral t, noncentralities of both signs", () => {
    const rows = rowsOf(reference.noncentralStudent);
    expect(rows.length).toBe(31);
    for (const row of rows) {
      const [t, df, ncp] = [row("t"), row("df"), row("noncentrality")];
      hold("noncentral t", [t, df, ncp].join(", "), row, (options) => noncentralStudentTail(t, df, ncp, options), (options) => logNoncentralStudentTail(t, df, ncp, options));
    }
  });

  test("R 4.2.2 agrees where it keeps its digits", () => {
    // pt(2, 38, 2.5, lower.tail = FALSE), pchisq(9, 1, 7.849); pf(5, 3, 40, 12), which R itself sums to about 1e-9.
    agrees("noncentral t", "pt(2, 38, 2.5)", noncentralStudentTail(2, 38, 2.5, upper), 0.6915911465458169, 1e-11);
    agrees("noncentral chi-square", "pchisq(9, 1, 7.849)", noncentralChiSquareTail(9, 1, 7.849), 0.5786313242558555, 1e-11);
    agrees("noncentral F", "pf(5, 3, 40, 12)", noncentralFTail(5, 3, 40, 12), 0.5382038077782181, 1e-9);
  });

  test("without noncentrality they are the central ones, and next to it they are next to them", () => {
    for (const ncp of [0, 1e-13]) {
      expect(noncentralStudentTail(2.5, 7, ncp, upper)).toBeCloseTo(studentTail(2.5, 7, upper), 12);
      expect(noncentralChiSquareTail(9, 3, ncp, upper)).toBeCloseTo(chiSquareTail(9, 3, upper), 12);
      expect(noncentralFTail(4, 2, 10, ncp, upper)).toBeCloseTo(fTail(4, 2, 10, upper), 12);
    }
  });

  test("noncentralities of thousands, by R's integrate over the standard deviation, and what is certain is 1", () => {
    // n <- function(t, df, d) integrate(function(s) pnorm(t * s - d, lower.tail = FALSE) * 2 * s * df * dchisq(s^2 * df, df), 0, Inf, rel.tol = 1e-11, abs.tol = 0, subdivisions = 2000)$value
    agrees("noncentral t", "upper tail at 500, 3 degrees of freedom, noncentrality 1000", noncentralStudentTail(500, 3, 1000, upper), 0.992616428419421, 1e-11);
    agrees("noncentral t", "upper tail at 900, 10 degrees of freedom, noncentrality 1000", noncentralStudentTail(900, 10, 1000, upper), 0.7374100109550153, 1e-11);
    for (const df of [2, 100, 1e9]) for (const ncp of [1e3, 1e5, 1e8]) expect([noncentralStudentTail(3, df, ncp, upper), noncentralStudentTail(3, df, ncp), noncentralStudentTail(-3, df, ncp)]).toEqual([1, 0, 0]);
  });

  test("the square of a noncentral t variable is a noncentral F variable", () => {
    for (const [t, df, ncp] of [[2, 12, 1.5], [4, 3.3, 3], [1, 200, 4]] as const) {
      const both = noncentralStudentTail(t, df, ncp, upper) + noncentralStudentTail(-t, df, ncp);
      expect(both / noncentralFTail(t * t, 1, df, ncp * ncp, upper)).toBeCloseTo(1, 11);
    }
  });
});

describe("special functions agree with 20 digits", () => {
  test("digamma, trigamma, erf, erfc", () => {
    for (const row of rowsOf(reference.special)) {
      const x = row("x");
      holdsLogarithm("digamma", String(x), digamma(x), row("digamma"), 2e-15);
      holdsRelative("trigamma", String(x), trigamma(x), row("trigamma"), 2e-15);
      holdsRelative("error function", `erf ${String(x)}`, erf(x), row("erf"), 2e-15);
      holdsRelative("error function", `erfc ${String(x)}`, erfc(x), row("erfc"), 1e-14);
      holdsRelative("error function", `log erfc ${String(x)}`, logErfc(x), row("logErfc"), 5e-15);
      expect(erf(-x)).toBe(-erf(x));
      expect(erfc(-x)).toBeCloseTo(1 + row("erf"), 15);
    }
  });

  test("sums and complements of logarithms", () => {
    expect(logSumExp([-1000, -1000, -1000])).toBeCloseTo(-1000 + Math.log(3), 12);
    expect(logSumExp([])).toBe(Number.NEGATIVE_INFINITY);
    expect(logSumExp([Number.NEGATIVE_INFINITY, 2])).toBe(2);
    // log(1 - e^-1e-20) = log(1e-20); log(1 - e^-50) = -e^-50.
    expect(log1mExp(-1e-20)).toBeCloseTo(-20 * Math.LN10, 13);
    expect(log1mExp(-50) / Math.exp(-50)).toBeCloseTo(-1, 14);
    expect(log1mExp(0)).toBe(Number.NEGATIVE_INFINITY);
  });

  test("the logarithm of the beta function has no cancellation: B(a, 1) = 1/a", () => {
    for (const a of [1e-10, 0.3, 7, 1e5, 1e12]) expect(logBeta(a, 1) + Math.log(a)).toBeCloseTo(0, 13);
    // B(1/2, 1/2) = π; B(2, 3) = 1/12
    expect(logBeta(0.5, 0.5)).toBeCloseTo(Math.log(Math.PI), 14);
    expect(logBeta(2, 3)).toBeCloseTo(-Math.log(12), 14);
  });
});
