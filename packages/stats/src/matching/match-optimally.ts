/** Optimal pair matching: as many pairs as can be, and of all such choices the smallest sum of distances. */
import { StatisticRefusal } from "../form/statistic-refusal.ts";

/** Larger strata than this many treated times controls are refused. */
export const mostCellsOnLine = 100_000_000;
export const mostCellsInSpace = 4_000_000;

const refuseSize = (treated: number, controls: number, most: number): StatisticRefusal => new StatisticRefusal("out-of-range", "algorithm", `Optimal matching of ${treated} treated with ${controls} controls is too large: ${treated * controls} pairs, at most ${most}.`, 'Take exact strata, or { algorithm: "greedy" }.', { treated, controls, most });

/**
 * Along a line no two pairs of an optimal choice need to cross, so that both sorted lists are gone through once, treated by
 * controls. Of equal sums the one is taken that leaves out later places; of equal scores the lowest rows stand first.
 */
export function* matchOnLine(scores: Float64Array, treated: readonly number[], controls: readonly number[], width: number): Generator<{ readonly done: number }, [number, number][]> {
  const cells = treated.length * controls.length;
  if (cells > mostCellsOnLine) throw refuseSize(treated.length, controls.length, mostCellsOnLine);
  const byScore = (one: number, other: number) => (scores[one] as number) - (scores[other] as number) || one - other;
  const [rows, columns] = [Int32Array.from(treated).toSorted(byScore), Int32Array.from(controls).toSorted(byScore)];
  const wide = columns.length + 1;
  const choices = new Uint8Array(cells);
  let [pairs, costs] = [new Int32Array(wide), new Float64Array(wide)];
  let [nextPairs, nextCosts] = [new Int32Array(wide), new Float64Array(wide)];
  for (let i = 0; i < rows.length; i++) {
    if (i % 64 === 0) yield { done: i / rows.length };
    const score = scores[rows[i] as number] as number;
    nextPairs[0] = 0;
    nextCosts[0] = 0;
    for (let j = 0; j < columns.length; j++) {
      // 0: this control is left out; 1: this treated is; 2: both are a pair.
      let [count, cost, choice] = [nextPairs[j] as number, nextCosts[j] as number, 0];
      const [without, withoutCost] = [pairs[j + 1] as number, costs[j + 1] as number];
      if (without > count || (without === count && withoutCost < cost)) [count, cost, choice] = [without, withoutCost, 1];
      const away = Math.abs((scores[columns[j] as number] as number) - score);
      if (away <= width) {
        const [paired, pairedCost] = [(pairs[j] as number) + 1, (costs[j] as number) + away];
        if (paired > count || (paired === count && pairedCost < cost)) [count, cost, choice] = [paired, pairedCost, 2];
      }
      nextPairs[j + 1] = count;
      nextCosts[j + 1] = cost;
      choices[i * columns.length + j] = choice;
    }
    [pairs, nextPairs, costs, nextCosts] = [nextPairs, pairs, nextCosts, costs];
  }
  const found: [number, number][] = [];
  for (let i = rows.length - 1, j = columns.length - 1; i >= 0 && j >= 0; ) {
    const choice = choices[i * columns.length + j];
    if (choice === 2) found.push([rows[i--] as number, columns[j--] as number]);
    else if (choice === 1) i -= 1;
    else j -= 1;
  }
  return found;
}

/**
 * Any distance, by shortest augmenting paths with prices (Kuhn 1955; Jonker and Volgenant 1987, doi:10.1007/BF02278710; both
 * recalled). `distance` is Infinity for a pair that may not be. A treated row may be left out at a price above any sum of
 * distances, which makes as many pairs as can be.
 */
export function* matchInSpace(distance: (treatedRow: number, controlRow: number) => number, treated: readonly number[], controls: readonly number[]): Generator<{ readonly done: number }, [number, number][]> {
  const [rows, real] = [treated.length, controls.length];
  if (rows * real > mostCellsInSpace) throw refuseSize(rows, real, mostCellsInSpace);
  const costs = new Float64Array(rows * real);
  let most = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < real; j++) {
      const away = distance(treated[i] as number, controls[j] as number);
      costs[i * real + j] = away;
      if (away > most && away < Number.POSITIVE_INFINITY) most = away;
    }
  }
  const out = (most + 1) * (Math.min(rows, real) + 1);
  const columns = real + rows;
  const cost = (i: number, j: number): number => (j < real ? (costs[i * real + j] as number) : out);
  const [rowPrice, columnPrice] = [new Float64Array(rows), new Float64Array(columns)];
  const owner = new Int32Array(columns).fill(-1);
  for (let start = 0; start < rows; start++) {
    if (start % 8 === 0) yield { done: start / rows };
    const reach = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
    const from = new Int32Array(columns).fill(-1);
    const seen = new Uint8Array(columns);
    let [row, last] = [start, -1];
    let end = -1;
    while (end === -1) {
      let [least, next] = [Number.POSITIVE_INFINITY, -1];
      for (let j = 0; j < columns; j++) {
        if (seen[j] === 1) continue;
        const by = cost(row, j) - (rowPrice[row] as number) - (columnPrice[j] as number);
        if (by < (reach[j] as number)) {
          reach[j] = by;
          from[j] = last;
        }
        if ((reach[j] as number) < least) [least, next] = [reach[j] as number, j];
      }
      for (let j = 0; j < columns; j++) {
        if (seen[j] === 1) {
          rowPrice[owner[j] as number] = (rowPrice[owner[j] as number] as number) + least;
          columnPrice[j] = (columnPrice[j] as number) - least;
        } else reach[j] = (reach[j] as number) - least;
      }
      rowPrice[start] = (rowPrice[start] as number) + least;
      seen[next] = 1;
      last = next;
      if (owner[next] === -1) end = next;
      else row = owner[next] as number;
    }
    for (let at = end; at !== -1; ) {
      const before = from[at] as number;
      owner[at] = before === -1 ? start : (owner[before] as number);
      at = before;
    }
  }
  const found: [number, number][] = [];
  for (let j = 0; j < real; j++) if (owner[j] !== -1) found.push([treated[owner[j] as number] as number, controls[j] as number]);
  return found;
}
