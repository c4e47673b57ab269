/** What a stopping boundary says about the events seen so far. */
import type { DecisionReason } from "../dose-finding/core/dose-decision.ts";
import { DesignRefusal, requireWhole } from "../dose-finding/core/design-refusal.ts";
import type { StoppingBoundary } from "./stopping-boundary.ts";

export interface BoundaryAssessment {
  /** `no-look`: the boundary says nothing about this number of participants; it is not a sign to go on. */
  readonly verdict: "hold" | "continue" | "no-look";
  readonly reason: DecisionReason;
  /** How many more events among how few more participants would hold the trial; `null` where none can. */
  readonly nextHold: { readonly events: number; readonly participants: number } | null;
}

/**
 * Reads the boundary after n participants with so many events.
 *
 * Throws DesignRefusal for counts that are not whole or more events than participants.
 * @example assessEvents(boundary, 8, 3).verdict
 */
export function assessEvents(boundary: StoppingBoundary, n: number, events: number): BoundaryAssessment {
  requireWhole("n", n, 0, 10_000);
  if (Number.isInteger(events) && events > n) throw new DesignRefusal("more-events-than-participants", "events", `${events} events among ${n} participants.`, "Count each participant once.");
  requireWhole("events", events, 0, n);
  const nextHold = findNextHold(boundary, n, events);
  const at = boundary.looks.indexOf(n);
  if (at < 0) return { verdict: "no-look", nextHold, reason: { rule: "monitoring-no-look", message: `The boundary has no look after ${n} participants.`, numbers: { n, events } } };
  const limit = boundary.limits[at] ?? null;
  if (limit === null) return { verdict: "continue", nextHold, reason: { rule: "monitoring-continue", message: `No number of events among ${n} participants holds the trial.`, numbers: { n, events } } };
  const numbers = { n, events, limit };
  return events >= limit
    ? { verdict: "hold", nextHold, reason: { rule: "monitoring-hold", message: `${events} of ${n} participants have the event; the ${boundary.name} boundary holds the trial at ${limit}.`, numbers } }
    : { verdict: "continue", nextHold, reason: { rule: "monitoring-continue", message: `${events} of ${n} participants have the event; the ${boundary.name} boundary holds the trial at ${limit}.`, numbers } };
}

/** The nearest later look at which enough further events could hold the trial. */
function findNextHold({ looks, limits }: StoppingBoundary, n: number, events: number): BoundaryAssessment["nextHold"] {
  for (let look = 0; look < looks.length; look++) {
    const participants = (looks[look] ?? 0) - n;
    const limit = limits[look] ?? null;
    if (participants <= 0 || limit === null) continue;
    const needed = Math.max(0, limit - events);
    if (needed <= participants) return { events: needed, participants };
  }
  return null;
}
