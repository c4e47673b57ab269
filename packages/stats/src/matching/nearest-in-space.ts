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
  const compare = (one: number, other: number): number => {
    let differs = lineOf(one) - lineOf(other);
    for (let at = 0; differs === 0 && at < size; at++) differs = (points[one * size + at] as number) - (points[other * size + at] as number);
    return differs;
  };
  const rows = Int32Array.from(controls).toSorted((one, other) => compare(one, other) || one - other);
  // Controls that are alike in everything stand at one place, the lowest row first: heavy ties cost nothing.
  const starts = Array.from(rows.keys()).filter((at) => at === 0 || compare(rows[at - 1] as number, rows[at] as number) !== 0);
  const sorted = Int32Array.from(starts, (at) => rows[at] as number);
  const next = Int32Array.from(starts);
  const ends = Int32Array.from(starts, (_, place) => starts[place + 1] ?? rows.length);
  const places = new Map(starts.flatMap((start, place) => Array.from(rows.subarray(start, ends[place]), (row): [number, number] => [row, place])));
  const rowAt = (place: number, barred: ReadonlySet<number> | null): number => {
    for (let at = next[place] as number; at < (ends[place] as number); at++) if (barred === null || !barred.has(rows[at] as number)) return rows[at] as number;
    return -1;
  };
  const alive = new AliveList(sorted.length);
  let left = rows.length;
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
          const along = Math.abs(lineOf(sorted[place] as number) - from);
          if (caliper === null ? along * along > best * (1 + rounding) : along > caliper.width) break;
          const row = rowAt(place, barred);
          if (row === -1) continue;
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
      // Nobody is barred where controls are taken, so that it is the first that is left there.
      next[place] = (next[place] as number) + 1;
      left -= 1;
      if (next[place] === ends[place]) alive.remove(place);
    },
    remaining: () => left,
  };
}
