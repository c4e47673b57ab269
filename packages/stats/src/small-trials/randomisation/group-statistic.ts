/** Statistics of two groups that a randomisation test may take. */
import { medianOf } from "../ranks/compare-ranks.ts";
import { rankScores } from "../ranks/rank-scores.ts";

export const groupStatistics = ["mean-difference", "median-difference", "rank-mean-difference", "proportion-difference", "log-rank"] as const;
export type GroupStatistic = (typeof groupStatistics)[number];

/** The statistic of an allocation, by arms of 1 (group) and 0 (reference); both must be there. */
export function statisticOf(kind: GroupStatistic, outcome: Float64Array, event: Float64Array | null): (arms: Uint8Array) => number {
  if (kind === "median-difference") return (arms) => medianOf(outcome.filter((_, row) => arms[row] === 1)) - medianOf(outcome.filter((_, row) => arms[row] === 0));
  const scores = kind === "rank-mean-difference" ? Float64Array.from(rankScores(outcome).doubled, (one) => one / 2) : kind === "log-rank" ? logRankScores(outcome, event ?? new Float64Array(outcome.length).fill(1)) : outcome;
  return (arms) => {
    let [here, there, count] = [0, 0, 0];
    for (let row = 0; row < arms.length; row++) {
      if (arms[row] === 1) {
        here += scores[row] as number;
        count += 1;
      } else there += scores[row] as number;
    }
    return kind === "log-rank" ? here : here / count - there / (arms.length - count);
  };
}

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
