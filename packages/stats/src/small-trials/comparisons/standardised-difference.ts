/** Hedges' g with the exact interval of the noncentral t distribution. */
import { noncentralStudentTail } from "../../distributions/noncentral-t.ts";
import { hedgesFactor } from "../../meta-analysis/effect-sizes/hedges-factor.ts";
import { findMonotoneRoot } from "../../optimisation/find-monotone-root.ts";

export interface StandardisedDifference {
  /** Hedges' g: Cohen's d times the factor of small samples. */
  readonly estimate: number;
  /** d: the difference in pooled standard deviations. */
  readonly crude: number;
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
}

/**
 * d = t √(1/n + 1/m) of the pooled t; limits are the noncentralities at which t stands in a tail of (1 - level)/2, on the scale of g.
 * `null` for fewer than 2 degrees of freedom, and where a limit was not found.
 * Source: Hedges 1981, doi 10.3102/10769986006002107; Steiger and Fouladi 1997 (both recalled).
 */
export function standardisedDifference(crude: number, n: number, m: number, level: number): StandardisedDifference | null {
  const free = n + m - 2;
  const factor = hedgesFactor(free);
  if (factor === null) return null;
  const root = Math.sqrt(1 / n + 1 / m);
  const t = crude / root;
  const limit = (tail: "lower" | "upper"): number | null => {
    const share = (1 - level) / 2;
    const found = findMonotoneRoot((parameter) => noncentralStudentTail(t, free, parameter, { tail }) - share, { direction: tail === "upper" ? "rising" : "falling", start: t, step: 1 });
    return found.found ? found.root * root * factor : null;
  };
  const [lower, upper] = [limit("upper"), limit("lower")];
  return lower === null || upper === null ? null : { estimate: crude * factor, crude, lower, upper, level };
}
