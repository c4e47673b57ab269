/** Exact unconditional probabilities of a set of 2 × 2 tables, and the largest over the unknown proportion. */
import { logBinomialProbability } from "../../distributions/binomial.ts";
import { minimiseBrent } from "../../optimisation/minimise-brent.ts";

/** Runs of counts of the second arm, for each count of the first: which tables belong to the set. */
export type Region = readonly (readonly (readonly [number, number])[])[];

/** The runs of a set that is given cell by cell. */
export function regionOf(first: number, second: number, holds: (x: number, y: number) => boolean): Region {
  return Array.from({ length: first + 1 }, (_, x) => {
    const runs: [number, number][] = [];
    for (let y = 0; y <= second; y++) {
      if (!holds(x, y)) continue;
      const last = runs.at(-1);
      if (last !== undefined && last[1] === y - 1) last[1] = y;
      else runs.push([y, y]);
    }
    return runs;
  });
}

/** Binomial probabilities of a total under any proportion, and their sums from both ends. */
function masses(n: number): (p: number) => { readonly mass: Float64Array; readonly below: Float64Array; readonly above: Float64Array } {
  const middle = Float64Array.from({ length: n + 1 }, (_, k) => logBinomialProbability(k, n, 0.5) + n * Math.LN2);
  const mass = new Float64Array(n + 1);
  const below = new Float64Array(n + 2);
  const above = new Float64Array(n + 2);
  return (p) => {
    const [some, others] = [Math.log(p), Math.log1p(-p)];
    for (let k = 0; k <= n; k++) mass[k] = Math.exp((middle[k] ?? 0) + (k === 0 ? 0 : k * some) + (k === n ? 0 : (n - k) * others));
    for (let k = 0; k <= n; k++) below[k + 1] = (below[k] ?? 0) + (mass[k] ?? 0);
    for (let k = n; k >= 0; k--) above[k] = (above[k + 1] ?? 0) + (mass[k] ?? 0);
    return { mass, below, above };
  };
}

/** Probability of sets of tables where the arms have the proportions p and q. Sums of small probabilities keep their digits. */
export function regionProbability(first: number, second: number): (region: Region, p: number, q: number) => number {
  const one = masses(first);
  const two = masses(second);
  return (region, p, q) => {
    const { mass } = one(p);
    const { below, above } = two(q);
    let sum = 0;
    for (let x = 0; x <= first; x++) {
      let inside = 0;
      for (const [from, to] of region[x] ?? []) inside += to === second ? (above[from] ?? 0) : from === 0 ? (below[to + 1] ?? 0) : (below[from] ?? 0) > 0.5 ? (above[from] ?? 0) - (above[to + 1] ?? 0) : (below[to + 1] ?? 0) - (below[from] ?? 0);
      sum += (mass[x] ?? 0) * inside;
    }
    return Math.min(1, sum);
  };
}

export interface LargestProbability {
  readonly value: number;
  /** The unknown proportion at which it is taken on. */
  readonly at: number;
}

/**
 * The largest value of a function of a proportion between two ends: on a grid that is even in the angle (the scale on which
 * binomial probabilities change evenly), then by Brent's method around each of the highest places of the grid.
 */
export function largestOver(f: (p: number) => number, low: number, high: number, points: number): LargestProbability {
  const angle = (p: number): number => Math.asin(Math.sqrt(p));
  const [from, to] = [angle(low), angle(high)];
  const place = (t: number): number => Math.min(high, Math.max(low, Math.sin(t) ** 2));
  const grid = Float64Array.from({ length: points + 1 }, (_, i) => from + ((to - from) * i) / points);
  const values = grid.map((t, i) => f(i === 0 ? low : i === points ? high : place(t)));
  let best = { value: -1, at: low };
  values.forEach((value, i) => {
    if (value > best.value) best = { value, at: i === 0 ? low : i === points ? high : place(grid[i] ?? 0) };
  });
  const near = best.value * 0.99;
  for (let i = 0; i <= points; i++) {
    const value = values[i] ?? 0;
    if (value < near || value < (values[i - 1] ?? 0) || value < (values[i + 1] ?? 0) || from === to) continue;
    const found = minimiseBrent((t) => -f(place(t)), grid[Math.max(0, i - 1)] ?? from, grid[Math.min(points, i + 1)] ?? to);
    if (found.value !== null && -found.value > best.value) best = { value: -found.value, at: place(found.x) };
  }
  return best;
}

/** Points of the grid: some fifteen for each bump that a polynomial of this degree can have on the scale of the angle. */
export const gridPoints = (total: number): number => Math.max(120, Math.ceil(15 * Math.sqrt(total)));
