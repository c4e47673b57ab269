/** Statistics of two groups that a randomisation test may take. */
import { medianOf } from "../ranks/compare-ranks.ts";
import { rankScores } from "../ranks/rank-scores.ts";

export const groupStatistics = ["mean-difference", "median-difference", "rank-mean-difference", "proportion-difference", "log-rank"] as const;
export type GroupStatistic = (typeof groupStatistics)[number];

export interface MeasuredStatistic {
  /** By arms of 1 (group) and 0 (reference); both must be there. */
  readonly of: (arms: Uint8Array) => number;
  /** By how much two allocations that are alike may differ through rounding. */
  readonly rounding: number;
}

/**
 * The statistic of an allocation. Outcomes are taken from one of them, which no difference sees: digits that all have in common would
 * hide, in sums, the ones in which allocations differ.
 */
export function statisticOf(kind: GroupStatistic, given: Float64Array, event: Float64Array | null): MeasuredStatistic {
  const middle = kind === "log-rank" ? 0 : (given.toSorted()[given.length >> 1] as number);
  const outcome = middle === 0 ? given : given.map((one) => one - middle);
  // What each outcome was rounded by when it was written down, and when the middle was taken from it.
  const written = largestOf(given) * Number.EPSILON * 4;
  if (kind === "median-difference") return { of: (arms) => medianOf(outcome.filter((_, row) => arms[row] === 1)) - medianOf(outcome.filter((_, row) => arms[row] === 0)), rounding: written };
  const scores = kind === "rank-mean-difference" ? Float64Array.from(rankScores(outcome).doubled, (one) => one / 2) : kind === "log-rank" ? logRankScores(outcome, event ?? new Float64Array(outcome.length).fill(1)) : outcome;
  const rounding = 1e-12 * largestOf(scores) + (kind === "mean-difference" || kind === "proportion-difference" ? written : 0);
  const of = (arms: Uint8Array): number => {
    let [here, there, count] = [0, 0, 0];
    for (let row = 0; row < arms.length; row++) {
      if (arms[row] === 1) {
        here += scores[row] as number;
        count += 1;
      } else there += scores[row] as number;
    }
    return kind === "log-rank" ? here : here / count - there / (arms.length - count);
  };
  return { of, rounding };
}
const largestOf = (values: Float64Array): number => values.reduce((most, one) => Math.max(most, Math.abs(one)), 0);

/** Event less the pooled cumulative hazard at the row's time: their sum over a group is its observed less its expected events. */
export function logRankScores(time: Float64Array, event: Float64Array): Float64Array {
  const order = Array.from(time.keys()).toSorted((one, other) => (time[one] as number) - (time[other] as number));
  const scores = new Float64Array(time.length);
  let hazard = 0;
  for (let from = 0, to = 0; from < order.length; from = to) {
    let events = 0;
    for (; to < order.length && time[order[to] as number] === time[order[from] as number]; to++) events += event[order[to] as number] as number;
    hazard += events / (order.length - from);
    for (let at = from; at < to; at++) scores[order[at] as number] = (event[order[at] as number] as number) - hazard;
  }
  return scores;
}
