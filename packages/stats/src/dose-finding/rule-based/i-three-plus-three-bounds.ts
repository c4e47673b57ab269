import { DesignRefusal, requireFraction, requireWhole } from "../core/design-refusal.ts";
import { requireOptions } from "../core/require-options.ts";
import { above, atLeast, below } from "../interval/count-bounds.ts";

/** The equivalence interval: rates from `lower` to `upper` are as good as the target. */
export interface EquivalenceInterval {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The i3+3 rule as numbers of events.
 *
 * With x of n events: up when x/n lies below the interval; stay when it lies in it, ends included; when it lies above,
 * stay if (x - 1)/n lies below the interval, otherwise down.
 *
 * @returns up with at most `escalate` events (-1: never), down with `deescalate` or more (n + 1: never).
 *
 * Throws DesignRefusal for n below 1 and an interval that is none.
 *
 * Source: Liu, Wang and Ji 2020, doi 10.1080/10543406.2019.1636811, table 1.
 * @example iThreePlusThreeBounds(3, { lower: 0.25, upper: 0.35 }) // { escalate: 0, deescalate: 2 }
 */
export function iThreePlusThreeBounds(n: number, interval: EquivalenceInterval): { readonly escalate: number; readonly deescalate: number } {
  requireOptions(interval, ["lower", "upper"], "interval");
  const { lower, upper } = interval;
  requireWhole("n", n, 1, 10_000);
  requireFraction("interval.lower", lower);
  requireFraction("interval.upper", upper);
  if (lower >= upper) throw new DesignRefusal("not-an-interval", "interval.upper", `${upper} is not above ${lower}.`, "Give the higher end of the equivalence interval.");
  // x - 1 is at least the lower end from atLeast(lower) + 1 on.
  return { escalate: below(lower, n), deescalate: Math.max(above(upper, n), atLeast(lower, n) + 1) };
}
