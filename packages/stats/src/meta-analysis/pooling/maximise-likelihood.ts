/** Maximum likelihood and restricted maximum likelihood of the variance between studies. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import type { WeightedMoments } from "./weighted-moments.ts";

const mostSteps = 200;
/** Points of the grid: a factor of 2 apart, more where the range is longer than so many of them. */
const mostPoints = 64;
/** A maximum inside is accepted when the derivative is below this part of the root of the information. */
export const gradientTolerance = 1e-7;

export interface LikelihoodMaximum {
  readonly tauSquared: number;
  readonly logLikelihood: number | null;
  /** Derivative of the log-likelihood over the root of the expected information; 0 but for rounding inside, at most 0 at τ² = 0. */
  readonly gradient: number;
  readonly iterations: number;
  /** Maxima seen, that at 0 among them. */
  readonly maxima: number;
}

/**
 * The τ² >= 0 at which the profile log-likelihood is highest.
 *
 * The likelihood can have several maxima. Beyond an end that is computed from the data its derivative is negative; between 0 and
 * that end the sign of the derivative is looked at on a grid of points a factor of 2 apart, beginning at a quarter of the smallest
 * variance. Each change from rising to falling is followed by Newton's method inside its bracket to the last bits; the highest of
 * them, and of 0 where the likelihood falls from there, is taken. Two maxima closer than the grid may be seen as one.
 *
 * Throws StatisticRefusal `not-converged` with the last gradient.
 */
export function maximiseLikelihood(moments: WeightedMoments, kind: "ML" | "REML"): LikelihoodMaximum {
  const found: { tauSquared: number; gradient: number; iterations: number }[] = [];
  let before = 0;
  let slope = slopeAt(moments, kind, 0);
  let iterations = 1;
  if (slope <= 0) found.push({ tauSquared: 0, gradient: standardised(moments, kind, slope), iterations: 0 });
  for (const at of likelihoodGrid(moments, kind)) {
    const next = slopeAt(moments, kind, at);
    iterations++;
    if (slope > 0 && next <= 0) found.push(refine(moments, kind, before, at));
    slope = next;
    before = at;
  }
  const [only] = found;
  if (only === undefined) throw new StatisticRefusal("not-converged", "tauSquared", "The likelihood has no maximum in reach.", "Check estimates and variances for their unit.", { gradient: slope, tauSquared: before });
  let best = only;
  let highest: number | null = null;
  if (found.length > 1) {
    for (const one of found) {
      const height = moments.logLikelihood(one.tauSquared, kind);
      if (highest === null || height > highest) [best, highest] = [one, height];
    }
  }
  return { ...best, logLikelihood: highest, iterations: iterations + best.iterations, maxima: found.length };
}

/** Rising values of τ² above 0 between which the likelihood is looked at; beyond the last it falls for good. None where it falls from 0 on. */
export function likelihoodGrid(moments: WeightedMoments, kind: "ML" | "REML"): readonly number[] {
  const end = beyondWhichItFalls(moments, kind);
  const first = moments.smallestVariance / 4;
  const factor = end > first ? Math.max(2, (end / first) ** (1 / mostPoints)) : 2;
  const grid: number[] = [];
  for (let point = first; point < end; point *= factor) grid.push(point);
  if (end > 0) grid.push(end);
  return grid;
}

/**
 * Where the derivative is negative for good: y'PPy <= R / (v₁ + τ²)² for the unweighted residual sum R and the smallest variance
 * v₁, and the trace is at least n / (v₂ + τ²) for the largest, so that R (v₂ + τ²) = n (v₁ + τ²)² is beyond every maximum.
 */
function beyondWhichItFalls({ unweightedResidualSum, size, parameters, smallestVariance, largestVariance }: WeightedMoments, kind: "ML" | "REML"): number {
  const n = kind === "ML" ? size : size - parameters;
  const spread = unweightedResidualSum / n;
  const root = (spread + Math.sqrt(spread * spread + 4 * spread * (largestVariance - smallestVariance))) / 2;
  return Math.max(0, root - smallestVariance) * (1 + 1e-12);
}

/** Derivative of the log-likelihood, with the moments filled. */
function slopeAt(moments: WeightedMoments, kind: "ML" | "REML", tauSquared: number): number {
  moments.fill(tauSquared);
  return (moments.residualSum2 - (kind === "ML" ? moments.sumOfWeights : moments.traceP)) / 2;
}

const informationOf = (moments: WeightedMoments, kind: "ML" | "REML"): number => (kind === "ML" ? moments.sumOfSquaredWeights : moments.tracePP) / 2;
const standardised = (moments: WeightedMoments, kind: "ML" | "REML", slope: number): number => slope / Math.sqrt(informationOf(moments, kind));

/** Newton's method between a point where the likelihood rises and one where it does not. */
function refine(moments: WeightedMoments, kind: "ML" | "REML", rising: number, falling: number): { tauSquared: number; gradient: number; iterations: number } {
  let [low, high] = [rising, falling];
  let at = low + (high - low) / 2;
  for (let iterations = 1; iterations <= mostSteps; iterations++) {
    const slope = slopeAt(moments, kind, at);
    if (slope > 0) low = at;
    else high = at;
    const bend = informationOf(moments, kind) - moments.residualSum3;
    const newton = bend < 0 ? at - slope / bend : Number.NaN;
    const next = newton > low && newton < high ? newton : low + (high - low) / 2;
    if (slope === 0 || Math.abs(next - at) <= 2 * Number.EPSILON * at || high - low <= 2 * Number.EPSILON * high) {
      const gradient = standardised(moments, kind, slope);
      if (Math.abs(gradient) <= gradientTolerance) return { tauSquared: at, gradient, iterations };
      if (high - low <= 2 * Number.EPSILON * high) throw new StatisticRefusal("not-converged", "tauSquared", "The likelihood's derivative does not come to 0.", "Check estimates and variances for their unit.", { gradient, tauSquared: at });
    }
    at = next;
  }
  throw new StatisticRefusal("not-converged", "tauSquared", `The likelihood's maximum was not found in ${mostSteps} steps.`, "Check estimates and variances for their unit.", { gradient: moments.residualSum2, tauSquared: at });
}
