/** The distributions against values computed at 60 digits. */
import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/distributions.json" with { type: "json" };
import { betaBinomialProbability, betaBinomialTail } from "../../../src/distributions/beta-binomial.ts";
import { betaDensity, betaTail } from "../../../src/distributions/beta.ts";
import { binomialMasses, binomialProbability, binomialTail, logBinomialProbability } from "../../../src/distributions/binomial.ts";
import { gammaQuantile, gammaTail } from "../../../src/distributions/gamma.ts";
import { logNormalTail, normalDensity, normalQuantile, normalTail } from "../../../src/distributions/normal.ts";
import { poissonProbability, poissonTail } from "../../../src/distributions/poisson.ts";
import { checkFigure } from "../../check-figure.ts";

/** Relative to the value at 60 digits. */
function agrees(method: string, what: string, actual: number, expected: string | number, tolerance: number): void {
  checkFigure({ method: `Distributions: ${method}`, source: `mpmath ${reference.mpmath} at 60 digits` }, what, actual, Number(expected), tolerance, { relative: true });
}
const upper = { tail: "upper" } as const;

describe("the distributions agree with 60 digits, in both tails", () => {
  test.each(reference.binomial)("binomial $k of $n at $p", ({ k, n, p, ...value }) => {
    const [tolerance, size] = n <= 170 ? [1e-14, "n up to 170"] : [2e-12, "n above 170"];
    agrees(`binomial, ${size}`, "mass", binomialProbability(k, n, p), value.mass, tolerance);
    agrees(`binomial, ${size}`, "lower", binomialTail(k, n, p), value.lower, tolerance);
    agrees(`binomial, ${size}`, "upper", binomialTail(k, n, p, upper), value.upper, tolerance);
    checkFigure({ method: `Distributions: binomial, ${size}`, source: `mpmath ${reference.mpmath} at 60 digits` }, "logarithm of the mass", logBinomialProbability(k, n, p), Math.log(Number(value.mass)), 0.5e-10);
  });
  test.each(reference.betaBinomial)("beta-binomial $k of $n with Beta($a, $b)", ({ k, n, a, b, ...value }) => {
    agrees("beta-binomial", "mass", betaBinomialProbability(k, n, a, b), value.mass, 1e-13);
    agrees("beta-binomial", "lower", betaBinomialTail(k, n, a, b), value.lower, 1e-13);
    agrees("beta-binomial", "upper", betaBinomialTail(k, n, a, b, upper), value.upper, 1e-13);
  });
  test.each(reference.normal)("normal at $z", ({ z, ...value }) => {
    agrees("normal", "upper", normalTail(z, upper), value.upper, 1e-14);
    agrees("normal", "lower of -z", normalTail(-z), value.upper, 1e-14);
    agrees("normal", "lower", normalTail(z), value.lower, 1e-15);
    agrees("normal", "density", normalDensity(z), value.density, 2e-15);
    agrees("normal", "log", logNormalTail(z, upper), value.logUpper, 1e-14);
  });
  test.each(reference.normalQuantile)("normal quantile of $p", ({ p, upperQuantile }) => {
    agrees("normal", "upper", normalQuantile(p, upper), upperQuantile, 1e-14);
    agrees("normal", "lower", -normalQuantile(p), upperQuantile, 1e-14);
  });
  test.each(reference.poisson)("Poisson $k at $mean", ({ k, mean, ...value }) => {
    agrees("Poisson", "mass", poissonProbability(k, mean), value.mass, 5e-13);
    agrees("Poisson", "lower", poissonTail(k, mean), value.lower, 5e-13);
    agrees("Poisson", "upper", poissonTail(k, mean, upper), value.upper, 5e-13);
  });
  test.each(reference.gamma)("gamma at $x with shape $shape", ({ x, shape, ...value }) => {
    agrees("gamma", "lower", gammaTail(x, shape), value.lower, 5e-13);
    agrees("gamma", "upper", gammaTail(x, shape, upper), value.upper, 5e-13);
    const tail = Number(value.lower) < 0.5 ? "lower" : "upper";
    agrees("gamma", tail, gammaQuantile(Number(value[tail]), shape, { tail }), x, 1e-12);
  });
  test.each(reference.beta)("beta at $x with shapes $a, $b", ({ x, a, b, ...value }) => {
    agrees("beta", "lower", betaTail(x, a, b), value.lower, 1e-13);
    agrees("beta", "upper", betaTail(x, a, b, upper), value.upper, 1e-13);
    agrees("beta", "density", betaDensity(x, a, b), value.density, 1e-13);
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
