/** Which counts close a dose level, and which stop the trial at the lowest. */
import { probabilityAbove } from "./closing-rule.ts";
import type { BoundsAt, IntervalRules } from "./interval-rules.ts";

export interface SafetyCheck {
  /** This dose level and all above it are closed. */
  readonly closes: (n: number, events: number, dose: number) => boolean;
  /** The stricter stop at the lowest dose level, during the trial. */
  readonly stopsAtLowest: (n: number, events: number) => boolean;
  /** The same when the dose level is selected at the end. */
  readonly stopsAtSelection: (n: number, events: number) => boolean;
}

export function safetyCheck(rules: IntervalRules, boundsAt: BoundsAt): SafetyCheck {
  const { target, lowestCutoff } = rules.settings;
  const fromN = rules.closesFromN ?? 1;
  const strict = (n: number, events: number): boolean => lowestCutoff !== null && n >= 3 && probabilityAbove(target, n, events) > lowestCutoff;
  return {
    closes: (n, events, dose) => {
      const { close } = boundsAt(n, dose);
      return close !== null && events >= close && n >= fromN;
    },
    stopsAtLowest: (n, events) => strict(n, events) && !(rules.extraSafeWithinTable === true && boundsAt(n, 1).close === null),
    stopsAtSelection: strict,
  };
}
