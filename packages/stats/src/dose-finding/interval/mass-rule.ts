/** Boundaries by the interval with the largest unit probability mass, and closing by the posterior probability of too high a rate. */
import { type ClosingRule, fewestEventsToClose } from "./closing-rule.ts";
import type { IntervalOptions } from "./interval-options.ts";
import type { IntervalBounds } from "./interval-rules.ts";
import { type TargetInterval, boundsByMass } from "./key-masses.ts";

export interface MarginOptions extends IntervalOptions {
  /** The target interval begins so much below the target; 0.05 where left out. */
  readonly marginBelow?: number;
  /** The target interval ends so much above the target; 0.05 where left out. */
  readonly marginAbove?: number;
}

/** @param edges of the intervals that are compared. */
export function massRule(closing: ClosingRule, edges: readonly number[], target: TargetInterval): (n: number) => IntervalBounds {
  return (n) => {
    const close = fewestEventsToClose(n, closing);
    const { escalate, deescalate } = boundsByMass(n, edges, target);
    if (close === null) return { escalate, deescalate, close };
    return { escalate: Math.min(escalate, close - 1), deescalate: Math.min(deescalate, close), close };
  };
}
