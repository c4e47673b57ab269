/** Simon's two-stage designs for a binary response, found by complete search. */
import { binomialMasses } from "../distributions/binomial.ts";
import { DesignRefusal, requireFraction, requireWhole } from "../dose-finding/core/design-refusal.ts";

export interface TwoStageDesign {
  /** Stop for futility after n1 participants with r1 or fewer responses. */
  readonly r1: number;
  readonly n1: number;
  /** Not worth going on with r or fewer responses among n. */
  readonly r: number;
  readonly n: number;
  /** Exact probability of a positive result under the null, and of a negative one under the alternative. */
  readonly alpha: number;
  readonly beta: number;
  /** Under the null: expected number of participants and probability of stopping after the first stage. */
  readonly expectedN: number;
  readonly earlyStop: number;
}

export interface SimonOptions {
  /** Response probability that is not worth it. */
  readonly nullProbability: number;
  /** Response probability that is wanted. */
  readonly alternative: number;
  readonly alpha: number;
  readonly beta: number;
  /** Largest n searched, at most 400; 100 where left out, as in R `clinfun::ph2simon`. */
  readonly largestN?: number;
}

export interface SimonDesigns {
  /** Smallest expected n under the null. */
  readonly optimal: TwoStageDesign;
  /** Smallest n; among those the smallest expected n. */
  readonly minimax: TwoStageDesign;
  /** For each n with a design the one of smallest expected n: where to find a compromise. */
  readonly byN: readonly TwoStageDesign[];
  readonly variant: string;
}

/**
 * The optimal and the minimax design among all two-stage designs that stop early for futility only.
 *
 * Every (r1, n1, r, n) is looked at, with exact binomial errors; for given (r1, n1, n) the largest r that keeps the power
 * is the one of smallest alpha. Throws DesignRefusal, `no-design` where n would exceed `largestN`.
 *
 * Source: Simon R. Control Clin Trials 1989;10:1-10. doi 10.1016/0197-2456(89)90015-9. R: `clinfun::ph2simon`.
 *
 * @example simonTwoStage({ nullProbability: 0.05, alternative: 0.25, alpha: 0.1, beta: 0.1 }).optimal // 0 of 9, 2 of 24
 */
export function simonTwoStage(options: SimonOptions): SimonDesigns {
  const p0 = requireFraction("nullProbability", options.nullProbability);
  const p1 = requireFraction("alternative", options.alternative);
  if (p1 <= p0) throw new DesignRefusal("alternative-not-above-null", "alternative", `${p1} is not above the null probability ${p0}.`, "Give the response probability that is wanted.");
  const alpha = requireFraction("alpha", options.alpha);
  const beta = requireFraction("beta", options.beta);
  const largest = requireWhole("largestN", options.largestN ?? 100, 2, 400);
  const masses0 = Array.from({ length: largest + 1 }, (_, n) => binomialMasses(n, p0));
  const masses1 = Array.from({ length: largest + 1 }, (_, n) => binomialMasses(n, p1));
  const byN: TwoStageDesign[] = [];
  // No design can have a smaller expected n than the best so far at these n1 or above.
  for (let n = 2; n <= largest; n++) {
    let best: TwoStageDesign | null = null;
    for (let n1 = 1; n1 < n; n1++) {
      if (best !== null && n1 >= best.expectedN) break;
      best = bestAt(n1, n, alpha, beta, best, masses0, masses1);
    }
    if (best !== null) byN.push(best);
  }
  const minimax = byN[0];
  if (minimax === undefined) throw new DesignRefusal("no-design", "largestN", `No two-stage design of up to ${largest} participants keeps both errors.`, "Allow more participants or larger errors.");
  const optimal = byN.reduce((best, design) => (design.expectedN < best.expectedN ? design : best));
  return { optimal, minimax, byN, variant: `Simon two-stage, futility stop only; null ${p0}, alternative ${p1}, alpha ${alpha}, beta ${beta}; all designs up to n = ${largest}.` };
}

function bestAt(n1: number, n: number, alpha: number, beta: number, soFar: TwoStageDesign | null, masses0: readonly Float64Array[], masses1: readonly Float64Array[]): TwoStageDesign | null {
  const first0 = masses0[n1] ?? new Float64Array();
  const first1 = masses1[n1] ?? new Float64Array();
  const tails0 = upperTails(masses0[n - n1] ?? first0);
  const tails1 = upperTails(masses1[n - n1] ?? first1);
  let best = soFar;
  let stop0 = 0;
  let stop1 = 0;
  for (let r1 = 0; r1 < n1; r1++) {
    stop0 += first0[r1] ?? 0;
    stop1 += first1[r1] ?? 0;
    if (stop1 > beta) break;
    const expectedN = n1 + (1 - stop0) * (n - n1);
    if (best !== null && expectedN >= best.expectedN) continue;
    // The largest r that keeps the power has the smallest alpha.
    let low = r1;
    let high = n;
    if (positive(first1, tails1, r1, low) < 1 - beta) continue;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (positive(first1, tails1, r1, middle) >= 1 - beta) low = middle;
      else high = middle;
    }
    const error = positive(first0, tails0, r1, low);
    if (error <= alpha) best = { r1, n1, r: low, n, alpha: error, beta: 1 - positive(first1, tails1, r1, low), expectedN, earlyStop: stop0 };
  }
  return best;
}

/** P(more than r1 in the first stage and more than r in all). */
function positive(first: Float64Array, tails: Float64Array, r1: number, r: number): number {
  let sum = 0;
  for (let x = first.length - 1; x > r1; x--) sum += (first[x] ?? 0) * (x > r ? 1 : (tails[r - x + 1] ?? 0));
  return sum;
}

/** P(X >= k) for k = 0, 1, …, summed from the small end. */
function upperTails(masses: Float64Array): Float64Array {
  const tails = new Float64Array(masses.length);
  let sum = 0;
  for (let k = masses.length - 1; k >= 0; k--) tails[k] = sum += masses[k] ?? 0;
  return tails;
}

/**
 * Exact characteristics of any two-stage design at a true response probability.
 * @example twoStageCharacteristics({ r1: 0, n1: 9, r: 2, n: 24 }, 0.05).earlyStop // 0.95^9 = 0.6302
 */
export function twoStageCharacteristics(design: Pick<TwoStageDesign, "r1" | "n1" | "r" | "n">, probability: number): { readonly probability: number; readonly positive: number; readonly earlyStop: number; readonly expectedN: number } {
  if (!(probability >= 0 && probability <= 1)) throw new DesignRefusal("not-a-probability", "probability", `${String(probability)} does not lie from 0 to 1.`, "Give the true response probability.");
  const n = requireWhole("n", design.n, 2, 10_000);
  const n1 = requireWhole("n1", design.n1, 1, n - 1);
  const r1 = requireWhole("r1", design.r1, 0, n1);
  const r = requireWhole("r", design.r, r1, n);
  const first = binomialMasses(n1, probability);
  const earlyStop = first.slice(0, r1 + 1).reduce((sum, mass) => sum + mass, 0);
  return { probability, positive: positive(first, upperTails(binomialMasses(n - n1, probability)), r1, r), earlyStop, expectedN: n1 + (1 - earlyStop) * (n - n1) };
}
