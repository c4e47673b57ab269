/** A fold that goes on where it stands when events come in order, and starts again when they do not. */
import { compareEvents, preferredCopy } from "./compare-events.ts";
import type { FoldAccumulator } from "./fold-accumulator.ts";
import { foldEvent } from "./fold-event.ts";
import { accumulate, inFoldOrder, stateOf } from "./fold-infusion.ts";
import type { InfusionEvent } from "./infusion-event.ts";
import type { InfusionState, TimedSample } from "./infusion-state.ts";

export interface InfusionFold {
  /** Takes further events, in any order, copies too, and gives the state after them. Earlier states never change. */
  append(events: readonly InfusionEvent[]): InfusionState;
  /** As `append`, for whoever looks at the state seldom: the copy is made when it is asked for. */
  take(events: readonly InfusionEvent[]): void;
  /** The state after everything appended so far. */
  state(): InfusionState;
}

/**
 * A fold for a running infusion: `append` costs the new events (and a shallow copy of the state) when they stand last in
 * fold order, and a full fold otherwise. The state always equals `foldInfusion` over all the events so far.
 *
 * Throws Error for an event of another infusion; what was appended before stays.
 */
export function createFold(infusionId: string): InfusionFold {
  let memory = accumulate(infusionId, []);
  let ids = new Map<string, InfusionEvent>();
  let published: InfusionState = publish(memory, null);
  let behind = false;
  const take = (events: readonly InfusionEvent[]) => {
    const fresh = inFoldOrder(infusionId, events).filter((event) => {
      const other = ids.get(event.id);
      return other === undefined || preferredCopy(other, event) !== other;
    });
    if (fresh.length === 0) return;
    behind = true;
    if (continues(memory, ids, fresh)) {
      for (const event of fresh) {
        memory.events.push(event);
        ids.set(event.id, event);
        foldEvent(memory, event);
      }
    } else {
      memory = accumulate(infusionId, [...memory.events, ...fresh]);
      ids = new Map(memory.events.map((event) => [event.id, event]));
    }
  };
  const state = () => {
    if (behind) published = publish(memory, published);
    behind = false;
    return published;
  };
  return {
    state,
    take,
    append(events) {
      take(events);
      return state();
    },
  };
}

/** Corrections reach back, and a late or better copy changes the past: then the fold starts again. */
function continues(memory: FoldAccumulator, ids: ReadonlyMap<string, InfusionEvent>, fresh: readonly InfusionEvent[]): boolean {
  const last = memory.events.at(-1);
  const first = fresh[0];
  if (last !== undefined && first !== undefined && compareEvents(last, first) >= 0) return false;
  // With corrections, a replacement may stand later in time than the last event.
  if (memory.corrections.length > 0) return false;
  return fresh.every((event) => event.type !== "event-corrected" && !ids.has(event.id));
}

/** A copy of the memory's containers; a series of samples that did not change stays the same array. */
function publish(memory: FoldAccumulator, before: InfusionState | null): InfusionState {
  const state = stateOf(memory);
  const copied = Object.fromEntries(Object.entries(state).map(([name, value]) => [name, copyContainer(value)])) as unknown as InfusionState;
  const samples = new Map([...memory.samples].map(([channel, series]) => [channel, keepOrCopy(series, before?.samples.get(channel))]));
  return { ...copied, samples };
}

function copyContainer(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice();
  return value instanceof Map ? new Map(value) : value;
}

function keepOrCopy(series: readonly TimedSample[], before: readonly TimedSample[] | undefined): readonly TimedSample[] {
  const unchanged = before !== undefined && before.length === series.length && before.every((sample, index) => sample === series[index]);
  return unchanged ? before : series.slice();
}
