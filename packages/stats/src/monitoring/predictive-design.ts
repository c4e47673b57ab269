/** Predictive probability design for a binary response (Lee and Liu 2008). */
import { betaBinomialTail } from "../distributions/beta-binomial.ts";
import { betaTail } from "../distributions/beta.ts";
import { binomialTail } from "../distributions/binomial.ts";
import { DesignRefusal, requireFraction, requireWhole } from "../dose-finding/core/design-refusal.ts";
import type { BetaPrior } from "../dose-finding/zero-events/event-count.ts";
import { walkLooks } from "./boundary-recursion.ts";

export interface PredictiveDesign {
  /** Looks after so many participants; the last one is n. */
  readonly looks: readonly number[];
  /** Stop for futility at this many responses or fewer; `null` where no count stops. The last one is the final rejection limit. */
  readonly stopAtOrBelow: readonly (number | null)[];
  readonly n: number;
  /** Futility when the predictive probability is below this. */
  readonly futility: number;
  /** The final conclusion needs a posterior probability above the null of more than any number in this range. */
  readonly conclude: { readonly above: number; readonly upTo: number };
  readonly variant: string;
}

export interface PredictiveCharacteristics {
  readonly probability: number;
  /** Probability of a positive conclusion: type I error under the null, power under the alternative. */
  readonly positive: number;
  readonly earlyStop: number;
  readonly stopAtLook: readonly number[];
  readonly expectedN: number;
  readonly method: string;
}

export interface PredictiveRule {
  readonly nullProbability: number;
  readonly prior: BetaPrior;
  readonly n: number;
  /** First look; then after every `cohort` participants. */
  readonly firstLook: number;
  readonly cohort?: number;
}

/**
 * The design for given thresholds: stop for futility where the predictive probability of the final conclusion is below
 * `futility`; conclude at n where the posterior probability of more than the null exceeds `conclude`. No stop for efficacy.
 *
 * Throws DesignRefusal for parameters out of range, `never-concludes` where not even n responses would be enough.
 * Source: Lee JJ, Liu DD. Clin Trials 2008;5:93-106. doi 10.1177/1740774508089279.
 *
 * @example predictiveDesign({ nullProbability: 0.2, prior: { a: 0.2, b: 0.8 }, n: 36, firstLook: 10 }, { futility: 0.001, conclude: 0.922 }).stopAtOrBelow[0] // 0
 */
export function predictiveDesign(rule: PredictiveRule, thresholds: { readonly futility: number; readonly conclude: number }): PredictiveDesign {
  requireFraction("futility", thresholds.futility);
  requireFraction("conclude", thresholds.conclude);
  const looks = requireRule(rule);
  let enough = 0;
  while (enough <= rule.n && posteriorAtEnd(rule, enough) <= thresholds.conclude) enough += 1;
  if (enough > rule.n) throw new DesignRefusal("never-concludes", "conclude", `Not even ${rule.n} responses of ${rule.n} give a posterior probability above ${thresholds.conclude}.`, "Lower the threshold, or take more participants.");
  return withLimits(rule, looks, enough, thresholds.futility);
}

export interface PredictiveSearch extends Omit<PredictiveRule, "n"> {
  readonly alternative: number;
  readonly alpha: number;
  readonly beta: number;
  readonly smallestN: number;
  readonly largestN: number;
}

/**
 * The design of smallest n that keeps both errors; among those of this n the one of smallest expected n under the null.
 *
 * Complete: the final limit takes whole numbers only, and the futility threshold only the finite set of predictive
 * probabilities that can occur, so every different design is looked at. Throws DesignRefusal, `no-design` where none does.
 */
export function searchPredictiveDesign(search: PredictiveSearch): PredictiveDesign {
  requireFraction("alternative", search.alternative);
  if (search.alternative <= search.nullProbability) throw new DesignRefusal("alternative-not-above-null", "alternative", `${search.alternative} is not above the null probability ${search.nullProbability}.`, "Give the response probability that is wanted.");
  requireFraction("alpha", search.alpha);
  requireFraction("beta", search.beta);
  requireWhole("smallestN", search.smallestN, search.firstLook, 200);
  requireWhole("largestN", search.largestN, search.smallestN, 200);
  for (let n = search.smallestN; n <= search.largestN; n++) {
    const best = bestOf({ ...search, n }, search);
    if (best !== null) return best;
  }
  throw new DesignRefusal("no-design", "largestN", `No predictive probability design of up to ${search.largestN} participants keeps both errors.`, "Allow more participants or larger errors.");
}

function bestOf(rule: PredictiveRule, { alternative, alpha, beta }: PredictiveSearch): PredictiveDesign | null {
  const looks = requireRule(rule);
  let best: { readonly design: PredictiveDesign; readonly expectedN: number } | null = null;
  for (let enough = 1; enough <= rule.n; enough++) {
    // Without futility stops the power is largest; with every stop before the end the error is smallest.
    if (1 - binomialTail(enough - 1, rule.n, alternative) < 1 - beta) break;
    const values = looks.slice(0, -1).flatMap((n) => Array.from({ length: n + 1 }, (_, x) => predictive(rule, n, x, enough)));
    const thresholds = [...new Set(values)].filter((value) => value > 0 && value < 1).toSorted((x, y) => x - y);
    // Wider futility regions lie around narrower ones: power and error fall together.
    let low = 0;
    let high = thresholds.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const powered = predictiveCharacteristics(withLimits(rule, looks, enough, thresholds[middle] ?? 0), alternative).positive >= 1 - beta;
      if (powered) low = middle;
      else high = middle - 1;
    }
    const design = withLimits(rule, looks, enough, thresholds[low] ?? 0);
    if (predictiveCharacteristics(design, alternative).positive < 1 - beta) continue;
    const underNull = predictiveCharacteristics(design, rule.nullProbability);
    if (underNull.positive <= alpha && (best === null || underNull.expectedN < best.expectedN)) best = { design, expectedN: underNull.expectedN };
  }
  return best?.design ?? null;
}

/** Exact characteristics by recursion over the looks. @example predictiveCharacteristics(design, 0.2).positive */
export function predictiveCharacteristics(design: Pick<PredictiveDesign, "looks" | "stopAtOrBelow">, probability: number): PredictiveCharacteristics {
  if (!(probability >= 0 && probability <= 1)) throw new DesignRefusal("not-a-probability", "probability", `${String(probability)} does not lie from 0 to 1.`, "Give the true response probability.");
  // The recursion counts what speaks for stopping: here those without a response.
  const limits = design.looks.map((n, look) => (design.stopAtOrBelow[look] === null ? null : n - (design.stopAtOrBelow[look] ?? 0)));
  const stopAtLook = design.looks.map(() => 0);
  const positive = walkLooks(design.looks, limits, 1 - probability, (look, masses, limit) => {
    for (let count = limit; count < masses.length; count++) stopAtLook[look] = (stopAtLook[look] ?? 0) + (masses[count] ?? 0);
  }).reduce((sum, mass) => sum + mass, 0);
  const early = stopAtLook.slice(0, -1).reduce((sum, mass) => sum + mass, 0);
  const expectedN = design.looks.reduce((sum, n, look) => sum + n * (look === design.looks.length - 1 ? 1 - early : (stopAtLook[look] ?? 0)), 0);
  return { probability, positive, earlyStop: early, stopAtLook, expectedN, method: "Exact, by recursion over the looks." };
}

function withLimits(rule: PredictiveRule, looks: readonly number[], enough: number, futility: number): PredictiveDesign {
  const stopAtOrBelow = looks.map((n, look) => {
    if (look === looks.length - 1) return enough === 0 ? null : enough - 1;
    let limit: number | null = null;
    for (let x = 0; x <= n && predictive(rule, n, x, enough) < futility; x++) limit = x;
    return limit;
  });
  const above = enough === 0 ? 0 : posteriorAtEnd(rule, enough - 1);
  const upTo = posteriorAtEnd(rule, enough);
  const variant = `Predictive probability design, n = ${rule.n}, looks from ${rule.firstLook} on by ${rule.cohort ?? 1}, Beta(${rule.prior.a}, ${rule.prior.b}) prior: futility below a predictive probability of ${futility.toPrecision(4)}; positive with ${enough} responses or more; no stop for efficacy.`;
  return { looks, stopAtOrBelow, n: rule.n, futility, conclude: { above, upTo }, variant };
}

const posteriorAtEnd = ({ nullProbability, prior, n }: PredictiveRule, x: number): number => betaTail(nullProbability, prior.a + x, prior.b + n - x, { tail: "upper" });
const predictive = ({ prior, n: last }: PredictiveRule, n: number, x: number, enough: number): number => betaBinomialTail(enough - x - 1, last - n, prior.a + x, prior.b + n - x, { tail: "upper" });

function requireRule({ nullProbability, prior, n, firstLook, cohort = 1 }: PredictiveRule): number[] {
  requireFraction("nullProbability", nullProbability);
  if (!(prior.a > 0 && prior.b > 0 && prior.a < 1e6 && prior.b < 1e6)) throw new DesignRefusal("unfit-prior", "prior", `Beta(${String(prior.a)}, ${String(prior.b)}) is no prior.`, "Give two numbers above 0, for example 0.2 and 0.8.");
  requireWhole("n", n, 2, 1000);
  requireWhole("firstLook", firstLook, 1, n);
  requireWhole("cohort", cohort, 1, n);
  const looks: number[] = [];
  for (let look = firstLook; look < n; look += cohort) looks.push(look);
  return [...looks, n];
}
