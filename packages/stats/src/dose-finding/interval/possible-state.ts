/** A state that a trial can be in. */
import { DesignRefusal, requireWhole } from "../core/design-refusal.ts";
import type { TrialState } from "../core/trial-state.ts";

/**
 * Refuses a state that no trial of so many dose levels can be in: fields or dose levels that are missing, counts that are
 * not whole, more events than participants. Comparisons with such numbers come out false, and a rule would read that as
 * "not too many".
 *
 * Asked before every decision, so that it looks first and words the refusal only where there is one.
 * Throws DesignRefusal naming the field: `state`, `n`, `events.2`, `dose`.
 */
export function requirePossibleState(state: TrialState, doses: number): void {
  if (typeof state !== "object" || state === null) throw new DesignRefusal("not-a-state", "state", `${String(state)} is no state of a trial.`, "Begin with the design's start.");
  const { n, events, closed, dose } = state;
  if (!isListOf(n, doses) || !isListOf(events, doses) || !isListOf(closed, doses)) refuseLists(state, doses);
  for (let at = 0; at < doses; at++) {
    const size = n[at] ?? -1;
    const count = events[at] ?? -1;
    if (Number.isInteger(size) && Number.isInteger(count) && count >= 0 && count <= size && size <= 100_000) continue;
    requireWhole(`events.${at + 1}`, count, 0, requireWhole(`n.${at + 1}`, size, 0, 100_000));
  }
  if (!(Number.isInteger(dose) && dose >= 1 && dose <= doses)) requireWhole("dose", dose, 1, doses);
  if (typeof state.phase !== "string") throw new DesignRefusal("not-a-phase", "phase", `${String(state.phase)} is no text.`, "Take over the phase of the decision before.");
}

const isListOf = (list: unknown, length: number): boolean => Array.isArray(list) && list.length === length;

function refuseLists(state: TrialState, doses: number): never {
  const path = (["n", "events", "closed"] as const).find((key) => !isListOf(state[key], doses)) ?? "n";
  throw new DesignRefusal("lengths-differ", path, `It is not a list of ${doses}.`, `Give one entry for each of the ${doses} dose levels.`);
}
