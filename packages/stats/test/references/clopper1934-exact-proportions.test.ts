/** Exact limits of proportions against values computed at 50 digits, closed forms, and R's documentation. */
import { describe, expect, test } from "vitest";
import reference from "../../../../validation/exact-proportions.json" with { type: "json" };
import { estimateProportionExact } from "../../src/proportions/clopper-pearson.ts";
import { betaQuantile } from "../../src/special-functions/beta-quantile.ts";
import { incompleteBeta } from "../../src/special-functions/incomplete-beta.ts";
import { logGamma } from "../../src/special-functions/log-gamma.ts";

const relativeError = (actual: number, expected: number) => Math.abs(actual / expected - 1);

describe("exact proportions", () => {
  test("no event among 15: at most 18.1 % one-sided, 21.8 % two-sided", () => {
    // 1 - 0.05^(1/15) = 0.18103…, 1 - 0.025^(1/15) = 0.21801…
    expect(estimateProportionExact(0, 15, { sided: "upper" }).upper).toBeCloseTo(0.181, 3);
    expect(estimateProportionExact(0, 15).upper).toBeCloseTo(0.218, 3);
  });

  test("no event among 5: at most 45.1 % one-sided, 52.2 % two-sided", () => {
    expect(estimateProportionExact(0, 5, { sided: "upper" }).upper).toBeCloseTo(0.451, 3);
    expect(estimateProportionExact(0, 5).upper).toBeCloseTo(0.522, 3);
  });

  test("every limit agrees with 50 digits to 1e-13 relative", () => {
    expect(reference.limits.length).toBe(45);
    for (const { events, n, level, lower, upper } of reference.limits) {
      const actual = estimateProportionExact(events, n, { level });
      expect(relativeError(actual.lower, Number(lower)), `lower ${String(events)}/${String(n)} ${String(level)}`).toBeLessThan(1e-13);
      expect(relativeError(actual.upper, Number(upper)), `upper ${String(events)}/${String(n)} ${String(level)}`).toBeLessThan(1e-13);
    }
  });

  test("682 of 925, the example of R's binom.test: 0.7076683 to 0.7654066", () => {
    // Printed in the documentation of R's stats::binom.test (Mendel's peas, Conover 1971); recalled, seven digits.
    const { lower, upper } = estimateProportionExact(682, 925);
    expect(lower).toBeCloseTo(0.7076683, 7);
    expect(upper).toBeCloseTo(0.7654066, 7);
  });

  test("the quantile agrees with the closed forms of Beta(1, n) and Beta(n, 1) to 1e-14", () => {
    for (const n of [1, 2, 5, 15, 100, 1000]) {
      for (const alpha of [0.1, 0.05, 0.025, 0.005]) {
        expect(Math.abs(betaQuantile(alpha, 1, n, { tail: "upper" }) - (1 - alpha ** (1 / n))), `n ${String(n)}`).toBeLessThan(1e-14);
        expect(Math.abs(betaQuantile(alpha, n, 1) - alpha ** (1 / n)), `n ${String(n)}`).toBeLessThan(1e-14);
      }
    }
  });
});

describe("the functions below", () => {
  test("the incomplete beta function agrees with 50 digits to 1e-13 relative in both tails", () => {
    for (const { x, a, b, lower, upper } of reference.incompleteBeta) {
      const actual = incompleteBeta(x, a, b);
      const [small, expected] = actual.lower < actual.upper ? [actual.lower, Number(lower)] : [actual.upper, Number(upper)];
      expect(relativeError(small, expected), `I_${String(x)}(${String(a)}, ${String(b)})`).toBeLessThan(1e-13);
      expect(actual.lower).toBeCloseTo(Number(lower), 14);
      expect(actual.upper).toBeCloseTo(Number(upper), 14);
    }
  });

  test("the logarithm of the gamma function agrees with 50 digits", () => {
    for (const { x, value } of reference.logGamma) expect(Math.abs(logGamma(x) - Number(value)) / Math.max(1, Math.abs(Number(value))), `x = ${String(x)}`).toBeLessThan(5e-15);
    expect(logGamma(1)).toBeCloseTo(0, 14);
    expect(logGamma(2)).toBeCloseTo(0, 14);
  });
});
