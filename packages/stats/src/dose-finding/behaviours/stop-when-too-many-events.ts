/** Safety stop by the posterior of the event rate. */
import { type Behaviour, wrapDesign } from "../core/behaviour.ts";
import { DesignRefusal } from "../core/design-refusal.ts";
import { requireOptions } from "../core/require-options.ts";
import { type TooManyEventsOptions, tooManyEventsRule } from "./too-many-events.ts";

export interface StopWhenTooManyEventsOptions extends TooManyEventsOptions {
  /** The dose level that is looked at. `lowest`: level 1. `current`: where the last cohort was. `lowest` where left out. */
  readonly at?: "lowest" | "current";
}

/**
 * Stops the trial for safety when the event rate at the lowest, or at the current, dose level is too high with enough
 * certainty. That level and all above are closed, so that none of them is recommended; a lower one still may be.
 * Where the rule has nothing to look at (nobody observed there) it is silent.
 *
 * Throws DesignRefusal for a rate or confidence outside 0 to 1, a prior that alone would stop before any event, or another `at`.
 *
 * @example stopWhenTooManyEvents({ rate: 0.3, confidence: 0.95 })(design) // 3 of 3 at level 1: P = 1 - 0.3^4 = 0.992, stop
 */
export function stopWhenTooManyEvents(options: StopWhenTooManyEventsOptions): Behaviour {
  requireOptions(options, ["rate", "confidence", "prior", "probability", "at"]);
  const { words, probabilityAt } = tooManyEventsRule(options);
  const at = options.at ?? "lowest";
  if (at !== "lowest" && at !== "current") throw new DesignRefusal("unknown-option", "at", `"${String(at)}" is not known.`, `Give "lowest" or "current".`);
  return (design) =>
    wrapDesign(design, `Stops for safety when at the ${at} dose level ${words}.`, (inner, state) => {
      const dose = at === "lowest" ? 1 : state.dose;
      const probability = probabilityAt(state, dose);
      if (probability === null || !(probability > options.confidence)) return null;
      const [n, events] = [state.n[dose - 1] ?? 0, state.events[dose - 1] ?? 0];
      const message = `${events} of ${n} at dose level ${dose} had the event: the rate is above ${options.rate} with probability ${probability.toFixed(3)}, more than ${options.confidence}.`;
      return {
        next: { kind: "stop", why: "safety" },
        close: inner.closed.map((_, index) => index >= dose - 1),
        reason: { rule: "stop-too-many-events", message, numbers: { dose, n, events, rate: options.rate, confidence: options.confidence, probability } },
      };
    });
}
