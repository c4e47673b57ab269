/** The one order of events, and what is known at a time. */
import type { InfusionEvent, Instant } from "./infusion-event.ts";

type Ordered = Pick<InfusionEvent, "clinicalTime" | "deviceTime" | "id">;

/**
 * Order of events: clinical time, then device time, then id. Zero only for the same id at the same times.
 * Instants have one fixed form, so that text order is time order and no date is parsed.
 */
export function compareEvents(a: Ordered, b: Ordered): number {
  if (a.clinicalTime !== b.clinicalTime) return a.clinicalTime < b.clinicalTime ? -1 : 1;
  if (a.deviceTime !== b.deviceTime) return a.deviceTime < b.deviceTime ? -1 : 1;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return 0;
}

/**
 * The events that the server had received by an instant, in the order given. What only a device holds (`receivedAt: null`) is not known.
 * @example foldInfusion(id, asKnownAt(events, "2026-03-04T09:05:00.000Z"))
 */
export function asKnownAt(events: readonly InfusionEvent[], time: Instant): InfusionEvent[] {
  return events.filter((event) => event.receivedAt !== null && event.receivedAt <= time);
}

/**
 * Of two copies of one event, the one that counts: received before only-on-the-device, then the earlier receipt, then by text.
 * The choice does not depend on which copy came first.
 */
export function preferredCopy(a: InfusionEvent, b: InfusionEvent): InfusionEvent {
  if (a === b) return a;
  if (a.receivedAt !== b.receivedAt) {
    if (a.receivedAt === null) return b;
    if (b.receivedAt === null) return a;
    return a.receivedAt < b.receivedAt ? a : b;
  }
  return JSON.stringify(a) <= JSON.stringify(b) ? a : b;
}
