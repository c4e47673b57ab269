/** Prior weights of BOIN's three hypotheses, from a guessed rate and how many participants it is worth. */
import { logBinomialProbability } from "../../distributions/binomial.ts";
import type { BoinBoundaries } from "./boin-boundaries.ts";

/** Logarithms, since a guess that is far off and worth a lot leaves next to nothing for some hypotheses. */
export interface HypothesisWeights {
  readonly target: number;
  readonly underdose: number;
  readonly overdose: number;
}

/**
 * Logarithms of the prior weights, which add up to 1.
 *
 * Of `priorN` earlier participants X would have had the event, X ~ Binomial(priorN, guess). Each X gives the three
 * hypotheses posterior probabilities (equal before); the weights are their mean over X. With `priorN` 0 all are 1/3.
 *
 * Source: equation 2.5 of Zhou et al. 2021, doi 10.1002/pst.2121, as two public programs state it (the paper was not read);
 * with it all cells of the paper's table 1 come out.
 *
 * @param guess above 0 and below 1. @param priorN whole, from 0.
 * @example Math.exp(hypothesisWeights({ target: 0.3, underdose: 0.18, overdose: 0.42 }, 0.1, 1).underdose) // 0.9 x 82/210 + 0.1 x 18/90
 */
export function hypothesisWeights(rates: Pick<BoinBoundaries, keyof HypothesisWeights>, guess: number, priorN: number): HypothesisWeights {
  const terms = { target: [] as number[], underdose: [] as number[], overdose: [] as number[] };
  for (let events = 0; events <= priorN; events++) {
    const likelihood = (rate: number): number => events * Math.log(rate) + (priorN - events) * Math.log1p(-rate);
    const [target, underdose, overdose] = [likelihood(rates.target), likelihood(rates.underdose), likelihood(rates.overdose)];
    const common = logBinomialProbability(events, priorN, guess) - logOfSum([target, underdose, overdose]);
    terms.target.push(common + target);
    terms.underdose.push(common + underdose);
    terms.overdose.push(common + overdose);
  }
  return { target: logOfSum(terms.target), underdose: logOfSum(terms.underdose), overdose: logOfSum(terms.overdose) };
}

function logOfSum(logs: readonly number[]): number {
  const largest = Math.max(...logs);
  let sum = 0;
  for (const log of logs) sum += Math.exp(log - largest);
  return largest + Math.log(sum);
}
