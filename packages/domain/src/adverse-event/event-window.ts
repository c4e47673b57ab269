/** The time after the start in which something counts, and what a trigger found in it. */
import type { Reason } from "../decision/decision.ts";
import type { InfusionEvent, Instant } from "../infusion/infusion-event.ts";
import type { InfusionState } from "../infusion/infusion-state.ts";
import { instantAfter } from "../infusion/instant.ts";
import { resolveCorrections } from "../infusion/resolve-corrections.ts";
import type { Quantity } from "../quantity/quantity.ts";

export interface EventWindow {
  readonly state: InfusionState;
  readonly startedAt: Instant;
  /** Last instant that counts. */
  readonly closesAt: Instant;
  readonly now: Instant;
  /** The events that count after corrections, up to `now`, in fold order. */
  readonly events: readonly InfusionEvent[];
}

/** What a trigger found so far. */
export type TriggerVerdict =
  | { readonly verdict: "met"; readonly at: Instant; readonly eventIds: readonly string[]; readonly what: string }
  /** Looked at, and nothing so far. */
  | { readonly verdict: "nothing" }
  /** Cannot be met, whatever is still to come. */
  | { readonly verdict: "excluded"; readonly reason: Reason }
  /** Something is recorded that may meet the trigger and cannot be judged. */
  | { readonly verdict: "unclear"; readonly because: readonly Reason[] }
  /** Nobody has looked yet; after the window has closed, that is not "nothing". */
  | { readonly verdict: "unlooked"; readonly because: readonly Reason[] };

export function eventWindow(state: InfusionState, startedAt: Instant, length: Quantity, now: Instant): EventWindow {
  const effective = state.corrections.length === 0 ? state.events : resolveCorrections([...state.events]).effective;
  return { state, startedAt, closesAt: instantAfter(startedAt, length), now, events: effective.filter((event) => event.clinicalTime <= now) };
}

/** From the start to the end of the window, both included, and not after `now`. */
export function isInside(window: EventWindow, at: Instant): boolean {
  return at >= window.startedAt && at <= window.closesAt && at <= window.now;
}

/** After the start: a setting of the very instant of the start is what it started with. */
export function isAfterStart(window: EventWindow, at: Instant): boolean {
  return at > window.startedAt && isInside(window, at);
}

/** Does the record reach the end of the window? Only then does its silence say that nothing happened. */
export function recordReachesEnd(window: EventWindow): boolean {
  return window.events.some((event) => event.clinicalTime >= window.closesAt);
}
