/** Intervals of the variance between studies. */
import { chiSquareQuantile } from "../../distributions/chi-square.ts";
import { findMonotoneRoot } from "../../optimisation/find-monotone-root.ts";
import { findRoot } from "../../optimisation/find-root.ts";
import { likelihoodGrid } from "./maximise-likelihood.ts";
import { residualSumRoot } from "./residual-sum-root.ts";
import type { WeightedMoments } from "./weighted-moments.ts";

export interface TauSquaredInterval {
  readonly kind: "q-profile" | "profile-likelihood";
  readonly level: number;
  /** `null` where there is no interval; `reason` says why. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly reason: string | null;
}

/**
 * The τ² at which the generalised Q is the upper and the lower quantile of chi-square with k - p degrees of freedom; exact where
 * estimates are normal with the variances given. A limit below 0 is 0. No interval where even the upper limit would be below 0:
 * the estimates agree better than chance allows.
 *
 * Source: Viechtbauer 2007, Stat Med 26:37, doi 10.1002/sim.2514 (recalled). R: `metafor::confint(rma(…))`.
 */
export function profileQ(moments: WeightedMoments, level: number): TauSquaredInterval {
  const free = moments.size - moments.parameters;
  const made = { kind: "q-profile", level } as const;
  if (free < 1) return { ...made, lower: null, upper: null, reason: "No study is left to tell how much effects differ." };
  const tail = (1 - level) / 2;
  const upper = residualSumRoot(moments, chiSquareQuantile(tail, free));
  if (upper === null) return { ...made, lower: null, upper: null, reason: "The estimates agree more closely than chance allows: no variance between studies is compatible with them, not even 0." };
  const lower = residualSumRoot(moments, chiSquareQuantile(tail, free, { tail: "upper" }));
  return { ...made, lower: lower?.root ?? 0, upper: upper.root, reason: null };
}

/**
 * The smallest and the largest τ² at which the (restricted) profile log-likelihood is no more than half a chi-square quantile below
 * its maximum; 0 where that holds at 0. Between them it may be lower where it has several maxima: they are looked for on the grid of
 * `maximiseLikelihood`, and each limit is a root to the last bits.
 *
 * Source: Hardy and Thompson 1996, Stat Med 15:619, doi 10.1002/(SICI)1097-0258(19960330)15:6<619::AID-SIM188>3.0.CO;2-A (recalled).
 */
export function profileTauSquared(moments: WeightedMoments, options: { readonly estimate: number; readonly kind: "ML" | "REML"; readonly level: number }): TauSquaredInterval {
  const { estimate, kind, level } = options;
  const maximum = moments.logLikelihood(estimate, kind);
  const drop = chiSquareQuantile(1 - level, 1, { tail: "upper" }) / 2;
  const above = (tauSquared: number): number => moments.logLikelihood(tauSquared, kind) - maximum + drop;
  const points = [0, ...likelihoodGrid(moments, kind), estimate].toSorted((one, other) => one - other);
  const within = points.map((point) => point === estimate || above(point) >= 0);
  const [first, last] = [within.indexOf(true), within.lastIndexOf(true)];
  const lower = first === 0 ? 0 : rootBetween(above, points[first - 1] ?? 0, points[first] ?? 0);
  const top = points[last] ?? 0;
  const upper = last < points.length - 1 ? rootBetween(above, top, points[last + 1] ?? top) : rootBeyond(above, top, moments.smallestVariance);
  const made = { kind: "profile-likelihood", level } as const;
  if (lower === null || upper === null) return { ...made, lower: null, upper: null, reason: "The profile likelihood does not fall as far as the limits need." };
  return { ...made, lower, upper, reason: null };
}

function rootBetween(f: (x: number) => number, low: number, high: number): number | null {
  const found = findRoot(f, low, high);
  return found.found ? found.root : null;
}

/** Beyond the last point the likelihood only falls. */
function rootBeyond(f: (x: number) => number, start: number, step: number): number | null {
  const found = findMonotoneRoot(f, { direction: "falling", start, step: Math.max(step, start / 2) });
  return found.found ? found.root : null;
}
