/** Events observed less expected in each group, with a variance over participants. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { addOuterProduct, mirrorUpper } from "../../linear-algebra/cross-product.ts";
import { invertPositiveDefinite } from "../../linear-algebra/invert-positive-definite.ts";
import { zeroMatrix } from "../../linear-algebra/matrix.ts";
import { quadraticForm } from "../../linear-algebra/quadratic-form.ts";
import { distinctSorted, sortNumbers } from "../sort-numbers.ts";
import type { Histories } from "./build-histories.ts";
import { lastUpTo } from "./estimate-mean-function.ts";

export interface PseudoScore {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly expected: readonly number[];
}

/**
 * U_k = Σ over events of (1 if in group k, less k's share of those at risk). A participant of group g adds
 * Σ (δ_gk - Y_k/Y) (dN_i - Y_i dμ), dμ of all together (pooled) or of g (separate); sums over a spell come from running totals.
 * Throws StatisticRefusal `no-events`, `not-identified`.
 */
export function pseudoScore({ bounds, start, stop, events }: Histories, groups: readonly (readonly number[])[], weights: readonly number[] | null, variance: "pooled" | "separate"): PseudoScore {
  const size = groups.length;
  const spells = groups.flatMap((people, group) => people.flatMap((person) => Array.from({ length: (bounds[person + 1] as number) - (bounds[person] as number) }, (_, at) => ({ spell: (bounds[person] as number) + at, person, group, weight: weights?.[person] ?? 1 }))));
  const times = distinctSorted(sortNumbers(Float64Array.from(spells.filter(({ spell }) => (events[spell] as number) > 0), ({ spell }) => stop[spell] as number)));
  if (times.length === 0) throw new StatisticRefusal("no-events", "event", "Nobody has an event.", "Give rows with events.");
  // The places among the times at which each spell begins and ends to count, searched for once.
  const places = (ends: Float64Array): Int32Array => Int32Array.from(spells, ({ spell }) => lastUpTo(times, ends[spell] as number) + 1);
  const within = { from: places(start), to: places(stop) };
  const { risk, counts } = countsAt(times, spells, size, within, events);
  // Running totals, from 0 before the first time: of dμ, and of dμ times each group's share.
  const rates = variance === "pooled" ? 1 : size;
  const total = Array.from({ length: rates }, () => new Float64Array(times.length + 1));
  const shared = Array.from({ length: rates * size }, () => new Float64Array(times.length + 1));
  const shares = Array.from({ length: size }, () => new Float64Array(times.length));
  for (let at = 0; at < times.length; at++) {
    const whole = risk.reduce((sum, one) => sum + (one[at] as number), 0);
    for (let group = 0; group < size; group++) (shares[group] as Float64Array)[at] = ((risk[group] as Float64Array)[at] as number) / whole;
    for (let rate = 0; rate < rates; rate++) {
      const own = variance === "pooled" ? whole : ((risk[rate] as Float64Array)[at] as number);
      const step = own > 0 ? (variance === "pooled" ? counts.reduce((sum, one) => sum + (one[at] as number), 0) : ((counts[rate] as Float64Array)[at] as number)) / own : 0;
      const sum = total[rate] as Float64Array;
      sum[at + 1] = (sum[at] as number) + step;
      for (let group = 0; group < size; group++) {
        const part = shared[rate * size + group] as Float64Array;
        part[at + 1] = (part[at] as number) + step * ((shares[group] as Float64Array)[at] as number);
      }
    }
  }
  const score = new Float64Array(size);
  const expected = new Float64Array(size);
  for (let at = 0; at < times.length; at++) {
    const all = counts.reduce((sum, one) => sum + (one[at] as number), 0);
    for (let group = 0; group < size; group++) expected[group] = (expected[group] as number) + all * ((shares[group] as Float64Array)[at] as number);
  }
  for (let group = 0; group < size; group++) score[group] = (counts[group] as Float64Array).reduce((sum, one) => sum + one, 0) - (expected[group] as number);
  const meat = zeroMatrix(size, size);
  let own = new Float64Array(size);
  for (const [index, { spell, person, group, weight }] of spells.entries()) {
    if (index > 0 && spells[index - 1]?.person !== person) {
      addOuterProduct(meat, own, 0, 1);
      own = new Float64Array(size);
    }
    const [from, to] = [within.from[index] as number, within.to[index] as number];
    const rate = variance === "pooled" ? 0 : group;
    for (let other = 0; other < size; other++) {
      const part = shared[rate * size + other] as Float64Array;
      const mine = other === group ? ((total[rate] as Float64Array)[to] as number) - ((total[rate] as Float64Array)[from] as number) : 0;
      const fell = mine - ((part[to] as number) - (part[from] as number));
      const rose = (events[spell] as number) > 0 ? (events[spell] as number) * ((other === group ? 1 : 0) - ((shares[other] as Float64Array)[to - 1] as number)) : 0;
      own[other] = (own[other] as number) + weight * (rose - fell);
    }
  }
  addOuterProduct(meat, own, 0, 1);
  return { ...solved(score, mirrorUpper(meat).values, size), expected: [...expected] };
}

/** Scores add up to 0: all groups but the last tell everything. */
function solved(score: Float64Array, meat: Float64Array, size: number): { readonly statistic: number; readonly degreesOfFreedom: number } {
  const part = zeroMatrix(size - 1, size - 1);
  for (let row = 0; row < size - 1; row++) for (let column = 0; column < size - 1; column++) part.values[row * (size - 1) + column] = meat[row * size + column] as number;
  const inverse = invertPositiveDefinite(part, { tolerance: 1e-12 });
  if (inverse === null) throw new StatisticRefusal("not-identified", "group", "There is no variance between participants by which the groups could be compared.", "Leave out groups that are never under observation with another, or of one participant.");
  return { statistic: quadraticForm(inverse, score.subarray(0, size - 1)), degreesOfFreedom: size - 1 };
}

/** Numbers at risk and of events at each time, by group and weight. */
function countsAt(times: Float64Array, spells: readonly { readonly spell: number; readonly group: number; readonly weight: number }[], size: number, within: { readonly from: Int32Array; readonly to: Int32Array }, events: Int32Array) {
  const risk = Array.from({ length: size }, () => new Float64Array(times.length + 1));
  const counts = Array.from({ length: size }, () => new Float64Array(times.length));
  for (const [index, { spell, group, weight }] of spells.entries()) {
    const change = risk[group] as Float64Array;
    const [from, to] = [within.from[index] as number, within.to[index] as number];
    change[from] = (change[from] as number) + weight;
    change[to] = (change[to] as number) - weight;
    if ((events[spell] as number) > 0) (counts[group] as Float64Array)[to - 1] = ((counts[group] as Float64Array)[to - 1] as number) + weight * (events[spell] as number);
  }
  for (const one of risk) for (let at = 1; at < one.length; at++) one[at] = (one[at] as number) + (one[at - 1] as number);
  return { risk, counts };
}
