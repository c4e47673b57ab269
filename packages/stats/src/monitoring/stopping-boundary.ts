/** Stopping boundaries for counts of events, calibrated exactly. */
import { DesignRefusal, requireFraction } from "../dose-finding/core/design-refusal.ts";
import { requireOptions } from "../dose-finding/core/require-options.ts";
import { stopProbability } from "./boundary-recursion.ts";
import type { BoundaryFamily, Evidence } from "./boundary-family.ts";
import { eventEvidence } from "./event-evidence.ts";
import { requireLooks } from "./participant-looks.ts";

export interface StoppingBoundary {
  readonly name: string;
  /** Everything that makes it this one, in sentences fit for a protocol. */
  readonly variant: string;
  /** Participants with known outcome at each look, rising. */
  readonly looks: readonly number[];
  /** Stop at this many events or more; `null` where no count stops. Never below 1: no rule stops before an event. */
  readonly limits: readonly (number | null)[];
  readonly nullProbability: number;
  /** The error that was asked for; `null` where a cut-off was given. */
  readonly nominalError: number | null;
  /** The exact probability of stopping, at any look, when the event has the null probability. */
  readonly attainedError: number;
  readonly cutoff: { readonly scale: string; readonly value: number };
  readonly calibration: string;
}

export interface BoundaryOptions {
  /** Numbers of participants at which the count is looked at, rising; `everyLook(n)` for continuous monitoring. */
  readonly looks: readonly number[];
  /** Probability of the event that is acceptable. */
  readonly nullProbability: number;
  readonly family: BoundaryFamily;
  /** The error allowed under the null probability; or the cut-off itself, on the scale of its family. */
  readonly calibrate: { readonly alpha: number } | { readonly cutoff: number };
}

/** 1, 2, … n: a look after every participant; from `first` on. */
export const everyLook = (n: number, first = 1): number[] => Array.from({ length: Math.max(0, n - first + 1) }, (_, at) => at + first);

/**
 * A boundary of a family: for each look the fewest events at which the trial stops.
 *
 * With `alpha` the cut-off is the smallest one, among all values that the evidence can take at the looks, whose exact
 * probability of stopping under `nullProbability` does not exceed alpha. Because the regions of a family lie inside one
 * another, a bisection over that finite set finds it with certainty; no root is searched. Two values within 1e-11 count
 * as one. No family stops before the first event.
 *
 * Throws DesignRefusal for unfit looks or parameters, and `no-boundary` where not even the strictest boundary of the
 * family keeps to alpha.
 *
 * Source: Ivanova 2005 (doi 10.1111/j.1541-0420.2005.00311.x), Goldman 1987 (10.1016/0197-2456(87)90153-X), Geller 2003,
 * Kulldorff 2011 (10.1080/07474946.2011.539924). The same calibration as R `stoppingrule::calc.rule.bin`, which bisects
 * the real line between brackets and may end at a bracket.
 *
 * @example stoppingBoundary({ looks: everyLook(50), nullProbability: 0.2, family: { kind: "pocock" }, calibrate: { alpha: 0.1 } }).attainedError // 0.09977…
 */
export function stoppingBoundary(options: BoundaryOptions): StoppingBoundary {
  requireOptions(options, ["looks", "nullProbability", "family", "calibrate"]);
  requireOptions(options.calibrate, ["alpha", "cutoff"]);
  if ("alpha" in options.calibrate === "cutoff" in options.calibrate) throw new DesignRefusal("calibrate-by-one", "calibrate", "Give either the error alpha or a cut-off.", "Give { alpha: 0.05 }, or { cutoff: 0.95 } on the scale of the family.");
  const looks = requireLooks(options.looks);
  const evidence = eventEvidence(options.family, options.nullProbability, looks.at(-1) ?? 0);
  return "alpha" in options.calibrate ? calibrated(looks, evidence, options.nullProbability, requireFraction("calibrate.alpha", options.calibrate.alpha)) : fixed(looks, evidence, options.nullProbability, options.calibrate.cutoff);
}

function calibrated(looks: readonly number[], evidence: Evidence, p0: number, alpha: number): StoppingBoundary {
  const values = looks.map((n) => Float64Array.from({ length: n }, (_, at) => evidence.of(n, at + 1)));
  const candidates = distinct(values);
  const errorAt = (at: number) => stopProbability(looks, limitsAt(values, candidates[at] ?? Number.POSITIVE_INFINITY), p0);
  const last = candidates.length - 1;
  const strictest = errorAt(last);
  if (last < 0 || strictest > alpha)
    throw new DesignRefusal("no-boundary", "calibrate.alpha", `No ${evidence.name} boundary at these looks keeps the error at or below ${alpha}${last < 0 ? "; it never stops" : `; the smallest above 0 is ${strictest.toPrecision(3)}`}.`, "Allow a larger error, or take more participants.");
  let low = -1;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (errorAt(middle) <= alpha) high = middle;
    else low = middle;
  }
  const cutoff = candidates[high] ?? Number.POSITIVE_INFINITY;
  const limits = limitsAt(values, cutoff);
  return {
    ...common(looks, evidence, p0, limits, evidence.toScale(cutoff), shortest(evidence, candidates[high - 1], cutoff)),
    nominalError: alpha,
    calibration: `The widest boundary of its family whose exact error does not exceed ${alpha}.`,
  };
}

function fixed(looks: readonly number[], evidence: Evidence, p0: number, cutoff: number): StoppingBoundary {
  const needed = evidence.fromScale(cutoff);
  if (!Number.isFinite(needed)) throw new DesignRefusal("unfit-cutoff", "calibrate.cutoff", `${String(cutoff)} is no cut-off on the scale of the ${evidence.scale}.`, "Give a number inside that scale, for example 0.9 for a probability.");
  // A cut-off that was calibrated here and is given back has been rounded on its way through its scale.
  const least = needed - 1e-9 * Math.max(1, Math.abs(needed));
  const limits = looks.map((n) => {
    for (let events = 1; events <= n; events++) if (evidence.of(n, events) >= least) return events;
    return null;
  });
  return { ...common(looks, evidence, p0, limits, cutoff), nominalError: null, calibration: "The cut-off was given, not calibrated." };
}

function common(looks: readonly number[], evidence: Evidence, nullProbability: number, limits: readonly (number | null)[], value: number, printed = value.toPrecision(7)) {
  return {
    name: evidence.name,
    variant: `${evidence.variant} Cut-off (${evidence.scale}): ${printed}. ${looks.length} looks, the last at n = ${looks.at(-1) ?? 0}.`,
    looks,
    limits,
    nullProbability,
    attainedError: stopProbability(looks, limits, nullProbability),
    cutoff: { scale: evidence.scale, value },
  };
}

/**
 * The cut-off in the fewest digits (7 or more) that lead to the same boundary again: counts take steps, so every number above
 * the evidence that is not enough, up to the one that is, gives the same limits.
 */
function shortest(evidence: Evidence, notEnough: number | undefined, enough: number): string {
  const value = evidence.toScale(enough);
  const middle = evidence.toScale(notEnough === undefined ? enough : (notEnough + enough) / 2);
  for (let digits = 7; digits < 17; digits++) {
    for (const printed of [value.toPrecision(digits), middle.toPrecision(digits)]) {
      const back = evidence.fromScale(Number(printed));
      const least = back - 1e-9 * Math.max(1, Math.abs(back));
      if (least <= enough && (notEnough === undefined || least > notEnough)) return printed;
    }
  }
  return String(value);
}

/** At each look the fewest events whose evidence reaches the cut-off. */
function limitsAt(values: readonly Float64Array[], cutoff: number): (number | null)[] {
  return values.map((row) => {
    let low = 0;
    let high = row.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((row[middle] ?? 0) >= cutoff) high = middle;
      else low = middle + 1;
    }
    return low === row.length ? null : low + 1;
  });
}

/** All values that the evidence can take, rising; of values that differ by rounding alone the smallest. */
function distinct(values: readonly Float64Array[]): number[] {
  const all: number[] = [];
  for (const row of values) for (const value of row) if (value > Number.NEGATIVE_INFINITY) all.push(value);
  const sorted = Float64Array.from(all).toSorted();
  const kept: number[] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const value of sorted) {
    if (value - before > 1e-11 * Math.max(1, Math.abs(value)) || before === Number.NEGATIVE_INFINITY) kept.push(value);
    before = value;
  }
  return kept;
}
