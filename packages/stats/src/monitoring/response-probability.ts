/** Posterior and predictive probability of a response after n participants. */
import { betaBinomialTail } from "../distributions/beta-binomial.ts";
import { betaTail } from "../distributions/beta.ts";
import { requireFraction, requireWhole } from "../dose-finding/core/design-refusal.ts";
import { requireOptions } from "../dose-finding/core/require-options.ts";
import { type BetaPrior, requirePrior } from "../dose-finding/zero-events/event-count.ts";

const most = 10_000;

/**
 * Posterior probability that the response probability lies above a value, with a beta prior.
 *
 * Throws DesignRefusal for counts, values or shapes out of range. R: `phase1b::postprob(x, n, p, parE)`.
 * @example posteriorAbove(16, 23, { above: 0.6, prior: { a: 0.6, b: 0.4 } }) // 0.8359808
 */
export function posteriorAbove(responses: number, n: number, options: { readonly above: number; readonly prior: BetaPrior }): number {
  requireOptions(options, ["above", "prior"]);
  requireWhole("n", n, 0, most);
  requireWhole("responses", responses, 0, n);
  const { a, b } = requirePrior("prior", options.prior);
  return betaTail(requireFraction("above", options.above), a + responses, b + n - responses, { tail: "upper" });
}

export interface PredictiveOptions {
  /** Participants at the end. */
  readonly total: number;
  readonly above: number;
  readonly prior: BetaPrior;
  /** The trial concludes where the posterior probability of more than `above` exceeds this. */
  readonly conclude: number;
}

/**
 * Predictive probability that the trial concludes after `total` participants, given the responses among the first n.
 *
 * Throws DesignRefusal for counts, values or shapes out of range.
 * Source: Lee JJ, Liu DD. Clin Trials 2008;5:93-106, doi 10.1177/1740774508089279. R: `phase1b::predprob(x, n, Nmax, p, thetaT, parE)`.
 * @example predictiveConclusion(16, 23, { total: 40, above: 0.6, prior: { a: 0.6, b: 0.4 }, conclude: 0.9 }) // 0.5655589
 */
export function predictiveConclusion(responses: number, n: number, options: PredictiveOptions): number {
  requireOptions(options, ["total", "above", "prior", "conclude"]);
  const total = requireWhole("total", options.total, 1, most);
  requireWhole("n", n, 0, total);
  requireWhole("responses", responses, 0, n);
  const { above, prior } = options;
  const conclude = requireFraction("conclude", options.conclude);
  let enough = 0;
  while (enough <= total && posteriorAbove(enough, total, { above, prior }) <= conclude) enough += 1;
  if (enough > total) return 0;
  return betaBinomialTail(enough - responses - 1, total - n, prior.a + responses, prior.b + n - responses, { tail: "upper" });
}
