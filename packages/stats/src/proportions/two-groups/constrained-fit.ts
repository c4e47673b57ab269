/** The two proportions that are most likely under a given difference, ratio or odds ratio. */
import { findRoot } from "../../optimisation/find-root.ts";

/** Events and totals of both arms: the treated (1) and the controls (2). */
export interface TwoByTwo {
  readonly treatedEvents: number;
  readonly treatedTotal: number;
  readonly controlEvents: number;
  readonly controlTotal: number;
}
export interface TwoProportions {
  readonly treated: number;
  readonly control: number;
}

/**
 * With treated - control = difference. The derivative of the log likelihood falls in the control's proportion, so that its root,
 * or the end at which it keeps its sign, is the maximum; no cubic formula that loses digits.
 */
export function fitUnderDifference({ treatedEvents: x, treatedTotal: m, controlEvents: y, controlTotal: n }: TwoByTwo, difference: number): TwoProportions {
  const low = Math.max(0, -difference);
  const high = Math.min(1, 1 - difference);
  const part = (events: number, share: number): number => (events === 0 ? 0 : events / Math.max(0, share));
  // Shares and their complements are taken from the end that they are near, so that none is lost by rounding.
  const slope = (past: number): number => {
    const control = low + past;
    const treated = difference > 0 ? difference + past : past;
    const [noControl, noTreated] = difference > 0 ? [1 - control, high - low - past] : [high - low - past, 1 - treated];
    return part(x, treated) + part(y, difference > 0 ? past : control) - part(m - x, noTreated) - part(n - y, noControl);
  };
  const width = high - low;
  const past = width <= 0 ? 0 : slopeRoot(slope, width);
  return { treated: Math.min(1, difference > 0 ? difference + past : past), control: Math.min(1, low + past) };
}

function slopeRoot(slope: (past: number) => number, width: number): number {
  if (slope(0) <= 0) return 0;
  if (slope(width) >= 0) return width;
  const root = findRoot(slope, 0, width);
  return root.found ? root.root : width / 2;
}

/** With treated / control = ratio: a root of a quadratic, in the form that does not cancel. */
export function fitUnderRatio({ treatedEvents: x, treatedTotal: m, controlEvents: y, controlTotal: n }: TwoByTwo, ratio: number): TwoProportions {
  const a = (m + n) * ratio;
  const b = ratio * (m + y) + x + n;
  const control = Math.min(1, (2 * (x + y)) / (b + Math.sqrt(Math.max(0, b * b - 4 * a * (x + y)))));
  return { treated: Math.min(1, ratio * control), control: Math.min(control, 1 / ratio) };
}

/** With odds of the treated / odds of the controls = oddsRatio: a root of a quadratic, in the form that does not cancel. */
export function fitUnderOddsRatio({ treatedEvents: x, treatedTotal: m, controlEvents: y, controlTotal: n }: TwoByTwo, oddsRatio: number): TwoProportions {
  const events = x + y;
  const a = n * (oddsRatio - 1);
  const b = m * oddsRatio + n - events * (oddsRatio - 1);
  const control = Math.min(1, (2 * events) / (b + Math.sqrt(Math.max(0, b * b + 4 * a * events))));
  return { treated: (control * oddsRatio) / (1 + control * (oddsRatio - 1)), control };
}
