/** The controls of one stratum in several dimensions: the nearest that is left by Mahalanobis, the lowest row of those equally near. */
import { AliveList } from "./alive-list.ts";
import type { ControlPool } from "./nearest-on-line.ts";

export interface SpaceLimits {
  /** Squared distances that differ by no more than this part are equal. */
  readonly rounding: number;
  /** Controls whose caliper score is further off are none; `null` for no caliper. */
  readonly caliper: { readonly scores: Float64Array; readonly width: number } | null;
}

/** Squared distance of two rows of a matrix that was made so that Euclid's distance is Mahalanobis'. */
export function squaredDistance(points: Float64Array, size: number, one: number, other: number): number {
  let sum = 0;
  for (let at = 0, left = one * size, right = other * size; at < size; at++, left++, right++) sum += ((points[left] as number) - (points[right] as number)) ** 2;
  return sum;
}

/**
 * Looks outwards along the first dimension (with a caliper: along its score) and ends where that alone is further than the best
 * found: the answer is that of looking at all.
 */
export function controlsInSpace(points: Float64Array, size: number, controls: readonly number[], { rounding, caliper }: SpaceLimits): ControlPool {
  const lineOf = (row: number): number => (caliper === null ? (points[row * size] as number) : (caliper.scores[row] as number));
  const sorted = Int32Array.from(controls).toSorted((one, other) => lineOf(one) - lineOf(other) || one - other);
  const places = new Map(Array.from(sorted, (row, at): [number, number] => [row, at]));
  const alive = new AliveList(sorted.length);
  let left = sorted.length;
  return {
    nearest: (treatedRow, barred) => {
      const from = lineOf(treatedRow);
      let [low, high] = [0, sorted.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (lineOf(sorted[middle] as number) < from) low = middle + 1;
        else high = middle;
      }
      let best = Number.POSITIVE_INFINITY;
      let near: [number, number][] = [];
      for (const step of [-1, 1] as const) {
        let place = step === -1 ? alive.atOrBefore(low - 1) : alive.atOrAfter(low);
        for (; place >= 0 && place < sorted.length; place = step === -1 ? alive.atOrBefore(place - 1) : alive.atOrAfter(place + 1)) {
          const row = sorted[place] as number;
          const along = Math.abs(lineOf(row) - from);
          if (caliper === null ? along * along > best * (1 + rounding) : along > caliper.width) break;
          if (barred?.has(row) === true) continue;
          const away = squaredDistance(points, size, treatedRow, row);
          if (away > best * (1 + rounding)) continue;
          if (away < best) {
            best = away;
            near = near.filter(([other]) => other <= best * (1 + rounding));
          }
          near.push([away, row]);
        }
      }
      return near.reduce((lowest, [, row]) => (lowest === -1 || row < lowest ? row : lowest), -1);
    },
    take: (row) => {
      const place = places.get(row);
      if (place === undefined) return;
      alive.remove(place);
      left -= 1;
    },
    remaining: () => left,
  };
}
