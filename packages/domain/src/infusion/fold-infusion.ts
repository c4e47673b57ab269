/** The state of an infusion as a fold over its events. */
import { compareEvents, preferredCopy } from "./compare-events.ts";
import { createAccumulator } from "./fold-accumulator.ts";
import type { FoldAccumulator } from "./fold-accumulator.ts";
import { foldEvent } from "./fold-event.ts";
import type { InfusionEvent, InfusionEventOf } from "./infusion-event.ts";
import type { InfusionState } from "./infusion-state.ts";
import { resolveCorrections } from "./resolve-corrections.ts";

export { asKnownAt, compareEvents } from "./compare-events.ts";

/**
 * Folds an infusion's events into its state.
 *
 * Events count in the order (clinical time, device time, id); the order of arrival and copies of one event change nothing.
 * Corrections are applied first (see {@link resolveCorrections}); superseded events stay in `events`. Facts that make no
 * sense in their order are kept in `outOfOrder`, never refused. An event whose type this version does not know has no effect.
 *
 * Throws Error for an event of another infusion: to mix two participants' events is a bug, not a fact.
 *
 * @example foldInfusion(infusionId, []).phase // "preparing"
 */
export function foldInfusion(infusionId: string, events: readonly InfusionEvent[]): InfusionState {
  return stateOf(accumulate(infusionId, events));
}

/** What of the fold's memory is the state; the containers are handed over, not copied. */
export function stateOf(memory: FoldAccumulator): InfusionState {
  const { currentBagId: _bag, waitingSteps: _steps, ...state } = memory;
  return state;
}

/** As {@link foldInfusion}, with the fold's memory for whoever goes on folding. */
export function accumulate(infusionId: string, events: readonly InfusionEvent[]): FoldAccumulator {
  const memory = createAccumulator(infusionId);
  memory.events = inFoldOrder(infusionId, events);
  memory.corrections = memory.events.filter(isCorrection);
  if (memory.corrections.length === 0) {
    for (const event of memory.events) foldEvent(memory, event);
    return memory;
  }
  const { effective, superseded } = resolveCorrections(memory.events);
  memory.superseded = new Map(superseded);
  for (const event of effective) foldEvent(memory, event);
  return memory;
}

function isCorrection(event: InfusionEvent): event is InfusionEventOf<"event-corrected"> {
  return event.type === "event-corrected";
}

/** A copy of the events, each once, in fold order. Events mostly come in order, so that is looked at first. */
export function inFoldOrder(infusionId: string, events: readonly InfusionEvent[]): InfusionEvent[] {
  let ordered = true;
  let previous: InfusionEvent | null = null;
  for (const event of events) {
    if (event.infusionId !== infusionId) throw new Error(`Event ${event.id} belongs to infusion ${event.infusionId}, not to ${infusionId}.`);
    if (ordered && previous !== null && compareEvents(previous, event) >= 0) ordered = false;
    previous = event;
  }
  if (!mayRepeat(events)) return ordered ? events.slice() : events.toSorted(compareEvents);
  const copies = new Map<string, InfusionEvent>();
  for (const event of events) {
    const other = copies.get(event.id);
    copies.set(event.id, other === undefined ? event : preferredCopy(other, event));
  }
  return Array.from(copies.values()).toSorted(compareEvents);
}

/** Does an id occur twice? An id above all ids before it is new; UUIDv7 mostly rise, so only the few others are looked up. */
function mayRepeat(events: readonly InfusionEvent[]): boolean {
  let highest = "";
  const notRising = new Set<string>();
  for (const { id } of events) {
    if (id > highest) highest = id;
    else if (notRising.has(id)) return true;
    else notRising.add(id);
  }
  if (notRising.size === 0) return false;
  let found = 0;
  for (const { id } of events) if (notRising.has(id)) found++;
  return found > notRising.size;
}
