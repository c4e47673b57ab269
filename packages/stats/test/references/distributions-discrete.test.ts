/** Counts: negative binomial, hypergeometric, Fisher's noncentral hypergeometric, and the logarithms of binomial and Poisson tails. */
import { describe, expect, test } from "vitest";
import reference from "../../../../validation/distributions.json" with { type: "json" };
import { binomialQuantile, logBinomialTail } from "../../src/distributions/binomial.ts";
import { fisherHypergeometricMoments, fisherHypergeometricProbability, fisherHypergeometricTail, logFisherHypergeometricProbability, logFisherHypergeometricTail } from "../../src/distributions/fisher-hypergeometric.ts";
import { hypergeometricProbability, hypergeometricQuantile, hypergeometricTail, logHypergeometricProbability, logHypergeometricTail } from "../../src/distributions/hypergeometric.ts";
import { logNegativeBinomialProbability, logNegativeBinomialTail, negativeBinomialProbability, negativeBinomialQuantile, negativeBinomialTail } from "../../src/distributions/negative-binomial.ts";
import { logPoissonProbability, logPoissonTail, poissonQuantile } from "../../src/distributions/poisson.ts";
import { holdsLogarithm, holdsRelative, rowsOf } from "./distributions-rows.ts";

const upper = { tail: "upper" } as const;
const tolerance = 3e-13;
const logTolerance = 1e-14;

describe("counts agree with 20 digits", () => {
  test("negative binomial, sizes from 0.1 to 1e6", () => {
    const rows = rowsOf(reference.negativeBinomial);
    expect(rows.length).toBeGreaterThan(30);
    for (const row of rows) {
      const [size, mean, k] = [row("size"), row("mean"), row("k")];
      const at = `${String(k)}, size ${String(size)}, mean ${String(mean)}`;
      const about = { size, mean };
      holdsRelative("negative binomial", `mass at ${at}`, negativeBinomialProbability(k, about), row("mass"), tolerance);
      holdsRelative("negative binomial", `lower tail at ${at}`, negativeBinomialTail(k, about), row("lower"), tolerance);
      holdsRelative("negative binomial", `upper tail at ${at}`, negativeBinomialTail(k, about, upper), row("upper"), tolerance);
      holdsLogarithm("negative binomial", `log mass at ${at}`, logNegativeBinomialProbability(k, about), row("logMass"), logTolerance);
      holdsLogarithm("negative binomial", `log lower tail at ${at}`, logNegativeBinomialTail(k, about), row("logLower"), logTolerance);
      holdsLogarithm("negative binomial", `log upper tail at ${at}`, logNegativeBinomialTail(k, about, upper), row("logUpper"), logTolerance);
      if (row("upper") > 1e-12) expect(negativeBinomialQuantile(row("lower"), about), `quantile at ${at}`).toBe(k);
      if (row("lower") > 1e-12 && row("upper") > 1e-305) expect(negativeBinomialQuantile(row("upper"), about, upper), `upper quantile at ${at}`).toBe(k);
    }
  });

  test("a probability of success in place of the mean: failures before the third success of a fair coin", () => {
    // P(X = 2) = choose(4, 2) 0.5^5 = 0.1875; P(X <= 1) = 0.125 + 0.1875.
    expect(negativeBinomialProbability(2, { size: 3, probability: 0.5 })).toBeCloseTo(0.1875, 15);
    expect(negativeBinomialTail(1, { size: 3, probability: 0.5 })).toBeCloseTo(0.3125, 15);
    expect(negativeBinomialProbability(0, { size: 3, probability: 1 })).toBe(1);
    expect(negativeBinomialTail(0, { size: 3, probability: 1 }, upper)).toBe(0);
    expect(negativeBinomialQuantile(0.9, { size: 3, probability: 1 })).toBe(0);
  });

  test("hypergeometric, totals to 1e6", () => {
    const rows = rowsOf(reference.hypergeometric);
    expect(rows.length).toBeGreaterThan(50);
    for (const row of rows) {
      const [marked, unmarked, drawn, k] = [row("marked"), row("unmarked"), row("drawn"), row("k")];
      const at = `${String(k)} of ${String(drawn)} from ${String(marked)} + ${String(unmarked)}`;
      holdsRelative("hypergeometric", `mass at ${at}`, hypergeometricProbability(k, marked, unmarked, drawn), row("mass"), tolerance);
      holdsRelative("hypergeometric", `lower tail at ${at}`, hypergeometricTail(k, marked, unmarked, drawn), row("lower"), tolerance);
      holdsRelative("hypergeometric", `upper tail at ${at}`, hypergeometricTail(k, marked, unmarked, drawn, upper), row("upper"), tolerance);
      if (row("lower") > 1e-305) expect(Math.exp(logHypergeometricTail(k, marked, unmarked, drawn) - Math.log(row("lower")))).toBeCloseTo(1, 11);
      if (row("lower") > 1e-305 && row("upper") > 1e-12) expect(hypergeometricQuantile(row("lower"), marked, unmarked, drawn), `quantile at ${at}`).toBe(k);
      if (row("lower") > 1e-12 && row("upper") > 1e-305) expect(hypergeometricQuantile(row("upper"), marked, unmarked, drawn, upper), `upper quantile at ${at}`).toBe(k);
    }
  });

  test("Fisher's noncentral hypergeometric, totals to 1e6, odds ratios from 1e-8 to 1e8", () => {
    const rows = rowsOf(reference.fisherHypergeometric);
    expect(rows.length).toBeGreaterThan(250);
    for (const row of rows) {
      const table = { marked: row("marked"), unmarked: row("unmarked"), drawn: row("drawn"), oddsRatio: row("oddsRatio") };
      const k = row("k");
      const at = `${String(k)}, ${JSON.stringify(table)}`;
      holdsRelative("Fisher's hypergeometric", `mass at ${at}`, fisherHypergeometricProbability(k, table), row("mass"), tolerance);
      holdsRelative("Fisher's hypergeometric", `lower tail at ${at}`, fisherHypergeometricTail(k, table), row("lower"), tolerance);
      holdsRelative("Fisher's hypergeometric", `upper tail at ${at}`, fisherHypergeometricTail(k, table, upper), row("upper"), tolerance);
      if (row("upper") > 1e-305) expect(Math.exp(logFisherHypergeometricTail(k, table, upper) - Math.log(row("upper")))).toBeCloseTo(1, 11);
    }
    for (const row of rowsOf(reference.fisherMoments)) {
      const table = { marked: row("marked"), unmarked: row("unmarked"), drawn: row("drawn"), oddsRatio: row("oddsRatio") };
      const { mean, variance } = fisherHypergeometricMoments(table);
      holdsRelative("Fisher's hypergeometric", `mean of ${JSON.stringify(table)}`, mean, row("mean"), 1e-14);
      holdsRelative("Fisher's hypergeometric", `variance of ${JSON.stringify(table)}`, variance, row("variance"), 1e-13);
    }
  });

  test("with an odds ratio of 1 Fisher's distribution is the hypergeometric one, also far out by its logarithm", () => {
    for (const k of [100, 300, 500]) {
      const table = { marked: 5000, unmarked: 7000, drawn: 500, oddsRatio: 1 };
      expect(logFisherHypergeometricProbability(k, table) / logHypergeometricProbability(k, 5000, 7000, 500)).toBeCloseTo(1, 13);
    }
  });

  test("logarithms of binomial and Poisson tails, also where the tails underflow", () => {
    for (const row of reference.logTails.rows) {
      const [family, k, first, second, logLower, logUpper] = [String(row[0]), Number(row[1]), Number(row[2]), Number(row[3]), Number(row[4]), Number(row[5])];
      const at = `${family} ${String(k)}, ${String(first)}, ${String(second)}`;
      holdsLogarithm(family, `log lower tail at ${at}`, family === "poisson" ? logPoissonTail(k, first) : logBinomialTail(k, first, second), logLower, logTolerance);
      holdsLogarithm(family, `log upper tail at ${at}`, family === "poisson" ? logPoissonTail(k, first, upper) : logBinomialTail(k, first, second, upper), logUpper, logTolerance);
    }
    expect(logPoissonProbability(0, 1000)).toBe(-1000);
  });
});

describe("quantiles of counts agree with R 4.2.2", () => {
  test("qpois, qbinom, qnbinom and qhyper in both tails", () => {
    // qpois(c(.025, .5, .975), 7.3); qpois(1e-300, 7.3, lower.tail = FALSE); qpois(0.3, 1e6)
    expect([0.025, 0.5, 0.975].map((p) => poissonQuantile(p, 7.3))).toEqual([3, 7, 13]);
    expect([poissonQuantile(1e-300, 7.3, upper), poissonQuantile(0.3, 1e6)]).toEqual([263, 999_475]);
    // qbinom(c(.025, .5, .975), 60, 0.07); qbinom(1e-20, 1000, .3, lower.tail = FALSE)
    expect([0.025, 0.5, 0.975].map((p) => binomialQuantile(p, 60, 0.07))).toEqual([1, 4, 8]);
    expect(binomialQuantile(1e-20, 1000, 0.3, upper)).toBe(439);
    // qnbinom(c(.025, .5, .975), size = 1.7, mu = 12); qhyper(c(.025, .5, .975), 40, 60, 30)
    expect([0.025, 0.5, 0.975].map((p) => negativeBinomialQuantile(p, { size: 1.7, mean: 12 }))).toEqual([0, 10, 37]);
    expect([0.025, 0.5, 0.975].map((p) => hypergeometricQuantile(p, 40, 60, 30))).toEqual([8, 12, 16]);
  });

  test("a probability that a tail reaches exactly gives that count: the median of one fair coin is 0", () => {
    expect(binomialQuantile(0.5, 1, 0.5)).toBe(0);
    expect(binomialQuantile(0, 10, 0.5)).toBe(0);
    expect(binomialQuantile(1, 10, 0.5)).toBe(10);
    expect(poissonQuantile(1, 3)).toBe(Number.POSITIVE_INFINITY);
  });
});
