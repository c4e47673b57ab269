/** The distributions against values computed at 60 digits. */
import { describe, expect, test } from "vitest";
import reference from "../../../../validation/distributions.json" with { type: "json" };
import { betaBinomialProbability, betaBinomialTail } from "../../src/distributions/beta-binomial.ts";
import { betaDensity, betaTail } from "../../src/distributions/beta.ts";
import { binomialMasses, binomialProbability, binomialTail, logBinomialProbability } from "../../src/distributions/binomial.ts";
import { gammaQuantile, gammaTail } from "../../src/distributions/gamma.ts";
import { logNormalTail, normalDensity, normalQuantile, normalTail } from "../../src/distributions/normal.ts";
import { poissonProbability, poissonTail } from "../../src/distributions/poisson.ts";

const relativeError = (actual: number, expected: string) => Math.abs(actual / Number(expected) - 1);
const upper = { tail: "upper" } as const;

describe("the distributions agree with 60 digits, in both tails", () => {
  test.each(reference.binomial)("binomial $k of $n at $p", ({ k, n, p, ...value }) => {
    const tolerance = n <= 170 ? 1e-14 : 2e-12;
    expect(relativeError(binomialProbability(k, n, p), value.mass), "mass").toBeLessThan(tolerance);
    expect(relativeError(binomialTail(k, n, p), value.lower), "lower").toBeLessThan(tolerance);
    expect(relativeError(binomialTail(k, n, p, upper), value.upper), "upper").toBeLessThan(tolerance);
    expect(logBinomialProbability(k, n, p)).toBeCloseTo(Math.log(Number(value.mass)), 10);
  });
  test.each(reference.betaBinomial)("beta-binomial $k of $n with Beta($a, $b)", ({ k, n, a, b, ...value }) => {
    expect(relativeError(betaBinomialProbability(k, n, a, b), value.mass), "mass").toBeLessThan(1e-13);
    expect(relativeError(betaBinomialTail(k, n, a, b), value.lower), "lower").toBeLessThan(1e-13);
    expect(relativeError(betaBinomialTail(k, n, a, b, upper), value.upper), "upper").toBeLessThan(1e-13);
  });
  test.each(reference.normal)("normal at $z", ({ z, ...value }) => {
    expect(relativeError(normalTail(z, upper), value.upper), "upper").toBeLessThan(1e-14);
    expect(relativeError(normalTail(-z), value.upper), "lower of -z").toBeLessThan(1e-14);
    expect(relativeError(normalTail(z), value.lower), "lower").toBeLessThan(1e-15);
    expect(relativeError(normalDensity(z), value.density), "density").toBeLessThan(2e-15);
    expect(relativeError(logNormalTail(z, upper), value.logUpper), "log").toBeLessThan(1e-14);
  });
  test.each(reference.normalQuantile)("normal quantile of $p", ({ p, upperQuantile }) => {
    expect(relativeError(normalQuantile(p, upper), upperQuantile), "upper").toBeLessThan(1e-14);
    expect(relativeError(-normalQuantile(p), upperQuantile), "lower").toBeLessThan(1e-14);
  });
  test.each(reference.poisson)("Poisson $k at $mean", ({ k, mean, ...value }) => {
    expect(relativeError(poissonProbability(k, mean), value.mass), "mass").toBeLessThan(5e-13);
    expect(relativeError(poissonTail(k, mean), value.lower), "lower").toBeLessThan(5e-13);
    expect(relativeError(poissonTail(k, mean, upper), value.upper), "upper").toBeLessThan(5e-13);
  });
  test.each(reference.gamma)("gamma at $x with shape $shape", ({ x, shape, ...value }) => {
    expect(relativeError(gammaTail(x, shape), value.lower), "lower").toBeLessThan(5e-13);
    expect(relativeError(gammaTail(x, shape, upper), value.upper), "upper").toBeLessThan(5e-13);
    const tail = Number(value.lower) < 0.5 ? "lower" : "upper";
    expect(Math.abs(gammaQuantile(Number(value[tail]), shape, { tail }) / x - 1)).toBeLessThan(1e-12);
  });
  test.each(reference.beta)("beta at $x with shapes $a, $b", ({ x, a, b, ...value }) => {
    expect(relativeError(betaTail(x, a, b), value.lower), "lower").toBeLessThan(1e-13);
    expect(relativeError(betaTail(x, a, b, upper), value.upper), "upper").toBeLessThan(1e-13);
    expect(relativeError(betaDensity(x, a, b), value.density), "density").toBeLessThan(1e-13);
  });
});

describe("the ends", () => {
  test("certain and impossible events", () => {
    expect([binomialProbability(0, 0, 0.3), binomialProbability(3, 3, 1), binomialProbability(2, 3, 1), binomialProbability(4, 3, 0.5), binomialProbability(-1, 3, 0.5)]).toEqual([1, 1, 0, 0, 0]);
    expect([binomialTail(-1, 3, 0.5), binomialTail(3, 3, 0.5), binomialTail(0, 3, 0), binomialTail(2, 3, 1)]).toEqual([0, 1, 1, 0]);
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(0, upper), normalQuantile(0.5)]).toEqual([-Infinity, Infinity, Infinity, -0]);
    expect([normalTail(Infinity), normalTail(-Infinity), normalTail(Infinity, upper)]).toEqual([1, 0, 0]);
    expect(binomialMasses(4, 0.5)).toEqual(Float64Array.of(1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16));
  });
  test("unfit arguments are refused, never answered with NaN", () => {
    for (const unfit of [() => binomialProbability(1, 2.5, 0.1), () => binomialProbability(1, 2, Number.NaN), () => binomialTail(0.5, 2, 0.1), () => normalTail(Number.NaN), () => normalQuantile(1.1), () => poissonProbability(1, -1), () => gammaTail(1, 0), () => betaTail(0.5, -1, 1), () => betaBinomialProbability(0, 1, 0, 1)])
      expect(unfit).toThrow(RangeError);
  });
});
