/** Round times for an axis and the table below it. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { linearTicks } from "../../figures/linear-ticks.ts";

/**
 * From 0 to the longest time, at most eight apart evenly; `every` where the unit has its own round numbers (months: 3, 6, 12).
 * Throws StatisticRefusal `out-of-range` for a longest time or a distance that is not above 0, or for more than 40 times.
 *
 * @example riskTimes(29) // 0, 5, 10, 15, 20, 25
 */
export function riskTimes(longest: number, every?: number): number[] {
  if (!(longest > 0 && Number.isFinite(longest))) throw new StatisticRefusal("out-of-range", "longest", `${longest} is no time above 0.`, "Give the longest time of observation.");
  if (every === undefined) return linearTicks(0, longest, 8);
  if (!(every > 0) || longest / every > 40) throw new StatisticRefusal("out-of-range", "every", `Times ${every} apart up to ${longest} are no table that can be read.`, "Give a larger distance, at least a fortieth of the longest time.");
  return Array.from({ length: Math.floor(longest / every + 1e-9) + 1 }, (_, at) => Number((at * every).toPrecision(12)));
}
