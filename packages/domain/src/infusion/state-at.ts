/** The state as far as it had happened by an instant. */
import { foldInfusion } from "./fold-infusion.ts";
import type { Instant } from "./infusion-event.ts";
import type { InfusionState } from "./infusion-state.ts";

/**
 * The state without the facts whose clinical time is later than `now`, so that an assessment at `now` does not look ahead.
 *
 * The common case costs nothing: the state itself comes back when nothing later is in it, or only later measurements,
 * which every assessment leaves out by their own time. Otherwise the events up to `now` are folded again.
 *
 * @example stateAt(state, "2026-03-04T09:05:00.000Z").phase
 */
export function stateAt(state: InfusionState, now: Instant): InfusionState {
  for (let index = state.events.length - 1; index >= 0; index--) {
    const event = state.events[index];
    if (event === undefined || event.clinicalTime <= now) return state;
    if (event.type !== "vital-signs-recorded") {
      return foldInfusion(
        state.infusionId,
        state.events.filter((one) => one.clinicalTime <= now),
      );
    }
  }
  return state;
}
