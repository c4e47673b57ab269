/** Builds single events for tests: every id is made from the event's content, so that nothing depends on the order of calls. */
import type { InfusionEvent, InfusionEventData, InfusionEventOf, InfusionEventType, Instant } from "../src/infusion/infusion-event.ts";
import type { Role } from "../src/terminology/role.ts";

export const exampleInfusionId = "019cb7c8-0000-7000-8000-0000000000f1";
export const examplePeople = {
  nurse: "019cb7c8-0000-7000-8000-00000000000a",
  secondNurse: "019cb7c8-0000-7000-8000-00000000000b",
  physician: "019cb7c8-0000-7000-8000-00000000000c",
  cellProcessing: "019cb7c8-0000-7000-8000-00000000000d",
} as const;

const midnight = Date.UTC(2026, 2, 4);

/** The instant so many minutes after 08:00 UTC on the example day, for example `at(90)` is 09:30. */
export function at(minute: number): Instant {
  return new Date(midnight + Math.round((8 * 60 + minute) * 60_000)).toISOString();
}

/** FNV-1a, 32 bit, as 8 hexadecimal digits. */
function digest(text: string, seed: number): string {
  let hash = seed >>> 0;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, "0");
}

/** A well-formed UUIDv7 for an instant and a text; the same input gives the same id. */
export function exampleId(instant: Instant, text: string): string {
  const time = Date.parse(instant).toString(16).padStart(12, "0");
  const tail = digest(text, 0x811c9dc5) + digest(text, 0x9747b28c);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(0, 3)}-8${tail.slice(3, 6)}-${tail.slice(4, 16)}`;
}

export interface ExampleEnvelope {
  readonly id?: string;
  readonly infusionId?: string;
  readonly deviceTime?: Instant;
  readonly receivedAt?: Instant | null;
  readonly authorId?: string;
  readonly authorRole?: Role | "device" | "unsigned";
  readonly deviceId?: string;
  readonly entry?: "live" | "offline" | "paper";
}

/**
 * One event so many minutes after 08:00 of the example day, by the nurse, live, received half a second later.
 * @example exampleEvent("note-added", 5, { text: "Slept well." })
 */
export function exampleEvent<T extends InfusionEventType>(type: T, minute: number, data: InfusionEventData[T], envelope: ExampleEnvelope = {}): InfusionEventOf<T> {
  const clinicalTime = at(minute);
  const event = {
    id: exampleId(clinicalTime, `${type} ${envelope.authorId ?? ""} ${JSON.stringify(data)}`),
    infusionId: exampleInfusionId,
    type,
    clinicalTime,
    deviceTime: clinicalTime,
    receivedAt: new Date(Date.parse(clinicalTime) + 500).toISOString(),
    authorId: examplePeople.nurse,
    authorRole: "nurse",
    deviceId: "tablet-1",
    entry: "live",
    ...envelope,
    data,
  };
  // The compiler cannot follow a type parameter through a union; `type` and `data` belong together by the signature.
  return event as unknown as InfusionEventOf<T> & InfusionEvent;
}
