/** Greedy nearest neighbour matching, stratum by stratum, round by round. */
import { randomStream } from "../random/random-stream.ts";
import type { ControlPool } from "./nearest-on-line.ts";

/** The controls of each treated row, nearest round first. */
export type MatchedRows = ReadonlyMap<number, readonly number[]>;

/**
 * In each round every treated row that still may takes the nearest control that is left; one that found none is not asked again.
 * With replacement each takes its nearest ones, no control twice.
 */
export function* matchGreedily(treated: Int32Array, poolOf: (row: number) => ControlPool | null, { ratio, replacement }: { readonly ratio: number; readonly replacement: boolean }): Generator<{ readonly done: number }, MatchedRows> {
  const matched = new Map<number, number[]>();
  let asking = treated;
  let asked = 0;
  for (let round = 0; round < ratio && asking.length > 0; round++) {
    const again: number[] = [];
    for (const row of asking) {
      if (asked++ % 512 === 0) yield { done: Math.min(1, asked / (treated.length * ratio)) };
      const pool = poolOf(row);
      if (pool === null) continue;
      const own = matched.get(row);
      const control = pool.nearest(row, replacement && own !== undefined ? new Set(own) : null);
      if (control === -1) continue;
      if (!replacement) pool.take(control);
      if (own === undefined) matched.set(row, [control]);
      else own.push(control);
      again.push(row);
    }
    asking = Int32Array.from(again);
  }
  return matched;
}

/** Treated rows in the order in which they take; of those with one score the lowest row first. */
export function takingOrder(treated: readonly number[], scores: Float64Array | null, order: "largest-first" | "smallest-first" | "data-order" | "random", { seed, rounding }: { readonly seed: number; readonly rounding: number }): Int32Array {
  const rows = Int32Array.from(treated);
  if (order === "random") {
    const stream = randomStream(seed);
    for (let at = rows.length - 1; at > 0; at--) {
      const other = Math.floor(stream.nextDouble() * (at + 1));
      [rows[at], rows[other]] = [rows[other] as number, rows[at] as number];
    }
    return rows;
  }
  if (order === "data-order" || scores === null) return rows;
  const sign = order === "largest-first" ? -1 : 1;
  rows.sort((one, other) => sign * ((scores[one] as number) - (scores[other] as number)) || one - other);
  // Scores that differ by rounding alone are equal: each run of them goes by rows.
  for (let start = 0, at = 1; at <= rows.length; at++) {
    if (at < rows.length && Math.abs((scores[rows[at] as number] as number) - (scores[rows[at - 1] as number] as number)) <= rounding) continue;
    if (at - start > 1) rows.subarray(start, at).sort();
    start = at;
  }
  return rows;
}
