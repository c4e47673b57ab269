/** Distributions in closed form against R 4.2.2, printed with 17 digits. */
import { describe, expect, test } from "vitest";
import { exponentialDensity, exponentialQuantile, exponentialTail, logExponentialDensity, logExponentialTail } from "../../src/distributions/exponential.ts";
import { gammaDensity, gammaQuantile, gammaTail, logGammaTail } from "../../src/distributions/gamma.ts";
import { logisticDensity, logisticQuantile, logisticTail, logLogisticDensity, logLogisticTail } from "../../src/distributions/logistic.ts";
import { loglogisticDensity, loglogisticQuantile, loglogisticTail, logLoglogisticDensity, logLoglogisticTail } from "../../src/distributions/loglogistic.ts";
import { logLognormalDensity, logLognormalTail, lognormalDensity, lognormalQuantile, lognormalTail } from "../../src/distributions/lognormal.ts";
import { logWeibullDensity, logWeibullTail, weibullDensity, weibullQuantile, weibullTail } from "../../src/distributions/weibull.ts";
import { checkFigure } from "../check-figure.ts";

const upper = { tail: "upper" } as const;
const agrees = (method: string, what: string, actual: number, expected: number, tolerance = 1e-13) => checkFigure({ method: `Distributions: ${method}`, source: "R 4.2.2" }, what, actual, expected, tolerance, { relative: true });

describe("closed forms agree with R", () => {
  test("exponential", () => {
    agrees("exponential", "pexp(1e-12, .7)", exponentialTail(1e-12, { rate: 0.7 }), 6.99999999999755e-13);
    agrees("exponential", "pexp(900, .7, lower.tail = FALSE)", exponentialTail(900, { rate: 0.7, tail: "upper" }), 2.4801411660927963e-274);
    agrees("exponential", "qexp(1e-300, .7, lower.tail = FALSE)", exponentialQuantile(1e-300, { rate: 0.7, tail: "upper" }), 986.8221827117338);
    agrees("exponential", "dexp(2.3, .7)", exponentialDensity(2.3, { rate: 0.7 }), 0.13992132985260117);
  });

  test("Weibull", () => {
    const about = { shape: 1.7, scale: 3.1 };
    agrees("Weibull", "pweibull(2.3, 1.7, 3.1)", weibullTail(2.3, about), 0.45230459259059935);
    agrees("Weibull", "pweibull(30, 1.7, 3.1, lower.tail = FALSE)", weibullTail(30, about, upper), 2.5931612777260733e-21);
    agrees("Weibull", "qweibull(1e-10, 1.7, 3.1)", weibullQuantile(1e-10, about), 0.000004064515206126393);
    agrees("Weibull", "dweibull(2.3, 1.7, 3.1)", weibullDensity(2.3, about), 0.24371520576422198);
  });

  test("log-normal", () => {
    const about = { meanLog: 0.4, sdLog: 1.3 };
    agrees("log-normal", "plnorm(2.3, .4, 1.3)", lognormalTail(2.3, about), 0.6304355070540675);
    agrees("log-normal", "plnorm(1e6, .4, 1.3, lower.tail = FALSE)", lognormalTail(1e6, about, upper), 2.8723990104589114e-25);
    agrees("log-normal", "qlnorm(1e-10, .4, 1.3)", lognormalQuantile(1e-10, about), 0.00038213249149190954);
    agrees("log-normal", "dlnorm(2.3, .4, 1.3)", lognormalDensity(2.3, about), 0.1262288490035716);
  });

  test("logistic", () => {
    const about = { location: 0.4, scale: 1.3 };
    agrees("logistic", "plogis(2.3, .4, 1.3)", logisticTail(2.3, about), 0.8117678656980791);
    agrees("logistic", "plogis(200, .4, 1.3, lower.tail = FALSE)", logisticTail(200, about, upper), 2.0849391957997246e-67);
    agrees("logistic", "qlogis(1e-10, .4, 1.3)", logisticQuantile(1e-10, about), -29.533606208792595);
    agrees("logistic", "dlogis(2.3, .4, 1.3)", logisticDensity(2.3, about), 0.11753907532158814);
  });

  test("log-logistic", () => {
    const about = { shape: 1.3, scale: 1.9 };
    agrees("log-logistic", "plogis(log(2.3), log(1.9), 1/1.3)", loglogisticTail(2.3, about), 0.5617757068040795);
    agrees("log-logistic", "plogis(log(1e20), log(1.9), 1/1.3, lower.tail = FALSE)", loglogisticTail(1e20, about, upper), 2.3034547289076914e-26);
    agrees("log-logistic", "exp(qlogis(1e-10, log(1.9), 1/1.3))", loglogisticQuantile(1e-10, about), 3.858743480015832e-8);
    agrees("log-logistic", "dlogis(log(2.3), log(1.9), 1/1.3) / 2.3", loglogisticDensity(2.3, about), 0.13914734376674498);
  });

  test("gamma with a named rate or scale", () => {
    agrees("gamma", "pgamma(2.3, 1.7, rate = 3)", gammaTail(2.3, 1.7, { rate: 3 }), 0.9952940682127004);
    agrees("gamma", "pgamma(2.3, 1.7, scale = 3, lower.tail = FALSE)", gammaTail(2.3, 1.7, { scale: 3, tail: "upper" }), 0.7408214417291514);
    agrees("gamma", "qgamma(.025, 1.7, scale = 3)", gammaQuantile(0.025, 1.7, { scale: 3 }), 0.46853181860774906);
    agrees("gamma", "dgamma(2.3, 1.7, rate = 3)", gammaDensity(2.3, 1.7, { rate: 3 }), 0.012861524442346967);
  });
});

describe("logarithms do not underflow", () => {
  test("upper tails whose logarithm is known by hand", () => {
    expect(logExponentialTail(1e5, { rate: 2, tail: "upper" })).toBe(-2e5);
    expect(logWeibullTail(1e3, { shape: 2, scale: 1 }, upper)).toBe(-1e6);
    expect(logGammaTail(1e5, 1, { scale: 0.5, tail: "upper" })).toBeCloseTo(-2e5, 8);
    expect(logLogisticTail(1e5, { location: 0, scale: 1 }, upper)).toBe(-1e5);
    // (1e200)^-2 = 1e-400
    expect(logLoglogisticTail(1e200, { shape: 2, scale: 1 }, upper)).toBeCloseTo(-400 * Math.LN10, 10);
    // P(Z > 100) = φ(100) / 100 × (1 - 1e-4 + 3e-8 …)
    expect(logLognormalTail(Math.exp(100), { meanLog: 0, sdLog: 1 }, upper)).toBeCloseTo(-5000 - 0.9189385332046728 - Math.log(100) + Math.log1p(-1e-4 + 3e-8 - 15e-12), 9);
  });

  test("lower tails next to 1, and densities", () => {
    // log(1 - e^-50) = -e^-50
    expect(logExponentialTail(50) / Math.exp(-50)).toBeCloseTo(-1, 13);
    expect(logExponentialDensity(2, { scale: 4 })).toBeCloseTo(-0.5 - Math.log(4), 15);
    expect(logWeibullDensity(40, { shape: 2, scale: 1 })).toBeCloseTo(Math.log(80) - 1600, 10);
    expect(logLognormalDensity(1, { meanLog: 60, sdLog: 1 })).toBeCloseTo(-1800 - 0.9189385332046728, 10);
    expect(logLogisticDensity(-2000, { location: 0, scale: 2 })).toBeCloseTo(-1000 - Math.LN2, 10);
    expect(logLoglogisticDensity(3, { shape: 1, scale: 1 })).toBeCloseTo(-Math.log(16), 14);
  });
});
