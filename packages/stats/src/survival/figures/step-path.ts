/** Step curves as paths, without points that nobody could see. */
import { px } from "../../figures/svg-document.ts";

export interface PlacedSteps {
  /** Before the first time. */
  readonly start: number;
  readonly times: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  /** Where the curve ends: the last time of observation. */
  readonly until: number;
}

/** Corners of the steps up to `until`, in pixels: from the time 0; those less than a quarter of a pixel apart are one. */
export function stepCorners({ start, times, values, until }: PlacedSteps, x: (time: number) => number, y: (value: number) => number): (readonly [number, number])[] {
  const corners: (readonly [number, number])[] = [[x(0), y(start)]];
  let level = y(start);
  let drawnX = x(0);
  for (let at = 0; at < times.length && (times[at] as number) <= until; at++) {
    const next = y(values[at] as number);
    if (next === level) continue;
    const place = x(times[at] as number);
    const last = at + 1 >= times.length || (times[at + 1] as number) > until;
    // A step narrower than what can be seen waits for the next one: its height is not lost.
    if (place - drawnX < 0.25 && Math.abs(next - level) < 0.25 && !last) continue;
    corners.push([place, level], [place, next]);
    [level, drawnX] = [next, place];
  }
  corners.push([x(until), level]);
  return corners;
}

export const cornersPath = (corners: readonly (readonly [number, number])[]): string => corners.map(([x, y], at) => `${at === 0 ? "M" : "L"}${px(x)} ${px(y)}`).join("");

/** The region between two step curves over the same times. */
export const bandPath = (lower: readonly (readonly [number, number])[], upper: readonly (readonly [number, number])[]): string => `${cornersPath([...lower, ...upper.toReversed()])}Z`;
