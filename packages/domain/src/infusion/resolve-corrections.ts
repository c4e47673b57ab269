/** Which events count after the corrections, and as what. */
import { compareEvents } from "./compare-events.ts";
import type { InfusionEvent, InfusionEventOf } from "./infusion-event.ts";

type Correction = InfusionEventOf<"event-corrected">;
type CorrectionsByTarget = ReadonlyMap<string, readonly Correction[]>;

export interface Resolved {
  /** The events that count, with replacements in their place, in fold order; corrections themselves are left out. */
  readonly effective: InfusionEvent[];
  /** Superseded event, by id, and the last correction of it; a withdrawn correction is in here too. */
  readonly superseded: ReadonlyMap<string, string>;
}

/** A chain of corrections of corrections is followed this far; people make two or three. It keeps a hostile chain from using up the stack. */
const longestChain = 500;

/**
 * Applies the corrections among events that are in fold order.
 *
 * - A correction supersedes its event: the replacement holds instead, at its own clinical time, under the corrected event's
 *   id (so that a pathway's step still finds its pathway), said by the person who corrected.
 * - Of several corrections of one event the last in fold order holds.
 * - A correction may be corrected: with a replacement, that replacement holds; with `null` ("the correction did not
 *   happen"), what held before the correction counts again.
 * - A correction of an event that is not there (yet), or of itself, has no effect.
 */
export function resolveCorrections(events: readonly InfusionEvent[]): Resolved {
  const corrections = groupByTarget(events);
  const superseded = new Map<string, string>();
  const effective: InfusionEvent[] = [];
  for (const event of events) {
    const holding = whatHolds(event, corrections);
    const last = corrections.get(event.id)?.at(-1);
    if (last !== undefined && holding !== event) superseded.set(event.id, last.id);
    if (event.type !== "event-corrected" && holding !== null) effective.push(holding);
  }
  effective.sort(compareEvents);
  return { effective, superseded };
}

function groupByTarget(events: readonly InfusionEvent[]): CorrectionsByTarget {
  const groups = new Map<string, Correction[]>();
  for (const event of events) {
    if (event.type !== "event-corrected" || event.data.supersedes === event.id) continue;
    const group = groups.get(event.data.supersedes);
    if (group === undefined) groups.set(event.data.supersedes, [event]);
    else group.push(event);
  }
  return groups;
}

function whatHolds(event: InfusionEvent, corrections: CorrectionsByTarget): InfusionEvent | null {
  let holding: InfusionEvent | null = event;
  for (const correction of corrections.get(event.id) ?? []) {
    holding = outcomeOf(correction, replace(event, correction), holding, { event, corrections, visited: new Set() });
  }
  return holding;
}

interface Walk {
  readonly event: InfusionEvent;
  readonly corrections: CorrectionsByTarget;
  readonly visited: Set<string>;
}

/** What holds after a correction: what it says (`said`), unless it was itself corrected; `before` held without it. */
function outcomeOf(correction: Correction, said: InfusionEvent | null, before: InfusionEvent | null, walk: Walk): InfusionEvent | null {
  if (walk.visited.has(correction.id) || walk.visited.size >= longestChain) return said;
  walk.visited.add(correction.id);
  let holding = said;
  for (const next of walk.corrections.get(correction.id) ?? []) {
    const nextSaid = next.data.replacement === null ? before : replace(walk.event, next);
    holding = outcomeOf(next, nextSaid, holding, walk);
  }
  return holding;
}

function replace(event: InfusionEvent, correction: Correction): InfusionEvent | null {
  const { replacement } = correction.data;
  if (replacement === null) return null;
  // Type and data come from the same replacement, so that they belong together.
  return { ...event, ...replacement, authorId: correction.authorId, authorRole: correction.authorRole, deviceId: correction.deviceId } as InfusionEvent;
}
