/** Posterior probability by interval of the rate: what keyboard, mTPI-2 and mTPI compare. */
import { DesignRefusal, requireFraction } from "../core/design-refusal.ts";
import { incompleteBeta } from "../../special-functions/incomplete-beta.ts";
import type { IntervalBounds } from "./interval-rules.ts";

export interface TargetInterval {
  readonly low: number;
  readonly high: number;
}

/** The interval of rates at which a dose level is kept. Throws DesignRefusal unless it lies inside 0 to 1. */
export function targetInterval(target: number, margins: { readonly marginBelow?: number; readonly marginAbove?: number }): TargetInterval {
  const marginBelow = requireFraction("marginBelow", margins.marginBelow ?? 0.05);
  const marginAbove = requireFraction("marginAbove", margins.marginAbove ?? 0.05);
  if (target - marginBelow < 1e-9) throw new DesignRefusal("no-room-below", "marginBelow", `Below ${target} - ${marginBelow} there is no rate, so that no dose level would ever be left upwards.`, `Give a margin below ${target}.`);
  if (target + marginAbove > 1 - 1e-9) throw new DesignRefusal("no-room-above", "marginAbove", `Above ${target} + ${marginAbove} there is no rate.`, `Give a margin below ${Number((1 - target).toPrecision(6))}.`);
  return { low: target - marginBelow, high: target + marginAbove };
}

/**
 * Keys of equal width: the target interval, repeated below it and above it. The two at the ends are what is left.
 * @example keysAround({ low: 0.25, high: 0.35 }) // 0, 0.05, 0.15, 0.25, 0.35, … 0.95, 1
 */
export function keysAround({ low, high }: TargetInterval): readonly number[] {
  const width = high - low;
  // Steps are counted, not added up; what is left at an end and narrower than 1e-9 is rounding, no key.
  const below = Math.ceil((low - 1e-9) / width);
  const above = Math.ceil((1 - high - 1e-9) / width);
  const edges = Array.from({ length: below + above + 2 }, (_, at) => (at <= below ? low - (below - at) * width : high + (at - below - 1) * width));
  return edges.map((edge, at) => (at === 0 ? 0 : at === edges.length - 1 ? 1 : edge));
}

/**
 * Boundaries of the rule: up where the interval with the largest posterior probability per width lies below the target
 * interval, down where it lies above. Prior Beta(1, 1). Of equal ones (to 1e-12 relative) the highest counts.
 */
export function boundsByMass(n: number, edges: readonly number[], target: TargetInterval): Omit<IntervalBounds, "close"> {
  let escalate = -1;
  let events = 0;
  while (events <= n) {
    const best = strongest(n, events, edges);
    if (best > target.low + 1e-9) break;
    if (best < target.low - 1e-9) escalate = events;
    events += 1;
  }
  return { escalate, deescalate: events };
}

/** Lower edge of the interval with the largest posterior probability per width. */
function strongest(n: number, events: number, edges: readonly number[]): number {
  let best = 0;
  let most = -1;
  for (let at = 0; at + 1 < edges.length; at++) {
    const low = edges[at] ?? 0;
    const high = edges[at + 1] ?? 1;
    const density = massBetween(low, high, n, events) / (high - low);
    if (density >= most * (1 - 1e-12)) {
      best = low;
      most = density;
    }
  }
  return best;
}

/** Of the two ways to take the difference, the one that loses fewer digits. */
function massBetween(low: number, high: number, n: number, events: number): number {
  const a = incompleteBeta(low, events + 1, n - events + 1);
  const b = incompleteBeta(high, events + 1, n - events + 1);
  return b.lower < 0.5 ? b.lower - a.lower : a.upper - b.upper;
}
