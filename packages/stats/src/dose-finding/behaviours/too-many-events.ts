/** Is the event probability at a dose level above a limit, with how much certainty? */
import { betaTail } from "../../distributions/beta.ts";
import { DesignRefusal, requireFraction } from "../core/design-refusal.ts";
import type { TrialState } from "../core/trial-state.ts";
import { type BetaPrior, requirePrior } from "../zero-events/event-count.ts";

export interface TooManyEventsOptions {
  /** Highest event probability that is accepted. */
  readonly rate: number;
  /** Too many: the posterior probability of a rate above it is larger than this. */
  readonly confidence: number;
  /** Beta prior of each dose level by itself; uniform where left out. Not together with `probability`. */
  readonly prior?: BetaPrior;
  /** Posterior probability by a model instead, of a rate above `rate` at a dose level; `null` where it is not known yet. */
  readonly probability?: (state: TrialState, dose: number, rate: number) => number | null;
}

export interface TooManyEventsRule {
  readonly words: string;
  /** `null`: nobody was observed there, or the model cannot say. */
  readonly probabilityAt: (state: TrialState, dose: number) => number | null;
}

/**
 * Throws DesignRefusal for a rate or confidence outside 0 to 1, for a prior beside a model, and where the prior alone would
 * stop: after one participant without an event.
 */
export function tooManyEventsRule(options: TooManyEventsOptions): TooManyEventsRule {
  const rate = requireFraction("rate", options.rate);
  const confidence = requireFraction("confidence", options.confidence);
  const { probability } = options;
  if (probability !== undefined && options.prior !== undefined) throw new DesignRefusal("two-posteriors", "prior", "A prior is given beside a model's posterior.", "Leave one of `prior` and `probability` out.");
  if (probability !== undefined) return { words: `the model's probability of an event rate above ${rate} is larger than ${confidence}`, probabilityAt: (state, dose) => probability(state, dose, rate) };
  const prior = requirePrior("prior", options.prior ?? { a: 1, b: 1 });
  const withoutEvent = betaTail(rate, prior.a, prior.b + 1, { tail: "upper" });
  if (withoutEvent > confidence) throw new DesignRefusal("stops-without-event", "confidence", `After one participant without an event a rate above ${rate} would have probability ${withoutEvent.toFixed(3)} by the prior: the rule would stop before any event.`, "Give a higher confidence, or a prior with a lower mean or less weight.");
  // The same few counts come back thousands of times.
  const known = new Map<number, number>();
  const probabilityAt = (state: TrialState, dose: number): number | null => {
    const n = state.n[dose - 1] ?? 0;
    const events = state.events[dose - 1] ?? 0;
    if (n === 0) return null;
    const key = n * 100_003 + events;
    const before = known.get(key);
    if (before !== undefined) return before;
    const now = betaTail(rate, prior.a + events, prior.b + n - events, { tail: "upper" });
    known.set(key, now);
    return now;
  };
  return { words: `the posterior probability of an event rate above ${rate}, with prior Beta(${prior.a}, ${prior.b}), is larger than ${confidence}`, probabilityAt };
}
