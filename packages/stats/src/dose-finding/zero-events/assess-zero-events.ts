/** No event among n: what is still possible. */
import { type EventCountAssessment, type EventCountOptions, assessEventCount } from "./event-count.ts";

/**
 * {@link assessEventCount} for no event among `n`.
 *
 * With confidence level c the exact upper limit is 1 - (1 - c)^(1/n) one-sided and 1 - ((1 - c)/2)^(1/n) two-sided.
 * Throws DesignRefusal as there.
 *
 * @example assessZeroEvents(15, { event: "dose-limiting event" }).upperOneSided // 0.181, two-sided 0.218, rule of three 0.2
 */
export function assessZeroEvents(n: number, options: EventCountOptions = {}): EventCountAssessment {
  return assessEventCount(0, n, options);
}
