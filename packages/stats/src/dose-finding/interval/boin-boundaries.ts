/** Boundaries of the Bayesian optimal interval design. */
import { DesignRefusal, requireFraction } from "../core/design-refusal.ts";

export interface BoinRates {
  readonly target: number;
  /** Highest rate that is clearly too low, so that it must go up (phi1, `p.saf`); 0.6 target where left out. */
  readonly underdose?: number;
  /** Lowest rate that is clearly too high, so that it must go down (phi2, `p.tox`); 1.4 target where left out. */
  readonly overdose?: number;
}

export interface BoinBoundaries {
  readonly target: number;
  readonly underdose: number;
  readonly overdose: number;
  /** lambda e: go up where the observed rate is at most this. */
  readonly escalate: number;
  /** lambda d: go down where the observed rate is at least this. */
  readonly deescalate: number;
}

/**
 * The two rates between which BOIN stays at a dose level. They minimise the probability of a wrong decision when the
 * true rate is the target, `underdose` or `overdose` with the same prior probability, and do not depend on n.
 *
 * lambda e = log((1 - phi1)/(1 - phi)) / log(phi(1 - phi1)/(phi1(1 - phi))),
 * lambda d = log((1 - phi)/(1 - phi2)) / log(phi2(1 - phi)/(phi(1 - phi2))).
 *
 * Throws DesignRefusal unless 0 < underdose < target < overdose < 1.
 *
 * Source: Liu S, Yuan Y. J R Stat Soc C 2015;64:507-23, doi 10.1111/rssc.12089.
 *
 * @example boinBoundaries({ target: 0.3 }).escalate // 0.2364907…
 * @example boinBoundaries({ target: 0.3 }).deescalate // 0.3585195…
 */
export function boinBoundaries(rates: BoinRates): BoinBoundaries {
  if (typeof rates !== "object" || rates === null) throw new DesignRefusal("not-options", "rates", `${String(rates)} is no object with rates.`, "Give an object with target, and underdose and overdose where they are not the usual ones.");
  const target = requireFraction("target", rates.target);
  const underdose = requireFraction("underdose", rates.underdose === undefined ? 0.6 * target : rates.underdose);
  if (rates.overdose === undefined && 1.4 * target >= 1) throw new DesignRefusal("overdose-needed", "overdose", `1.4 times the target ${target} is not below 1.`, "Give a rate above the target and below 1.");
  const overdose = requireFraction("overdose", rates.overdose === undefined ? 1.4 * target : rates.overdose);
  if (underdose >= target) throw new DesignRefusal("underdose-not-below-target", "underdose", `${underdose} is not below the target ${target}.`, `Give a rate below the target, for example ${Number((0.6 * target).toPrecision(6))}.`);
  if (overdose <= target) throw new DesignRefusal("overdose-not-above-target", "overdose", `${overdose} is not above the target ${target}.`, "Give a rate above the target and below 1.");
  return {
    target,
    underdose,
    overdose,
    escalate: Math.log((1 - underdose) / (1 - target)) / Math.log((target * (1 - underdose)) / (underdose * (1 - target))),
    deescalate: Math.log((1 - target) / (1 - overdose)) / Math.log((overdose * (1 - target)) / (target * (1 - overdose))),
  };
}
