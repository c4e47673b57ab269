/** Which counts close a dose level, and which stop the trial at the lowest. */
import { probabilityAbove } from "./closing-rule.ts";
import type { BoundsAt, IntervalRules } from "./interval-rules.ts";

export interface SafetyCheck {
  /** This dose level and all above it are closed. */
  readonly closes: (n: number, events: number, dose: number) => boolean;
  /** The same when the dose level is selected at the end. */
  readonly closesAtSelection: (n: number, events: number, dose: number) => boolean;
  /** The stricter stop at the lowest dose level, during the trial. */
  readonly stopsAtLowest: (n: number, events: number) => boolean;
  /** The same when the dose level is selected at the end. */
  readonly stopsAtSelection: (n: number, events: number) => boolean;
}

export function safetyCheck(rules: IntervalRules, boundsAt: BoundsAt): SafetyCheck {
  const { target, cutoff, lowestCutoff } = rules.settings;
  const fromN = rules.closesFromN ?? 1;
  const strict = (n: number, events: number): boolean => lowestCutoff !== null && n >= 3 && probabilityAbove(target, n, events) > lowestCutoff;
  // Fewest events that close, by n and dose level; 0 while nobody has asked. Each end of a trial asks for every dose level.
  const sizes = rules.settings.maximumN + 1;
  const known = new Int32Array(sizes * rules.settings.doses);
  const never = 2 ** 30;
  const fewest = (n: number, dose: number): number => (n < fromN ? never : (boundsAt(n, dose).close ?? never));
  const closes = (n: number, events: number, dose: number): boolean => {
    if (n >= sizes) return events >= fewest(n, dose);
    const at = (dose - 1) * sizes + n;
    return events >= (known[at] || (known[at] = fewest(n, dose)));
  };
  return {
    closes,
    // Without an event the posterior is Beta(1, n + 1), with upper tail (1 - target)^(n + 1).
    closesAtSelection: (n, events, dose) => (events === 0 && rules.closesWithoutEvent === true ? n >= 3 && (1 - target) ** (n + 1) > cutoff : closes(n, events, dose)),
    stopsAtLowest: (n, events) => strict(n, events) && !(rules.extraSafeWithinTable === true && boundsAt(n, 1).close === null),
    stopsAtSelection: (n, events) => rules.extraSafeDuringTrialOnly !== true && strict(n, events),
  };
}
