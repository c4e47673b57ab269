/** Martingale and score residuals of each row. */
import { placeOf } from "../sort-numbers.ts";
import type { CoxData } from "./cox-data.ts";
import { eventTable, risksOf } from "./event-table.ts";

export interface RowResiduals {
  /** Event less expected events, in the order of `CoxData`. */
  readonly martingale: Float64Array;
  /** A row's part of the gradient, without its weight; on the standardised scale. */
  readonly scores: Float64Array;
}

/**
 * Source: Therneau and Grambsch 2000, Modeling Survival Data, chapter 4 (recalled). Of events tied after Efron, each takes the part
 * 1 - k/d of the k-th step, as do those in its sums.
 */
export function rowResiduals(data: CoxData, estimate: Float64Array, ties: "efron" | "breslow"): RowResiduals {
  const { values, time, start, event, bounds, size, terms } = data;
  const width = terms.length;
  const table = eventTable(data, estimate, ties);
  const risks = risksOf(data, estimate);
  const martingale = new Float64Array(size);
  const scores = new Float64Array(size * width);
  const times = table.time.length;
  for (let stratum = 0; stratum + 1 < bounds.length; stratum++) {
    const [from, to] = [table.bounds[stratum] as number, table.bounds[stratum + 1] as number];
    const own = table.time.subarray(from, to);
    // Sums of steps before the k-th time of the stratum.
    const hazard = new Float64Array(own.length + 1);
    const means = new Float64Array((own.length + 1) * width);
    for (let k = 0; k < own.length; k++) {
      hazard[k + 1] = (hazard[k] as number) + (table.step[from + k] as number);
      for (let column = 0; column < width; column++) means[(k + 1) * width + column] = (means[k * width + column] as number) + (table.meanStep[(from + k) * width + column] as number);
    }
    let passed = 0;
    for (let at = bounds[stratum] as number; at < (bounds[stratum + 1] as number); at++) {
      while (passed < own.length && (own[passed] as number) <= (time[at] as number)) passed += 1;
      const had = event[at] === 1;
      const full = had ? passed - 1 : passed;
      const entered = start === null ? 0 : stepsUpTo(own, start[at] as number);
      const place = Math.min(from + full, times - 1);
      const sum = (hazard[full] as number) - (hazard[entered] as number) + (had ? (table.ownStep[place] as number) : 0);
      const risk = risks[at] as number;
      martingale[at] = (had ? 1 : 0) - risk * sum;
      for (let column = 0; column < width; column++) {
        const x = values[at * width + column] as number;
        const mean = (means[full * width + column] as number) - (means[entered * width + column] as number) + (had ? (table.ownMeanStep[place * width + column] as number) : 0);
        scores[at * width + column] = (had ? x - (table.mean[place * width + column] as number) : 0) - risk * (x * sum - mean);
      }
    }
  }
  return { martingale, scores };
}

/** How many times are not after `time`. */
function stepsUpTo(times: Float64Array, time: number): number {
  const place = placeOf(times, time);
  return times[place] === time ? place + 1 : place;
}
