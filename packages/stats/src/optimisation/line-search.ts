/** A point on a line: how far along, the function, and its slope along the line; the slope is asked only where it is needed. */
export interface LinePoint {
  readonly at: number;
  readonly value: number;
  readonly slope: number;
}

/** The function on the line; a value that is not finite counts as infinitely high. `slope` is asked right after `value`, at the same place. */
export interface OnLine {
  readonly value: (at: number) => number;
  readonly slope: (at: number) => number;
}

const enoughFall = 1e-4;
const flatEnough = 0.9;
const mostTries = 40;

/**
 * A step that satisfies the strong Wolfe conditions: the function falls by at least 1e-4 of what the slope promised, and the slope
 * is at most 0.9 of what it was, in size. `null` where none is found.
 *
 * Source: Nocedal and Wright, Numerical Optimization, algorithms 3.5 and 3.6 (recalled).
 */
export function searchLine(line: OnLine, start: LinePoint, firstStep: number): LinePoint | null {
  let before = start;
  let at = firstStep;
  for (let tried = 0; tried < mostTries; tried++) {
    const value = line.value(at);
    if (!falls(start, at, value) || (tried > 0 && value >= before.value)) return zoom(line, start, before, { at, value, slope: Number.NaN });
    const here = { at, value, slope: line.slope(at) };
    if (Math.abs(here.slope) <= -flatEnough * start.slope) return here;
    if (!(here.slope < 0)) return zoom(line, start, here, before);
    before = here;
    at *= 2;
  }
  return null;
}

/** Between a good point and one beyond the minimum. */
function zoom(line: OnLine, start: LinePoint, good: LinePoint, beyond: LinePoint): LinePoint | null {
  let low = good;
  let high = beyond;
  for (let tried = 0; tried < mostTries; tried++) {
    const at = interpolate(low, high);
    if (at === low.at || at === high.at) return low.at > 0 ? low : null;
    const value = line.value(at);
    if (!falls(start, at, value) || value >= low.value) {
      high = { at, value, slope: Number.NaN };
      continue;
    }
    const here = { at, value, slope: line.slope(at) };
    if (Math.abs(here.slope) <= -flatEnough * start.slope) return here;
    if (here.slope * (high.at - low.at) >= 0) high = low;
    low = here;
  }
  return low.at > 0 ? low : null;
}

/** Allows for the rounding of the function itself. */
function falls(start: LinePoint, at: number, value: number): boolean {
  return value <= start.value + enoughFall * at * start.slope + 4 * Number.EPSILON * Math.abs(start.value);
}

/** Lowest point of the parabola through both values and the slope at the lower one, kept off the ends; the middle where there is none. */
function interpolate(low: LinePoint, high: LinePoint): number {
  const width = high.at - low.at;
  const bend = (high.value - low.value - low.slope * width) / width ** 2;
  const share = -low.slope / (2 * bend * width);
  return low.at + width * (Number.isFinite(share) && bend > 0 ? Math.min(0.9, Math.max(0.1, share)) : 0.5);
}
