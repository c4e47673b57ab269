/** Limits of a proportion from the binomial distribution: Clopper-Pearson, mid-P, Jeffreys. */
import { betaTail } from "../../distributions/beta.ts";
import { binomialProbability } from "../../distributions/binomial.ts";
import { findRoot } from "../../optimisation/find-root.ts";
import { betaQuantile } from "../../special-functions/beta-quantile.ts";
import type { Limits } from "../limits.ts";

/** The proportions at which each tail, k included, is `tail`. Source: Clopper and Pearson 1934, doi 10.1093/biomet/26.4.404. R: `binom.test`. */
export const clopperPearsonLimits = (k: number, n: number, tail: number): Limits => ({ lower: clopperPearsonLower(k, n, tail), upper: clopperPearsonUpper(k, n, tail) });

function clopperPearsonLower(k: number, n: number, tail: number): number {
  if (k === 0) return 0;
  return k === n ? Math.exp(Math.log(tail) / n) : betaQuantile(tail, k, n - k + 1, { tail: "lower" });
}

function clopperPearsonUpper(k: number, n: number, tail: number): number {
  if (k === n) return 1;
  return k === 0 ? -Math.expm1(Math.log(tail) / n) : betaQuantile(tail, k + 1, n - k, { tail: "upper" });
}

/**
 * As Clopper-Pearson with only half of the probability of k in each tail: shorter, and covers the level about on average, not always.
 * Roots to machine precision. Source: Berry and Armitage 1995, doi 10.2307/2348407 (recalled). R: `exactci::binom.exact(midp = TRUE)`.
 */
export const midPLimits = (k: number, n: number, tail: number): Limits => ({ lower: midPLower(k, n, tail), upper: midPUpper(k, n, tail) });

function midPLower(k: number, n: number, tail: number): number {
  if (k === 0) return 0;
  // p^n / 2 = tail.
  if (k === n) return tail >= 0.5 ? 1 : Math.exp(Math.log(2 * tail) / n);
  const excess = (p: number): number => betaTail(p, k, n - k + 1) - binomialProbability(k, n, p) / 2 - tail;
  return rootBetween(excess, clopperPearsonLower(k, n, tail), 1);
}

function midPUpper(k: number, n: number, tail: number): number {
  if (k === n) return 1;
  if (k === 0) return tail >= 0.5 ? 0 : -Math.expm1(Math.log(2 * tail) / n);
  const excess = (p: number): number => betaTail(p, k + 1, n - k, { tail: "upper" }) - binomialProbability(k, n, p) / 2 - tail;
  return rootBetween(excess, 0, clopperPearsonUpper(k, n, tail));
}

function rootBetween(f: (p: number) => number, lower: number, upper: number): number {
  const root = findRoot(f, lower, upper);
  if (root.found) return root.root;
  // Without a change of sign the limit lies at an end, to rounding.
  return Math.abs(f(lower)) < Math.abs(f(upper)) ? lower : upper;
}

/**
 * Quantiles of the posterior of Jeffreys' prior, Beta(k + 1/2, n - k + 1/2); 0 without an event, 1 where all had it.
 * Source: Brown, Cai and DasGupta 2001, doi 10.1214/ss/1009213286 (recalled). R: `qbeta(tail, k + 0.5, n - k + 0.5)`.
 */
export const jeffreysLimits = (k: number, n: number, tail: number): Limits => ({
  lower: k === 0 ? 0 : betaQuantile(tail, k + 0.5, n - k + 0.5, { tail: "lower" }),
  upper: k === n ? 1 : betaQuantile(tail, k + 0.5, n - k + 0.5, { tail: "upper" }),
});
