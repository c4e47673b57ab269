/** Observed and expected events of groups, over strata, with their covariances. */
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { type Matrix, zeroMatrix } from "../linear-algebra/matrix.ts";
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
  const { observed, expected, covariance } = sums;
  const size = cells.length;
  const place = cells.map((cell) => groups.indexOf(cell.group));
  // Whole counts: adding and taking away leaves no rounding.
  const atRisk = Float64Array.from(cells, (cell) => sumOf(cell.events) + sumOf(cell.censored) - sumOf(cell.entries));
  const [next, entry] = [new Int32Array(size), new Int32Array(size)];
  const values = covariance.values;
  // Lists by cell, found once: a million times are walked through beneath.
  const [timesOf, eventsOf, censoredOf] = [cells.map((cell) => cell.times), cells.map((cell) => cell.events), cells.map((cell) => cell.censored)];
  const [entryTimesOf, entriesOf] = [cells.map((cell) => cell.entryTimes), cells.map((cell) => cell.entries)];
  let survival = 1;
  for (;;) {
    let time = Number.POSITIVE_INFINITY;
    for (let cell = 0; cell < size; cell++) {
      const list = timesOf[cell] as Float64Array;
      const at = next[cell] as number;
      if (at < list.length && (list[at] as number) < time) time = list[at] as number;
    }
    if (time === Number.POSITIVE_INFINITY) return;
    let [n, had] = [0, 0];
    for (let cell = 0; cell < size; cell++) {
      const entryTimes = entryTimesOf[cell] as Float64Array;
      for (let at = entry[cell] as number; at < entryTimes.length && (entryTimes[at] as number) < time; at++) {
        atRisk[cell] = (atRisk[cell] as number) + (entriesOf[cell]?.[at] as number);
        entry[cell] = at + 1;
      }
      n += atRisk[cell] as number;
      const at = next[cell] as number;
      const times = timesOf[cell] as Float64Array;
      if (at < times.length && times[at] === time) had += (eventsOf[cell] as Float64Array)[at] as number;
    }
    if (had > 0) {
      const weight = rho === 0 && gamma === 0 ? 1 : survival ** rho * (1 - survival) ** gamma;
      const spread = n > 1 ? (weight * weight * had * (n - had)) / (n * n * (n - 1)) : 0;
      for (let cell = 0; cell < size; cell++) {
        const here = atRisk[cell] as number;
        const g = place[cell] as number;
        expected[g] = (expected[g] as number) + (weight * had * here) / n;
        if (spread === 0 || here === 0) continue;
        values[g * groups.length + g] = (values[g * groups.length + g] as number) + spread * here * (n - here);
        for (let other = 0; other < cell; other++) {
          const h = place[other] as number;
          const both = spread * here * (atRisk[other] as number);
          values[g * groups.length + h] = (values[g * groups.length + h] as number) - both;
          values[h * groups.length + g] = (values[h * groups.length + g] as number) - both;
        }
      }
      for (let cell = 0; cell < size; cell++) {
        const at = next[cell] as number;
        const g = place[cell] as number;
        const times = timesOf[cell] as Float64Array;
        if (at < times.length && times[at] === time) observed[g] = (observed[g] as number) + weight * ((eventsOf[cell] as Float64Array)[at] as number);
      }
      survival *= (n - had) / n;
    }
    for (let cell = 0; cell < size; cell++) {
      const at = next[cell] as number;
      const times = timesOf[cell] as Float64Array;
      if (at >= times.length || times[at] !== time) continue;
      atRisk[cell] = (atRisk[cell] as number) - ((eventsOf[cell] as Float64Array)[at] as number) - ((censoredOf[cell] as Float64Array)[at] as number);
      next[cell] = at + 1;
    }
  }
}

function areWhole(list: Float64Array): boolean {
  for (let at = 0; at < list.length; at++) if (list[at] !== Math.floor(list[at] as number)) return false;
  return true;
}

/** Sums over all strata. Throws StatisticRefusal `not-whole` for weights that are no counts, `one-group` and `no-events`. */
export function logRankSums(cells: readonly SurvivalCell[], groups: readonly string[], weights: { readonly rho: number; readonly gamma: number }): LogRankSums {
  if (groups.length < 2) throw new StatisticRefusal("one-group", "group", "There is one group.", "Give the group of each row, of two groups at least.");
  if (!cells.every((cell) => [cell.events, cell.censored, cell.entries].every((list) => areWhole(list)))) throw new StatisticRefusal("not-whole", "weight", "The variance of the test is of counts, and weights are not whole.", "Give whole weights, or none.");
  if (cells.every((cell) => sumOf(cell.events) === 0)) throw new StatisticRefusal("no-events", "event", "Nobody had the event.", "Wait for events: there is nothing to compare yet.");
  const sums: LogRankSums = { observed: new Float64Array(groups.length), expected: new Float64Array(groups.length), covariance: zeroMatrix(groups.length, groups.length) };
  for (const stratum of Map.groupBy(cells, (cell) => cell.stratum).values()) addStratum(stratum, groups, weights, sums);
  return sums;
}
