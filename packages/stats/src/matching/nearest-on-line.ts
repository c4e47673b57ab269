/** The controls of one stratum along a line of scores, given in rising rows: the nearest that is left, the lowest row of those equally near. */
import { AliveList } from "./alive-list.ts";
import { rowsByValue } from "./rows-by-value.ts";

/** What matching asks of the controls of a stratum, whatever nearness is. */
export interface ControlPool {
  /** The row of the nearest control that may be taken, or -1; never one of `barred`. */
  readonly nearest: (treatedRow: number, barred: ReadonlySet<number> | null) => number;
  readonly take: (controlRow: number) => void;
  readonly remaining: () => number;
}

export interface LineLimits {
  /** Controls further away are none. Infinity for no limit. */
  readonly width: number;
  /** Distances that differ by no more than this are equal. */
  readonly rounding: number;
}

export function controlsOnLine(scores: Float64Array, controls: readonly number[], { width, rounding }: LineLimits): ControlPool {
  const sorted = rowsByValue(scores, controls);
  // Controls of one score stand at one place, the lowest row first: heavy ties cost nothing.
  let count = 0;
  for (let at = 0; at < sorted.length; at++) if (at === 0 || scores[sorted[at] as number] !== scores[sorted[at - 1] as number]) count += 1;
  const [places, next, ends] = [new Float64Array(count), new Int32Array(count), new Int32Array(count)];
  for (let at = 0, place = -1; at < sorted.length; at++) {
    if (at === 0 || scores[sorted[at] as number] !== scores[sorted[at - 1] as number]) {
      place += 1;
      places[place] = scores[sorted[at] as number] as number;
      next[place] = at;
    }
    ends[place] = at + 1;
  }
  const alive = new AliveList(places.length);
  const placeOf = (score: number) => {
    let [low, high] = [0, places.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((places[middle] as number) < score) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  let left = sorted.length;
  /** The lowest row at a place that is not barred, or -1. */
  const rowAt = (place: number, barred: ReadonlySet<number> | null): number => {
    for (let at = next[place] as number; at < (ends[place] as number); at++) if (barred === null || !barred.has(sorted[at] as number)) return sorted[at] as number;
    return -1;
  };
  return {
    nearest: (treatedRow, barred) => {
      const score = scores[treatedRow] as number;
      const start = placeOf(score);
      const limit = width + (width < Number.POSITIVE_INFINITY ? rounding : 0);
      let best = Number.POSITIVE_INFINITY;
      let found = -1;
      let foundAway = 0;
      // Nearest first on each side; places beyond the nearest are looked at only while they are equally near.
      for (const step of [-1, 1] as const) {
        let place = step === -1 ? alive.atOrBefore(start - 1) : alive.atOrAfter(start);
        for (; place >= 0 && place < places.length; place = step === -1 ? alive.atOrBefore(place - 1) : alive.atOrAfter(place + 1)) {
          const away = Math.abs((places[place] as number) - score);
          if (away > limit || away > best + rounding) break;
          const row = rowAt(place, barred);
          if (row === -1) continue;
          // Of those within rounding of the best so far the lowest row; one that falls out of that gives way to any.
          if (away < best) best = away;
          if (found === -1 || foundAway > best + rounding || row < found) [found, foundAway] = [row, away];
        }
      }
      return found;
    },
    take: (row) => {
      const place = placeOf(scores[row] as number);
      // Nobody is barred where controls are taken, so that it is the first that is left there.
      next[place] = (next[place] as number) + 1;
      left -= 1;
      if (next[place] === ends[place]) alive.remove(place);
    },
    remaining: () => left,
  };
}
