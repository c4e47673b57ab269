/** Quantiles of time: where a falling curve comes down to a value. */
import { type SurvivalSteps, limitsAt } from "./survival-curve.ts";

export interface TimeQuantile {
  /** Part of the group that has had the event by then. */
  readonly probability: number;
  /** `null` where survival does not fall so far; `reason` says so. */
  readonly time: number | null;
  /** Where the lower limit of survival comes down to 1 - probability; `null` where it does not. */
  readonly lower: number | null;
  /** Where the upper limit does; `null`: no upper limit can be told. */
  readonly upper: number | null;
  readonly reason: string | null;
}

/** Values nearer than this are equal: survival is a product, and 0.5 seldom comes out to the last bit. R's survival takes the same. */
const near = Math.sqrt(Number.EPSILON);

/**
 * For each part p: the first time at which survival is at most 1 - p; where it stays exactly at 1 - p, the middle of that stretch.
 * Limits by Brookmeyer and Crowley: the same of the limits of survival, read where survival is between 0 and 1. One walk for all parts.
 */
export function curveQuantiles(curve: SurvivalSteps, probabilities: readonly number[]): TimeQuantile[] {
  const size = curve.times.length;
  const targets = probabilities.map((probability) => 1 - probability);
  const [times, lower, upper] = [crossings(targets), crossings(targets), crossings(targets)];
  // Survival never rises: where it comes down to a value is found by halving.
  for (const gate of targets.flatMap((target) => [target + near, target - near]).toSorted((one, other) => other - one)) {
    const at = firstDownTo(curve.survival, gate);
    if (at < size) see(times, at, curve.survival[at] as number);
  }
  for (let at = curve.firstDrop; at < curve.firstZero; at++) {
    if ((curve.events[at] as number) === 0) continue;
    const limits = limitsAt(curve, at);
    if (limits[0] <= lower.gate) see(lower, at, limits[0]);
    if (limits[1] > upper.gate) continue;
    see(upper, at, limits[1]);
    if (lower.gate === Number.NEGATIVE_INFINITY && upper.gate === Number.NEGATIVE_INFINITY) break;
  }
  return probabilities.map((probability, which) => {
    const time = found(times, which, curve, size);
    const reason = time === null ? `Survival does not come down to ${1 - probability}: it is ${String(curve.survival[size - 1] ?? 1)} at the last time.` : null;
    return { probability, time, lower: found(lower, which, curve, curve.firstZero), upper: found(upper, which, curve, curve.firstZero), reason };
  });
}

/** Where a list of values, seen in their order, first comes down to each target, and where beneath it. */
interface Crossings {
  readonly targets: readonly number[];
  readonly first: Int32Array;
  readonly beyond: Int32Array;
  /** Values above it change nothing; minus infinity where all is known. */
  gate: number;
}
const crossings = (targets: readonly number[]): Crossings => ({ targets, first: new Int32Array(targets.length).fill(-1), beyond: new Int32Array(targets.length).fill(-1), gate: Math.max(...targets) + near });

function see(crossed: Crossings, at: number, value: number): void {
  const { targets, first, beyond } = crossed;
  crossed.gate = Number.NEGATIVE_INFINITY;
  for (const [which, target] of targets.entries()) {
    if ((first[which] as number) < 0 && value <= target + near) first[which] = at;
    if ((first[which] as number) >= 0 && (beyond[which] as number) < 0 && value <= target - near) beyond[which] = at;
    if ((beyond[which] as number) < 0) crossed.gate = Math.max(crossed.gate, (first[which] as number) < 0 ? target + near : target - near);
  }
}

function found({ first, beyond }: Crossings, which: number, { times }: SurvivalSteps, end: number): number | null {
  const [from, to] = [first[which] as number, beyond[which] as number];
  if (from < 0) return null;
  if (to >= 0) return ((times[from] as number) + (times[to] as number)) / 2;
  // Exactly there up to the last time of all.
  return end === times.length ? ((times[from] as number) + (times[end - 1] as number)) / 2 : null;
}

function firstDownTo(falling: Float64Array, gate: number): number {
  let [low, high] = [0, falling.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((falling[middle] as number) > gate) low = middle + 1;
    else high = middle;
  }
  return low;
}
