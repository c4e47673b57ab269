/** Observed and expected events of groups, over strata, with their covariances. */
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { type Matrix, zeroMatrix } from "../linear-algebra/matrix.ts";
import { areWhole } from "./risk-table.ts";
import { sumOf } from "./survival-groups.ts";
import type { SurvivalCell } from "./survival-summary.ts";

export interface LogRankSums {
  /** Weighted, by group. */
  readonly observed: Float64Array;
  readonly expected: Float64Array;
  /** Of observed - expected. */
  readonly covariance: Matrix;
}

/**
 * Adds up one stratum. Hypergeometric means and variances at each time with events, times the weight S(t-)^rho (1 - S(t-))^gamma,
 * its square for variances; S is the Kaplan-Meier curve of all groups of the stratum, just before the time.
 */
export function addStratum(cells: readonly SurvivalCell[], groups: readonly string[], { rho, gamma }: { readonly rho: number; readonly gamma: number }, sums: LogRankSums): void {
  const size = cells.length;
  const place = cells.map((cell) => groups.indexOf(cell.group));
  const [timesOf, eventsOf, censoredOf] = [cells.map((cell) => cell.times), cells.map((cell) => cell.events), cells.map((cell) => cell.censored)];
  // Whole counts: adding and taking away leaves no rounding.
  const atRisk = Float64Array.from(cells, (cell) => sumOf(cell.events) + sumOf(cell.censored) - sumOf(cell.entries));
  const entrants = cells.some((cell) => cell.entries.length > 0) ? { of: cells, next: new Int32Array(size), atRisk } : null;
  const next = new Int32Array(size);
  // The next time of each cell: no list is looked into twice for it, as a million times are walked through here.
  const heads = Float64Array.from(cells, (cell) => cell.times[0] ?? Number.POSITIVE_INFINITY);
  const had = new Float64Array(size);
  const [observed, expected, products] = [new Float64Array(size), new Float64Array(size), new Float64Array(size * size)];
  const flat = rho === 0 && gamma === 0;
  let n = atRisk.reduce((sum, one) => sum + one, 0);
  let survival = 1;
  for (;;) {
    let time = heads[0] as number;
    for (let cell = 1; cell < size; cell++) if ((heads[cell] as number) < time) time = heads[cell] as number;
    if (time === Number.POSITIVE_INFINITY) break;
    if (entrants !== null) n += enter(entrants, time);
    let events = 0;
    let gone = 0;
    for (let cell = 0; cell < size; cell++) {
      if (heads[cell] !== time) continue;
      const here = (eventsOf[cell] as Float64Array)[next[cell] as number] as number;
      had[cell] = here;
      events += here;
    }
    if (events > 0) {
      const weight = flat ? 1 : survival ** rho * (1 - survival) ** gamma;
      const share = (weight * events) / n;
      const spread = n > 1 ? (weight * share * (n - events)) / (n * (n - 1)) : 0;
      for (let cell = 0; cell < size; cell++) {
        const here = atRisk[cell] as number;
        if (heads[cell] === time) observed[cell] = (observed[cell] as number) + weight * (had[cell] as number);
        expected[cell] = (expected[cell] as number) + share * here;
        // Below the diagonal; what is on it, and above, follows from the sum over all being 0.
        for (let other = 0; other < cell; other++) products[cell * size + other] = (products[cell * size + other] as number) + spread * here * (atRisk[other] as number);
      }
      if (!flat) survival *= (n - events) / n;
    }
    for (let cell = 0; cell < size; cell++) {
      if (heads[cell] !== time) continue;
      const at = next[cell] as number;
      const leave = ((eventsOf[cell] as Float64Array)[at] as number) + ((censoredOf[cell] as Float64Array)[at] as number);
      atRisk[cell] = (atRisk[cell] as number) - leave;
      gone += leave;
      next[cell] = at + 1;
      const times = timesOf[cell] as Float64Array;
      heads[cell] = at + 1 < times.length ? (times[at + 1] as number) : Number.POSITIVE_INFINITY;
    }
    n -= gone;
  }
  addTo(sums, place, { observed, expected, products });
}

interface CellSums {
  readonly observed: Float64Array;
  readonly expected: Float64Array;
  /** Covariances without their minus, below the diagonal. */
  readonly products: Float64Array;
}
function addTo(sums: LogRankSums, place: readonly number[], { observed, expected, products }: CellSums): void {
  const { values, columns } = sums.covariance;
  const add = (list: Float64Array, at: number, value: number): void => {
    list[at] = (list[at] as number) + value;
  };
  for (const [cell, g] of place.entries()) {
    add(sums.observed, g, observed[cell] as number);
    add(sums.expected, g, expected[cell] as number);
    for (const [other, h] of place.slice(0, cell).entries()) {
      const both = products[cell * place.length + other] as number;
      add(values, g * columns + h, -both);
      add(values, h * columns + g, -both);
      add(values, g * columns + g, both);
      add(values, h * columns + h, both);
    }
  }
}

/** Those who come under observation before a time; how many they are. */
function enter({ of, next, atRisk }: { readonly of: readonly SurvivalCell[]; readonly next: Int32Array; readonly atRisk: Float64Array }, time: number): number {
  let all = 0;
  for (const [cell, { entryTimes, entries }] of of.entries()) {
    let at = next[cell] as number;
    for (; at < entryTimes.length && (entryTimes[at] as number) < time; at++) {
      atRisk[cell] = (atRisk[cell] as number) + (entries[at] as number);
      all += entries[at] as number;
    }
    next[cell] = at;
  }
  return all;
}

/** Sums over all strata. Throws StatisticRefusal `not-whole` for weights that are no counts, `one-group` and `no-events`. */
export function logRankSums(cells: readonly SurvivalCell[], groups: readonly string[], weights: { readonly rho: number; readonly gamma: number }): LogRankSums {
  if (groups.length < 2) throw new StatisticRefusal("one-group", "group", "There is one group.", "Give the group of each row, of two groups at least.");
  if (!cells.every((cell) => [cell.events, cell.censored, cell.entries].every((list) => areWhole(list)))) throw new StatisticRefusal("not-whole", "weight", "The variance of the test is of counts, and weights are not whole.", "Give whole weights, or none.");
  if (cells.every((cell) => sumOf(cell.events) === 0)) throw new StatisticRefusal("no-events", "event", "Nobody had the event.", "Wait for events: there is nothing to compare yet.");
  const sums: LogRankSums = { observed: new Float64Array(groups.length), expected: new Float64Array(groups.length), covariance: zeroMatrix(groups.length, groups.length) };
  for (const name of new Set(cells.map((cell) => cell.stratum))) addStratum(cells.filter((cell) => cell.stratum === name), groups, weights, sums);
  return sums;
}
