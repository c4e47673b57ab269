/** Variances of what a distribution over states is worth later: of probabilities at a time, or of stays up to it. */
import type { Stay } from "./read-stays.ts";
import type { StateCounts } from "./state-counts.ts";
import { type MultiStateVariance, rowCovariance } from "./state-steps.ts";

/** `values` and `end` of `backwardValues`; `forward` has the distribution at each step, `offset` and `stride` say where. */
export interface Worth {
  readonly values: Float64Array;
  readonly end: number;
  readonly probabilities: Float64Array;
  readonly offset: number;
  readonly stride: number;
}

/** Sum over times and states of p squared times v' C v, for each column of the values. */
export function modelVariance(counts: StateCounts, { values, end, probabilities, offset, stride }: Worth, variance: MultiStateVariance): Float64Array {
  const { size } = counts;
  const made = new Float64Array(size);
  const own = new Float64Array(size * size);
  for (let at = 0; at < end; at++) {
    for (let from = 0; from < size; from++) {
      const p = probabilities[(variance === "aalen" ? at + 1 : at) * stride + offset + from] as number;
      if (p === 0 || !rowCovariance(counts, at, from, variance, own)) continue;
      for (let column = 0; column < size; column++) {
        let sum = 0;
        for (let one = 0; one < size; one++) {
          let inner = 0;
          for (let other = 0; other < size; other++) inner += (own[one * size + other] as number) * (values[(at * size + other) * size + column] as number);
          sum += (values[(at * size + one) * size + column] as number) * inner;
        }
        made[column] = (made[column] as number) + p * p * sum;
      }
    }
  }
  return made;
}

/**
 * The infinitesimal jackknife: the sum over participants of the square of what one more of them would change. `initial` gives what the
 * start distribution itself owes to each participant, as a matrix of what each state at the landmark is worth, where it was estimated.
 */
export function jackknifeVariance(counts: StateCounts, stays: readonly Stay[], participants: number, landmark: number, { values, end, probabilities, offset, stride }: Worth, initial: { readonly worth: Float64Array; readonly mean: Float64Array } | null): Float64Array {
  const { size, atRisk, moves, leaving } = counts;
  // For one at risk in a state, what not moving costs, added up to each step.
  const passed = new Float64Array((end + 1) * size * size);
  for (let at = 0; at < end; at++) {
    const base = at * size * size;
    passed.copyWithin(base + size * size, base, base + size * size);
    for (let from = 0; from < size; from++) {
      const n = atRisk[at * size + from] as number;
      const p = probabilities[at * stride + offset + from] as number;
      if (p === 0 || (leaving[at * size + from] as number) === 0) continue;
      for (let to = 0; to < size; to++) {
        const count = moves[(at * size + from) * size + to] as number;
        if (count === 0) continue;
        const share = (p * count) / (n * n);
        for (let column = 0; column < size; column++) {
          const here = base + from * size + column;
          passed[here + size * size] = (passed[here + size * size] as number) + share * ((values[base + to * size + column] as number) - (values[here] as number));
        }
      }
    }
  }
  const influence = new Float64Array(participants * size);
  for (let at = 0; at < stays.length; at++) {
    const { participant, start, time, from, to } = stays[at] as Stay;
    if (time <= landmark) continue;
    const first = Math.min(end, counts.first[at] as number);
    const last = Math.min(end, counts.end[at] as number);
    const jump = counts.jump[at] as number;
    if (first >= last && initial === null) continue;
    const base = participant * size;
    for (let column = 0; column < size; column++) {
      let sum = (passed[(first * size + from) * size + column] as number) - (passed[(last * size + from) * size + column] as number);
      if (jump < end) sum += ((probabilities[jump * stride + offset + from] as number) / (atRisk[jump * size + from] as number)) * ((values[(jump * size + to) * size + column] as number) - (values[(jump * size + from) * size + column] as number));
      if (initial !== null && start <= landmark) sum += ((initial.worth[from * size + column] as number) - (initial.mean[column] as number)) / counts.initialTotal;
      influence[base + column] = (influence[base + column] as number) + sum;
    }
  }
  const made = new Float64Array(size);
  for (let at = 0; at < influence.length; at++) made[at % size] = (made[at % size] as number) + (influence[at] as number) ** 2;
  return made;
}
