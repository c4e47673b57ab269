import { type FoundRoot, findRoot } from "./find-root.ts";

export interface MonotoneRootOptions {
  readonly direction: "rising" | "falling";
  /** Where the search begins. */
  readonly start: number;
  /** First step from the start; it doubles. Above 0. */
  readonly step: number;
  /** The root is looked for from `lowest` to `highest`; all finite numbers where left out. */
  readonly lowest?: number;
  readonly highest?: number;
  /** How far the root may be off besides rounding; 0 where left out. */
  readonly tolerance?: number;
}

/** `below-lowest` and `above-highest`: the sign at that end shows the root to lie beyond it. */
export interface NoMonotoneRoot {
  readonly found: false;
  readonly reason: "below-lowest" | "above-highest" | "not-monotone" | "not-a-number" | "too-many-evaluations";
  /** Where the function was last asked. */
  readonly at: number;
  readonly evaluations: number;
}

/**
 * The root of a function that is known to rise, or to fall, such as a profile likelihood on one side of its maximum or Q(τ²).
 *
 * The sign at the start says on which side the root lies; steps double until the sign changes, then `findRoot` takes over. A
 * root beyond a limit is told apart from one that was not found; values that go the wrong way are `not-monotone`. The function
 * is never asked outside the limits. Throws RangeError unless lowest <= start <= highest and the step is above 0.
 *
 * @example findMonotoneRoot((x) => 8 - x ** 3, { direction: "falling", start: 0, step: 0.1 }) // root 2
 * @example findMonotoneRoot((x) => -1 - x, { direction: "falling", start: 1, step: 1, lowest: 0 }) // below-lowest
 */
export function findMonotoneRoot(f: (x: number) => number, options: MonotoneRootOptions): FoundRoot | NoMonotoneRoot {
  const { direction, start, step, lowest = -Number.MAX_VALUE, highest = Number.MAX_VALUE, tolerance = 0 } = options;
  if (!(start >= lowest && start <= highest && step > 0)) throw new RangeError(`findMonotoneRoot needs a start within its limits and a step above 0; got ${String(start)} and ${String(step)}.`);
  const rising = (x: number) => (direction === "rising" ? f(x) : -f(x));
  let [near, nearValue] = [start, rising(start)];
  let evaluations = 1;
  if (Number.isNaN(nearValue)) return { found: false, reason: "not-a-number", at: near, evaluations };
  const way = nearValue < 0 ? 1 : -1;
  for (let stride = step; nearValue !== 0; stride *= 2) {
    const end = way > 0 ? highest : lowest;
    if (near === end) return { found: false, reason: way > 0 ? "above-highest" : "below-lowest", at: near, evaluations };
    const next = Math.max(lowest, Math.min(highest, near + way * Math.max(stride, Math.abs(near) * Number.EPSILON)));
    const value = rising(next);
    evaluations++;
    if (Number.isNaN(value)) return { found: false, reason: "not-a-number", at: next, evaluations };
    if (value === 0 || value > 0 !== nearValue > 0) return between(rising, near, next, evaluations, tolerance, direction);
    // A step away from zero by more than rounding.
    if (way * (value - nearValue) < -1e-9 * Math.abs(nearValue)) return { found: false, reason: "not-monotone", at: next, evaluations };
    [near, nearValue] = [next, value];
  }
  return { found: true, root: near, value: 0, evaluations };
}

function between(rising: (x: number) => number, one: number, other: number, before: number, tolerance: number, direction: "rising" | "falling"): FoundRoot | NoMonotoneRoot {
  const root = findRoot(rising, Math.min(one, other), Math.max(one, other), { tolerance });
  const evaluations = before + root.evaluations;
  if (root.found) return { ...root, value: direction === "falling" && root.value !== 0 ? -root.value : root.value, evaluations };
  return { ...root, reason: root.reason === "no-sign-change" ? "not-monotone" : root.reason, evaluations };
}
