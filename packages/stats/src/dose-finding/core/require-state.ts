/** The state of a trial, held against what a design can work with before it decides. */
import { DesignRefusal, requireWhole } from "./design-refusal.ts";
import type { TrialState } from "./trial-state.ts";

const mostAtDose = 100_000;

/**
 * Refuses a state that no trial of so many dose levels can be in: fields or dose levels that are missing, counts that are
 * no whole numbers, more events than participants, a dose level that does not exist, a followed part of the window outside
 * 0 to 1. Comparisons with such numbers come out false, and a rule would read that as "not too many".
 *
 * Asked before every decision, so that it looks first and words the refusal only where there is one.
 * @param counted `fractional`: events may be estimated parts, as in the fractional CRM.
 *
 * Throws DesignRefusal naming the field: `state`, `n`, `events.2` (dose level 2), `dose`, `pending.1.followed`.
 */
export function requireState(state: TrialState, doses: number, counted: "whole" | "fractional" = "whole"): void {
  if (typeof state !== "object" || state === null) throw new DesignRefusal("not-a-state", "state", `${String(state)} is no state of a trial.`, "Begin with the design's start.");
  const { n, events, closed, dose, phase, pending } = state;
  if (!isListOf(n, doses) || !isListOf(events, doses) || !isListOf(closed, doses)) refuseLists(state, doses);
  for (let at = 0; at < doses; at++) {
    const size = n[at] ?? Number.NaN;
    const some = events[at] ?? Number.NaN;
    if (Number.isInteger(size) && size <= mostAtDose && some >= 0 && (counted === "whole" ? Number.isInteger(some) && some <= size : some <= size + 1e-9)) continue;
    refuseCounts(at + 1, size, some);
  }
  if (!(Number.isInteger(dose) && dose >= 1 && dose <= doses)) requireWhole("dose", dose, 1, doses);
  if (typeof phase !== "string") throw new DesignRefusal("not-a-phase", "phase", `${String(phase)} is no text.`, "Take over the phase of the decision before.");
  if (!Array.isArray(pending)) throw new DesignRefusal("no-list", "pending", "Who is pending is not a list.", "Give a list; an empty one where nobody is pending.");
  for (let at = 0; at < pending.length; at++) requirePending(pending[at], at + 1, doses);
}

const isListOf = (list: unknown, length: number): boolean => Array.isArray(list) && list.length === length;

function requirePending(one: TrialState["pending"][number] | undefined, place: number, doses: number): void {
  const dose = one?.dose ?? Number.NaN;
  if (!(Number.isInteger(dose) && dose >= 1 && dose <= doses)) requireWhole(`pending.${place}.dose`, dose, 1, doses);
  const followed = one?.followed ?? Number.NaN;
  if (!(followed >= 0 && followed <= 1)) throw new DesignRefusal("outside-range", `pending.${place}.followed`, `${followed} does not lie from 0 to 1.`, "Give the part of the window that is over, from 0 to 1.");
}

function refuseLists(state: TrialState, doses: number): never {
  const path = (["n", "events", "closed"] as const).find((key) => !isListOf(state[key], doses)) ?? "n";
  throw new DesignRefusal("wrong-length", path, `It is not a list of ${doses}.`, `Give one entry for each of the ${doses} dose levels.`);
}

function refuseCounts(dose: number, n: number, events: number): never {
  requireWhole(`n.${dose}`, n, 0, mostAtDose);
  requireWhole(`events.${dose}`, events, 0, n);
  throw new DesignRefusal("not-a-whole-number", `events.${dose}`, `${events} events of ${n}.`, "Give whole numbers.");
}
