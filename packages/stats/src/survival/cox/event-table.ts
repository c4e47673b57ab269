/** What happens at each time of an event, for given coefficients: the steps of the baseline hazard and the means of those at risk. */
import type { CoxData } from "./cox-data.ts";
import { walkEvents } from "./walk-events.ts";

export interface EventTable {
  /** Stratum s has the times from bounds[s] up to bounds[s + 1]; they rise. */
  readonly bounds: Int32Array;
  readonly time: Float64Array;
  readonly events: Float64Array;
  /** Their weights. */
  readonly shares: Float64Array;
  /** Step of the baseline hazard; with it the part that those take who have the event then (Efron: less). */
  readonly step: Float64Array;
  readonly ownStep: Float64Array;
  /** Sum of each denominator's step over the denominator: the step's variance. */
  readonly stepVariance: Float64Array;
  /** Per term: mean among those at risk (over Efron's rounds), and steps times means, whole and own part. */
  readonly mean: Float64Array;
  readonly meanStep: Float64Array;
  readonly ownMeanStep: Float64Array;
}

/** Efron's or Breslow's; the pass is that of `coxLikelihood`. */
export function eventTable(data: CoxData, estimate: Float64Array, ties: "efron" | "breslow"): EventTable {
  const { bounds, terms } = data;
  const width = terms.length;
  const risks = risksOf(data, estimate);
  const size = countTimes(data);
  const table = { bounds: new Int32Array(bounds.length), time: new Float64Array(size), events: new Float64Array(size), shares: new Float64Array(size), step: new Float64Array(size), ownStep: new Float64Array(size), stepVariance: new Float64Array(size), mean: new Float64Array(size * width), meanStep: new Float64Array(size * width), ownMeanStep: new Float64Array(size * width) };
  table.bounds.fill(-1);
  table.bounds[bounds.length - 1] = size;
  let to = size;
  walkEvents(data, risks, ({ stratum, time: now, events, shares, atRisk, tied }) => {
    to -= 1;
    table.bounds[stratum] = to;
    table.time[to] = now;
    table.events[to] = events;
    table.shares[to] = shares;
    const rounds = ties === "efron" ? events : 1;
    for (let round = 0; round < rounds; round++) {
      const part = round / rounds;
      const zero = atRisk.zero - part * tied.zero;
      const step = shares / rounds / zero;
      table.step[to] = (table.step[to] as number) + step;
      table.ownStep[to] = (table.ownStep[to] as number) + (1 - part) * step;
      table.stepVariance[to] = (table.stepVariance[to] as number) + step / zero;
      for (let column = 0, cell = to * width; column < width; column++, cell++) {
        const mean = ((atRisk.first[column] as number) - part * (tied.first[column] as number)) / zero;
        table.mean[cell] = (table.mean[cell] as number) + mean / rounds;
        table.meanStep[cell] = (table.meanStep[cell] as number) + step * mean;
        table.ownMeanStep[cell] = (table.ownMeanStep[cell] as number) + (1 - part) * step * mean;
      }
    }
  });
  // A stratum without events ends where it begins.
  for (let stratum = bounds.length - 2; stratum >= 0; stratum--) if (table.bounds[stratum] === -1) table.bounds[stratum] = table.bounds[stratum + 1] as number;
  return table;
}

/** exp of the linear predictor of each row, at coefficients of the standardised scale. */
export function risksOf({ values, offset, size, terms }: CoxData, estimate: Float64Array): Float64Array {
  const width = terms.length;
  const risks = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let predictor = offset === null ? 0 : (offset[row] as number);
    for (let column = 0; column < width; column++) predictor += (estimate[column] as number) * (values[row * width + column] as number);
    risks[row] = Math.exp(predictor);
  }
  return risks;
}

function countTimes({ time, event, bounds }: CoxData): number {
  let count = 0;
  for (let stratum = 0; stratum + 1 < bounds.length; stratum++) {
    let last = Number.NaN;
    for (let at = bounds[stratum] as number; at < (bounds[stratum + 1] as number); at++) {
      if (event[at] === 0 || time[at] === last) continue;
      count += 1;
      last = time[at] as number;
    }
  }
  return count;
}
