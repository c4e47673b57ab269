/** When a dose level is too much: the posterior probability that its true rate is above the target. */
import { incompleteBeta } from "../../special-functions/incomplete-beta.ts";
import { DesignRefusal, requireFraction, requireWhole } from "../core/design-refusal.ts";

export interface ClosingRule {
  readonly target: number;
  /** Closed where Pr(true rate > target | data) is above this. */
  readonly cutoff: number;
  /** Not asked with fewer participants than this; 3 where left out. */
  readonly fromN?: number;
  /** Also no event at all closes, where the posterior says so. As Keyboard 0.1.3 does. */
  readonly withoutEvent?: boolean;
  /** Beta prior; [1, 1] where left out. */
  readonly prior?: readonly [number, number];
}

/**
 * Pr(true rate > target) given so many events among n: the upper tail of Beta(a + events, b + n - events).
 * Throws DesignRefusal for a target outside 0 to 1, and for more events than participants.
 * @example probabilityAbove(0.3, 3, 3) // 1 - 0.3^4 = 0.9919
 */
export function probabilityAbove(target: number, n: number, events: number, prior: readonly [number, number] = [1, 1]): number {
  requireFraction("target", target);
  if (!(events >= 0 && events <= n && n < Infinity)) throw new DesignRefusal("events-above-n", "events", `${String(events)} events among ${String(n)} cannot be.`, "Give numbers from 0 on, and no more events than participants.");
  return incompleteBeta(target, prior[0] + events, prior[1] + n - events).upper;
}

/**
 * The fewest events among n that close the dose level and all above it; `null` where no count does.
 * A dose level without any event is not closed, unless `withoutEvent` is given.
 *
 * Throws DesignRefusal for n that is no whole number, and a target or cutoff outside 0 to 1.
 *
 * Source: Liu S, Yuan Y. J R Stat Soc C 2015;64:507-23, doi 10.1111/rssc.12089, section on elimination.
 * R: the least y from 1 to n with `1 - pbeta(target, y + 1, n - y + 1) > cutoff`.
 *
 * @example fewestEventsToClose(6, { target: 0.3, cutoff: 0.95 }) // 4
 */
export function fewestEventsToClose(n: number, rule: ClosingRule): number | null {
  requireWhole("n", n, 0, 1_000_000);
  requireFraction("cutoff", rule.cutoff);
  if (n < (rule.fromN ?? 3)) return null;
  // The probability rises with the events, so the first count that closes is found by halving.
  const closes = (events: number) => probabilityAbove(rule.target, n, events, rule.prior) > rule.cutoff;
  if (!closes(n)) return null;
  if (rule.withoutEvent === true && closes(0)) return 0;
  let low = 0;
  let high = n;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (closes(middle)) high = middle;
    else low = middle;
  }
  return high;
}
