/** Closes dose levels by the posterior of the event rate. */
import { type Behaviour, wrapDesign } from "../core/behaviour.ts";
import { requireOptions } from "../core/require-options.ts";
import { type TooManyEventsOptions, tooManyEventsRule } from "./too-many-events.ts";

/**
 * Closes every dose level whose event rate is too high with enough certainty, and all levels above it, for good. When the
 * design wants a closed level the highest open one below is given; when level 1 is closed the trial stops for safety.
 * For designs that do not close levels by themselves.
 *
 * Throws DesignRefusal for a rate or confidence outside 0 to 1, a prior that alone would stop before any event.
 *
 * @example closeWhenTooManyEvents({ rate: 0.3, confidence: 0.95 })(design)
 */
export function closeWhenTooManyEvents(options: TooManyEventsOptions): Behaviour {
  requireOptions(options, ["rate", "confidence", "prior", "probability"]);
  const { words, probabilityAt } = tooManyEventsRule(options);
  return (design) =>
    wrapDesign(design, `Closes a dose level and those above it when there ${words}.`, (inner, state) => {
      for (let dose = 1; dose <= design.doses; dose++) {
        if (inner.closed[dose - 1] === true) continue;
        const probability = probabilityAt(state, dose);
        if (probability === null || !(probability > options.confidence)) continue;
        const [n, events] = [state.n[dose - 1] ?? 0, state.events[dose - 1] ?? 0];
        const message = `${events} of ${n} at dose level ${dose} had the event: the rate is above ${options.rate} with probability ${probability.toFixed(3)}, more than ${options.confidence}. The level and those above are closed.`;
        return {
          next: dose === 1 ? { kind: "stop", why: "safety" } : inner.next,
          close: inner.closed.map((_, index) => index >= dose - 1),
          reason: { rule: "close-too-many-events", message, numbers: { dose, n, events, rate: options.rate, confidence: options.confidence, probability } },
        };
      }
      return null;
    });
}
