import { DesignRefusal } from "../core/design-refusal.ts";
import { fewestEventsToClose } from "../interval/closing-rule.ts";
import { type IntervalBounds, type IntervalDesign, intervalDesign } from "../interval/interval-design.ts";
import { type IntervalOptions, checkIntervalOptions, wordsOf } from "../interval/interval-options.ts";
import { type EquivalenceInterval, iThreePlusThreeBounds } from "./i-three-plus-three-bounds.ts";

export interface IThreePlusThreeOptions extends IntervalOptions {
  /** Rates that are as good as the target, from `lower` to `upper`, ends included; target - 0.05 to target + 0.05 where left out. */
  readonly interval?: EquivalenceInterval;
}

/**
 * The i3+3 design: up when the observed rate lies below the equivalence interval, stay when it lies in it; above it, stay if
 * one event fewer would lie below, otherwise down.
 *
 * Safety, start, size and selection are those of the interval designs here: a dose level and those above close when
 * Pr(rate > target) > cutoff from three participants on (uniform prior), and the isotonic estimate nearest to the target is
 * recommended.
 *
 * Throws DesignRefusal, with field and remedy: as the interval designs; and for a target of 0.05 or less without an
 * interval, or a target outside of it.
 *
 * Source: Liu, Wang and Ji 2020, doi 10.1080/10543406.2019.1636811.
 * @example iThreePlusThree({ doses: 5, target: 0.3, cohortSize: 3, cohorts: 10 }).bounds(6) // { escalate: 1, deescalate: 3, close: 4 }
 */
export function iThreePlusThree(options: IThreePlusThreeOptions): IntervalDesign {
  const settings = checkIntervalOptions(options, ["interval"]);
  const { target, cutoff } = settings;
  const interval = options.interval ?? usualInterval(target);
  iThreePlusThreeBounds(1, interval);
  if (target < interval.lower || target > interval.upper) throw new DesignRefusal("target-outside", "interval", `The target ${target} lies outside of ${interval.lower} to ${interval.upper}.`, "Give an interval around the target.");
  const boundsAt = (n: number): IntervalBounds => {
    const { escalate, deescalate } = iThreePlusThreeBounds(n, interval);
    const close = fewestEventsToClose(n, { target, cutoff });
    return { escalate, deescalate: close === null ? deescalate : Math.min(deescalate, close), close };
  };
  const words = `i3+3 with target ${target} and equivalence interval ${interval.lower} to ${interval.upper}: up below it, stay in it; above it stay if one event fewer lies below it, otherwise down`;
  return intervalDesign({ name: "i3+3", code: "i-three-plus-three", variant: `${words}; ${wordsOf(settings)}.`, edition: "paper", settings, boundsAt, upperRate: interval.upper });
}

/** The target and 0.05 on either side, without the last digit of a subtraction. */
function usualInterval(target: number): EquivalenceInterval {
  const round = (value: number): number => Number(value.toPrecision(12));
  const interval = { lower: round(target - 0.05), upper: round(target + 0.05) };
  if (interval.lower > 0 && interval.upper < 1) return interval;
  throw new DesignRefusal("interval-needed", "interval", `0.05 on either side of the target ${target} does not lie between 0 and 1.`, "Give the equivalence interval, for example { lower: 0.03, upper: 0.07 }.");
}
