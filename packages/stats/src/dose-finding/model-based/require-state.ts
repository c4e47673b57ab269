/** The state of a trial, held against what a design can work with before it decides. */
import { DesignRefusal, requireWhole } from "../core/design-refusal.ts";
import type { TrialState } from "../core/trial-state.ts";

/**
 * Refuses a state that no trial can be in: counts that are no whole numbers or not one a dose level, more events than
 * participants, a dose level that does not exist, a followed part of the window outside 0 to 1. It is asked before every
 * decision, so that it looks first and words its refusal only where there is one.
 *
 * @param counted `fractional`: events may be estimated parts, as in the fractional CRM.
 *
 * Throws DesignRefusal naming the field (`n.<index>`, `events.<index>`, `dose`, `pending.<index>.followed`, …).
 */
export function requireState(state: TrialState, doses: number, counted: "whole" | "fractional" = "whole"): void {
  const { n, events, closed, dose, pending } = state;
  if (n.length !== doses || events.length !== doses || closed.length !== doses) refuseLength(state, doses);
  for (let at = 0; at < doses; at++) {
    const size = n[at] ?? Number.NaN;
    const some = events[at] ?? Number.NaN;
    if (!(Number.isInteger(size) && size >= 0 && (counted === "whole" ? Number.isInteger(some) && some <= size : some <= size + 1e-9) && some >= 0)) refuseCounts(at, size, some);
  }
  if (!(Number.isInteger(dose) && dose >= 1 && dose <= doses)) requireWhole("dose", dose, 1, doses);
  for (let at = 0; at < pending.length; at++) {
    const one = pending[at];
    if (one === undefined || !(Number.isInteger(one.dose) && one.dose >= 1 && one.dose <= doses)) requireWhole(`pending.${at}.dose`, one?.dose ?? Number.NaN, 1, doses);
    else if (!(one.followed >= 0 && one.followed <= 1)) throw new DesignRefusal("outside-range", `pending.${at}.followed`, `${String(one.followed)} does not lie from 0 to 1.`, "Give the part of the window that is over, from 0 to 1.");
  }
}

function refuseLength({ n, events, closed }: TrialState, doses: number): never {
  const [path, length] = n.length !== doses ? ["n", n.length] : events.length !== doses ? ["events", events.length] : ["closed", closed.length];
  throw new DesignRefusal("wrong-length", path, `${length} values for ${doses} dose levels.`, `Give one for each of the ${doses} dose levels.`);
}

function refuseCounts(at: number, n: number, events: number): never {
  requireWhole(`n.${at}`, n, 0, 100_000);
  requireWhole(`events.${at}`, events, 0, n);
  throw new DesignRefusal("not-a-whole-number", `events.${at}`, `${String(events)} events of ${String(n)}.`, "Give whole numbers.");
}
