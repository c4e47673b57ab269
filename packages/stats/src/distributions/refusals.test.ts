/** What the distributions refuse, and that no argument gives NaN. */
import { describe, expect, test } from "vitest";
import * as stats from "../index.ts";

const nan = Number.NaN;
const refused: readonly (readonly [string, () => unknown])[] = [
  ["a t that is not a number", () => stats.studentTail(nan, 3)],
  ["no degrees of freedom", () => stats.studentTail(1, 0)],
  ["degrees of freedom that are not a number", () => stats.studentQuantile(0.1, nan)],
  ["a negative F", () => stats.fTail(-1, 2, 3)],
  ["infinite degrees of freedom of F", () => stats.fTail(1, 2, Number.POSITIVE_INFINITY)],
  ["a probability above 1", () => stats.fQuantile(1.1, 2, 3)],
  ["a negative chi-square", () => stats.chiSquareTail(-1, 2)],
  ["both rate and scale", () => stats.gammaTail(1, 2, { rate: 1, scale: 1 })],
  ["a rate of 0", () => stats.gammaTail(1, 2, { rate: 0 })],
  ["a shape of 0", () => stats.gammaDensity(1, 0)],
  ["a negative time", () => stats.exponentialTail(-1)],
  ["a Weibull shape of 0", () => stats.weibullTail(1, { shape: 0, scale: 1 })],
  ["a log-normal standard deviation of 0", () => stats.lognormalQuantile(0.5, { meanLog: 0, sdLog: 0 })],
  ["a logistic place that is not a number", () => stats.logisticTail(nan, { location: 0, scale: 1 })],
  ["a log-logistic scale below 0", () => stats.loglogisticDensity(1, { shape: 1, scale: -1 })],
  ["a share above 1", () => stats.logBetaTail(1.5, 1, 1)],
  ["a count that is not whole", () => stats.negativeBinomialProbability(1.5, { size: 1, mean: 1 })],
  ["a probability of success of 0", () => stats.negativeBinomialTail(1, { size: 1, probability: 0 })],
  ["more drawn than there are", () => stats.hypergeometricProbability(1, 2, 2, 5)],
  ["a negative number of marked ones", () => stats.hypergeometricTail(1, -2, 2, 1)],
  ["an odds ratio of 0", () => stats.fisherHypergeometricProbability(1, { marked: 2, unmarked: 2, drawn: 2, oddsRatio: 0 })],
  ["an odds ratio that is infinite", () => stats.fisherHypergeometricMoments({ marked: 2, unmarked: 2, drawn: 2, oddsRatio: Number.POSITIVE_INFINITY })],
  ["a negative noncentrality", () => stats.noncentralChiSquareTail(1, 1, -1)],
  ["a noncentral chi-square too large to be summed", () => stats.noncentralChiSquareTail(1e300, 5, 3)],
  ["a noncentral F with too many degrees of freedom to be summed", () => stats.noncentralFTail(2, 1e20, 5, 3)],
  ["a negative noncentrality of F", () => stats.noncentralFTail(1, 1, 1, -1)],
  ["a noncentrality that is not a number", () => stats.noncentralStudentTail(1, 1, nan)],
  ["the logarithm of a probability above 1", () => stats.log1mExp(0.1)],
  ["a sum with a value that is not a number", () => stats.logSumExp([nan])],
  ["digamma of 0", () => stats.digamma(0)],
  ["trigamma below 0", () => stats.trigamma(-1)],
  ["erf of what is not a number", () => stats.erf(nan)],
  ["a beta function of 0", () => stats.logBeta(0, 1)],
];

describe("arguments outside their range are refused with a RangeError", () => {
  test.each(refused)("%s", (_, call) => expect(call).toThrow(RangeError));
});

describe("no argument inside its range gives NaN", () => {
  const places = [0, 5e-324, 1e-300, 1e-20, 0.5, 1, 3, 1e20, 1e160, 1e300, Number.POSITIVE_INFINITY];
  const sizes = [1e-3, 0.1, 1, 7.5, 400, 1e9, 1e15];
  const probabilities = [0, 5e-324, 1e-300, 1e-10, 0.3, 0.5, 0.9, 1 - 2 ** -53, 1];

  test("tails, logarithms and densities of gamma, chi-square, F and t", () => {
    for (const tail of ["lower", "upper"] as const) {
      for (const x of places) {
        for (const a of sizes) {
          const values = [stats.gammaTail(x, a, { tail }), stats.logGammaTail(x, a, { tail }), stats.logGammaDensity(x, a), stats.studentTail(x, a, { tail }), stats.logStudentTail(-x, a, { tail }), stats.logStudentDensity(x, a)];
          for (const b of sizes) values.push(stats.fTail(x, a, b, { tail }), stats.logFTail(x, a, b, { tail }), stats.logFDensity(x, a, b));
          expect(values.some(Number.isNaN), `x = ${String(x)}, ${String(a)}: ${values.join(" ")}`).toBe(false);
        }
      }
    }
  });

  test("quantiles of gamma, beta, F and t", () => {
    for (const tail of ["lower", "upper"] as const) {
      for (const p of probabilities) {
        for (const a of sizes) {
          const values = [stats.gammaQuantile(p, a, { tail }), stats.studentQuantile(p, a, { tail })];
          for (const b of sizes) values.push(stats.betaQuantile(p, a, b, { tail }), stats.fQuantile(p, a, b, { tail }));
          expect(values.some(Number.isNaN), `p = ${String(p)}, ${String(a)}: ${values.join(" ")}`).toBe(false);
        }
      }
    }
  });
});
