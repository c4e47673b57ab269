/** What a design does under a truth: one type for the exact answer and for the simulated one. */
import type { StopKind } from "./dose-decision.ts";
import type { DoseDesign } from "./dose-design.ts";
import { stopKinds } from "./state-graph.ts";
import type { CountSums, Tally } from "./tally.ts";

export interface CountDistribution {
  readonly mean: number;
  /** Probability of 0, 1, 2, … */
  readonly probabilities: readonly number[];
}

export interface OperatingCharacteristics {
  readonly design: { readonly name: string; readonly variant: string; readonly edition: string };
  /** True rate of events by dose level. */
  readonly truth: readonly number[];
  /** "Exact: …" or "Monte Carlo: …": stands beside the numbers wherever they are shown. */
  readonly method: string;
  /** Number of simulated trials; null where the numbers are exact. */
  readonly trials: number | null;
  /** The rules behind the recommendations. */
  readonly rules: readonly string[];
  /** Probability that a dose level is recommended. With `notReached` and `none` it makes 1. */
  readonly selection: readonly number[];
  /** Probability that the trial ends without reaching a limit, by the highest dose level given. */
  readonly notReached: readonly number[];
  /** Probability that no dose level is recommended, and why. */
  readonly none: number;
  readonly noneReasons: readonly { readonly why: string; readonly rule: string; readonly probability: number }[];
  /** How the trial ends; makes 1. */
  readonly stops: readonly { readonly why: StopKind; readonly probability: number }[];
  readonly safetyStop: number;
  /** Expected participants and events by dose level. */
  readonly n: readonly number[];
  readonly events: readonly number[];
  /** Share of all participants by dose level: E(n at dose) / E(n), not the mean of the trials' shares. */
  readonly allocation: readonly number[];
  readonly totalN: CountDistribution;
  readonly totalEvents: CountDistribution;
  /** Null unless a target rate or a target dose is named. */
  readonly target: TargetShares | null;
  /** Null where the numbers are exact. */
  readonly standardErrors: StandardErrors | null;
}

export interface TargetShares {
  readonly target: number | null;
  /** The right dose level under this truth; 0: every dose level is too much. */
  readonly dose: number;
  /** Share of participants above (overdose), at and below (underdose) it: E / E(n). Makes 1. */
  readonly above: number;
  readonly at: number;
  readonly below: number;
  /** Probability that at least `mostShare` of a trial's own participants are above it. (BOIN's `overdose60` counts more than 60 % of the planned ones.) */
  readonly mostAbove: number;
  readonly mostShare: number;
  /** Probability that a dose level above, at, below it is recommended. */
  readonly selectedAbove: number;
  readonly selectedAt: number;
  readonly selectedBelow: number;
}

/**
 * Monte Carlo standard errors, each beside its number. A probability that was never or always met gets that of
 * (x + 1) / (trials + 2): it is not known without error.
 */
export interface StandardErrors {
  readonly selection: readonly number[];
  readonly notReached: readonly number[];
  readonly none: number;
  readonly safetyStop: number;
  readonly n: readonly number[];
  readonly events: readonly number[];
  readonly allocation: readonly number[];
  readonly totalN: number;
  readonly totalEvents: number;
  readonly target: { readonly above: number; readonly at: number; readonly below: number; readonly mostAbove: number } | null;
  /** The largest one of selection, not reached, none and safety stop. */
  readonly largest: number;
}

/** Turns sums into characteristics. `trials` null: the weights are probabilities. */
export function characteristicsOf(design: DoseDesign, truth: readonly number[], tally: Tally, method: string, trials: number | null): OperatingCharacteristics {
  const part = (weight: number): number => weight / tally.weight;
  const meanN = part(dot(tally.totalN));
  const share = (sums: CountSums): number => (meanN === 0 ? 0 : part(sums.sum) / meanN);
  return {
    design: { name: design.name, variant: design.variant, edition: design.edition },
    truth: [...truth],
    method,
    trials,
    rules: tally.rules,
    selection: tally.selection.map(part),
    notReached: tally.notReached.map(part),
    none: part(tally.none.reduce((sum, one) => sum + one.weight, 0)),
    noneReasons: tally.none.map(({ why, rule, weight }) => ({ why, rule, probability: part(weight) })),
    stops: stopKinds.map((why, at) => ({ why, probability: part(tally.stops[at] ?? 0) })),
    safetyStop: part(tally.stops[0] ?? 0),
    n: tally.n.map(({ sum }) => part(sum)),
    events: tally.events.map(({ sum }) => part(sum)),
    allocation: tally.n.map(share),
    totalN: { mean: meanN, probabilities: tally.totalN.map(part) },
    totalEvents: { mean: part(dot(tally.totalEvents)), probabilities: tally.totalEvents.map(part) },
    target: targetShares(tally, part, share),
    standardErrors: trials === null ? null : standardErrorsOf(tally, meanN),
  };
}

function targetShares({ target, selection }: Tally, part: (weight: number) => number, share: (sums: CountSums) => number): TargetShares | null {
  if (target === null) return null;
  const selected = (keep: (dose: number) => boolean): number => part(selection.reduce((sum, weight, at) => sum + (keep(at + 1) ? weight : 0), 0));
  const { dose, mostShare } = target;
  return {
    target: target.target,
    dose,
    above: share(target.above),
    at: share(target.at),
    below: share(target.below),
    mostAbove: part(target.mostAbove),
    mostShare,
    selectedAbove: selected((one) => one > dose),
    selectedAt: selected((one) => one === dose),
    selectedBelow: selected((one) => one < dose),
  };
}

function standardErrorsOf(tally: Tally, meanN: number): StandardErrors {
  const { weight } = tally;
  const ofShare = (hits: number): number => {
    const rate = hits === 0 || hits === weight ? (hits + 1) / (weight + 2) : hits / weight;
    return Math.sqrt((rate * (1 - rate)) / weight);
  };
  const ofMean = (sum: number, squares: number): number => (weight < 2 ? Number.POSITIVE_INFINITY : Math.sqrt(Math.max(0, squares - (sum * sum) / weight) / (weight - 1) / weight));
  const ofCount = ({ sum, squares }: CountSums): number => ofMean(sum, squares);
  const nSquares = dot(tally.totalN, 2);
  // A ratio of means, by the delta method: the variance of count - ratio × n.
  const ofRatio = ({ sum, squares, products }: CountSums): number => {
    if (meanN === 0) return 0;
    const ratio = sum / weight / meanN;
    return ofMean(0, squares - 2 * ratio * products + ratio * ratio * nSquares) / meanN;
  };
  const selection = tally.selection.map(ofShare);
  const notReached = tally.notReached.map(ofShare);
  const none = ofShare(tally.none.reduce((sum, one) => sum + one.weight, 0));
  const safetyStop = ofShare(tally.stops[0] ?? 0);
  const { target } = tally;
  return {
    selection,
    notReached,
    none,
    safetyStop,
    n: tally.n.map(ofCount),
    events: tally.events.map(ofCount),
    allocation: tally.n.map(ofRatio),
    totalN: ofMean(dot(tally.totalN), nSquares),
    totalEvents: ofMean(dot(tally.totalEvents), dot(tally.totalEvents, 2)),
    target: target === null ? null : { above: ofRatio(target.above), at: ofRatio(target.at), below: ofRatio(target.below), mostAbove: ofShare(target.mostAbove) },
    largest: Math.max(...selection, ...notReached, none, safetyStop),
  };
}

const dot = (weights: readonly number[], power = 1): number => weights.reduce((sum, weight, count) => sum + weight * count ** power, 0);

/**
 * Probability of more than `count` of them.
 * @example probabilityOfMoreThan({ mean: 0.5, probabilities: [0.6, 0.3, 0.1] }, 0) // 0.4
 */
export function probabilityOfMoreThan(distribution: CountDistribution, count: number): number {
  return distribution.probabilities.reduce((sum, probability, at) => (at > count ? sum + probability : sum), 0);
}
