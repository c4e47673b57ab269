/** Quantiles of time: where a falling curve comes down to a value. */
import type { SurvivalSteps } from "./survival-curve.ts";

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
 * The first time at which survival is at most 1 - p; where it stays exactly at 1 - p, the middle of that stretch. Limits by Brookmeyer
 * and Crowley: the same of the limits of survival, read where survival is between 0 and 1.
 */
export function curveQuantile(curve: SurvivalSteps, probability: number): TimeQuantile {
  const size = curve.times.length;
  const time = crossing(curve.times, curve.survival, 0, size, 1 - probability);
  const limit = (values: Float64Array): number | null => crossing(curve.times, values, curve.firstDrop, curve.firstZero, 1 - probability);
  return { probability, time, lower: limit(curve.lower), upper: limit(curve.upper), reason: time === null ? `Survival does not come down to ${1 - probability}: it is ${String(curve.survival[size - 1] ?? 1)} at the last time.` : null };
}

function crossing(times: Float64Array, values: Float64Array, from: number, end: number, target: number): number | null {
  let first = from;
  while (first < end && (values[first] as number) > target + near) first += 1;
  if (first >= end) return null;
  let beyond = first;
  while (beyond < end && (values[beyond] as number) > target - near) beyond += 1;
  if (beyond < end) return ((times[first] as number) + (times[beyond] as number)) / 2;
  // Exactly there up to the last time of all.
  return end === times.length ? ((times[first] as number) + (times[end - 1] as number)) / 2 : null;
}
