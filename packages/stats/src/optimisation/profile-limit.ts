import { findMonotoneRoot, type MonotoneRootOptions } from "./find-monotone-root.ts";

export interface ProfileLimitOptions {
  /** The parameter at the maximum, and the profile there. */
  readonly estimate: number;
  readonly maximum: number;
  /** By how much the profile log-likelihood falls at the limit: half a chi-squared quantile, 1.920729410347062 for 95 %. */
  readonly drop: number;
  readonly side: "lower" | "upper";
  /** First step away from the estimate, for example a standard error. */
  readonly step: number;
  /** The parameter goes no further than this: 0 for a variance. */
  readonly bound?: number;
}

/** `reached` with the limit; or why there is none. */
export type ProfileLimit =
  | { readonly reached: true; readonly limit: number; readonly evaluations: number }
  | { readonly reached: false; readonly reason: "not-before-bound" | "above-maximum" | "not-a-number" | "too-many-evaluations"; readonly at: number; readonly evaluations: number };

/**
 * Where a profile log-likelihood has fallen by `drop` on one side of its maximum: a confidence limit.
 *
 * `not-before-bound`: the profile is still higher at the bound, which then is the limit, or at the end of all numbers, where
 * there is none. `above-maximum`: the profile rises above `maximum`, so the estimate was not the maximum.
 * Throws RangeError unless drop and step are above 0 and the bound is on the named side.
 * Source: Venzon and Moolgavkar 1988, doi:10.2307/2347496 (recalled; their equations are not used).
 *
 * @example profileLimit((x) => -x * x / 2, { estimate: 0, maximum: 0, drop: 2, side: "upper", step: 1 }) // limit 2
 */
export function profileLimit(profile: (parameter: number) => number, options: ProfileLimitOptions): ProfileLimit {
  const { estimate, maximum, drop, side, step, bound } = options;
  if (!(drop > 0)) throw new RangeError(`profileLimit needs a drop above 0; got ${String(drop)}.`);
  if (bound !== undefined && (side === "lower" ? bound > estimate : bound < estimate)) throw new RangeError(`The bound ${bound} does not lie on the ${side} side of ${estimate}.`);
  // Nearer than this above the maximum is rounding, or a profile that was not quite at its maximum.
  const slack = 1e-6 * Math.max(1, drop);
  let higher: number | null = null;
  const above = (parameter: number) => {
    if (parameter === estimate) return drop;
    const value = profile(parameter) - maximum;
    if (value > slack) higher = parameter;
    return value + drop;
  };
  const limits: Pick<MonotoneRootOptions, "lowest" | "highest"> = bound === undefined ? {} : side === "lower" ? { lowest: bound } : { highest: bound };
  const root = findMonotoneRoot(above, { direction: side === "lower" ? "rising" : "falling", start: estimate, step, ...limits });
  if (higher !== null) return { reached: false, reason: "above-maximum", at: higher, evaluations: root.evaluations };
  if (root.found) return { reached: true, limit: root.root, evaluations: root.evaluations };
  const { at, evaluations } = root;
  if (root.reason === "not-a-number" || root.reason === "too-many-evaluations") return { reached: false, reason: root.reason, at, evaluations };
  return { reached: false, reason: root.reason === "not-monotone" ? "above-maximum" : "not-before-bound", at, evaluations };
}
