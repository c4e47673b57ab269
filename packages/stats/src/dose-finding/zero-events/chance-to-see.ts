/** Would a cohort of this size have seen the event? */
import { betaBinomialTail } from "../../distributions/beta-binomial.ts";
import { binomialTail } from "../../distributions/binomial.ts";
import { requireFraction, requireWhole } from "../core/design-refusal.ts";
import { requireOptions } from "../core/require-options.ts";
import { type BetaPrior, requirePrior } from "./event-count.ts";

const mostParticipants = 100_000;

/**
 * Power of a cohort size: the probability of at least `atLeast` events (1 where left out) among `n` participants when the
 * true probability is `rate`. For one event: 1 - (1 - rate)^n. For n = 0: 0.
 *
 * Throws DesignRefusal for n outside 0 to 100,000, a rate outside 0 to 1, or atLeast below 1. R: `pbinom(atLeast - 1, n, rate, FALSE)`.
 *
 * @example chanceToSee(15, 0.1) // 0.794
 */
export function chanceToSee(n: number, rate: number, options: { readonly atLeast?: number } = {}): number {
  requireOptions(options, ["atLeast"]);
  requireWhole("n", n, 0, mostParticipants);
  requireFraction("rate", rate);
  return binomialTail(requireAtLeast(options.atLeast) - 1, n, rate, { tail: "upper" });
}

/**
 * Assurance of a cohort size: the probability of at least `atLeast` events among `n`, averaged over a beta prior of the
 * rate (beta-binomial). With Beta(a, b) and one event: 1 - B(a, b + n)/B(a, b).
 *
 * Throws DesignRefusal as {@link chanceToSee}, and for prior shapes that are not above zero.
 * Source: O'Hagan, Stevens and Campbell 2005, doi 10.1002/pst.175. R: `integrate(pbinom(...) * dbeta(...), 0, 1)`.
 *
 * @example assuranceToSee(3, { a: 1, b: 1 }) // 0.75
 */
export function assuranceToSee(n: number, prior: BetaPrior, options: { readonly atLeast?: number } = {}): number {
  requireOptions(options, ["atLeast"]);
  requireWhole("n", n, 0, mostParticipants);
  requirePrior("prior", prior);
  const atLeast = requireAtLeast(options.atLeast);
  if (atLeast > n) return 0;
  // Few terms below; the complement loses nothing unless the assurance is tiny, where the upper terms are summed.
  const fewer = betaBinomialTail(atLeast - 1, n, prior.a, prior.b);
  return fewer < 0.9 || n > 2000 ? 1 - fewer : betaBinomialTail(atLeast - 1, n, prior.a, prior.b, { tail: "upper" });
}

const requireAtLeast = (atLeast = 1): number => requireWhole("atLeast", atLeast, 1, mostParticipants);
