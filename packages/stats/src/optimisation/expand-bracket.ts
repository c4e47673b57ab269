/** Two points of different sign, for `findRoot`. */
export interface Bracket {
  readonly found: true;
  readonly lower: number;
  readonly upper: number;
}

export interface NoBracket {
  readonly found: false;
  readonly reason: "no-sign-change" | "not-a-number";
  readonly lower: number;
  readonly upper: number;
}

export interface ExpandBracketOptions {
  /** The interval never leaves these; infinite where left out. */
  readonly lowest?: number;
  readonly highest?: number;
  /** 60 where left out: the interval doubles each time. */
  readonly maximumExpansions?: number;
}

/**
 * Widens an interval until the function has different signs at its ends: each time the end where it is closer to zero moves
 * out by the width of the interval. Where there is no such interval within the limits, the widest one with the reason.
 *
 * Throws RangeError unless lower < upper within the limits.
 *
 * @example expandBracket((x) => x - 10, 0, 1) // lower 0, upper 16
 */
export function expandBracket(f: (x: number) => number, lower: number, upper: number, options: ExpandBracketOptions = {}): Bracket | NoBracket {
  const { lowest = -Number.MAX_VALUE, highest = Number.MAX_VALUE, maximumExpansions = 60 } = options;
  if (!(lower < upper && lower >= lowest && upper <= highest)) throw new RangeError(`expandBracket needs lower below upper, within the limits; got ${String(lower)} and ${String(upper)}.`);
  let [low, high] = [lower, upper];
  let [lowValue, highValue] = [f(low), f(high)];
  for (let turn = 0; ; turn++) {
    if (Number.isNaN(lowValue) || Number.isNaN(highValue)) return { found: false, reason: "not-a-number", lower: low, upper: high };
    if (lowValue === 0 || highValue === 0 || lowValue > 0 !== highValue > 0) return { found: true, lower: low, upper: high };
    if (turn === maximumExpansions || (low === lowest && high === highest)) return { found: false, reason: "no-sign-change", lower: low, upper: high };
    const width = high - low;
    if (high === highest || (low !== lowest && Math.abs(lowValue) < Math.abs(highValue))) lowValue = f((low = Math.max(lowest, low - width)));
    else highValue = f((high = Math.min(highest, high + width)));
  }
}
