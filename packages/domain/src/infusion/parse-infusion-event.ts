/** Events from outside become events, or a list of everything that is wrong with them. */
import { roles } from "../terminology/role.ts";
import type { InfusionEvent, InfusionEventType } from "./infusion-event.ts";
import { instant, isRecord, nullable, oneOf, record, text, uuid7 } from "./parse-check.ts";
import type { Check, Fields, InputFault } from "./parse-check.ts";
import { dataChecks, eventTypes } from "./parse-event-data.ts";

export type { FaultCode, InputFault } from "./parse-check.ts";

type InputKey = "id" | "type" | "clinicalTime" | "deviceTime" | "entry" | "data";

/** What a device sends of an event; the server adds infusion, receipt, author and device. */
export type InfusionEventInput = { readonly [T in InfusionEventType]: Pick<Extract<InfusionEvent, { readonly type: T }>, InputKey> }[InfusionEventType];

const inputFields: Fields = { id: uuid7, type: oneOf(eventTypes), clinicalTime: instant, deviceTime: instant, entry: oneOf(["live", "offline", "paper"]) };
const storedFields: Fields = { ...inputFields, infusionId: uuid7, receivedAt: nullable(instant), authorId: text(200), authorRole: oneOf([...roles, "device", "unsigned"]), deviceId: text(200) };

/**
 * Parses a whole event as it is stored and sent to browsers.
 *
 * Nothing is coerced, filled or dropped: unknown keys, wrong units, numbers that are not finite, texts over 2,000
 * characters, instants that are not exactly `YYYY-MM-DDTHH:MM:SS.mmmZ` and ids that are no UUIDv7 are faults, all told at
 * once. The age of an event is never a fault.
 *
 * @example parseInfusionEvent({}).ok // false, with one fault for each missing key
 */
export function parseInfusionEvent(input: unknown): { readonly ok: true; readonly event: InfusionEvent } | { readonly ok: false; readonly faults: readonly InputFault[] } {
  const faults = findFaults(input, storedFields);
  return faults.length === 0 ? { ok: true, event: input as InfusionEvent } : { ok: false, faults };
}

/** Parses what a device or tablet sends: `{ id, type, clinicalTime, deviceTime, entry, data }`; see {@link parseInfusionEvent}. */
export function parseInfusionEventInput(input: unknown): { readonly ok: true; readonly input: InfusionEventInput } | { readonly ok: false; readonly faults: readonly InputFault[] } {
  const faults = findFaults(input, inputFields);
  return faults.length === 0 ? { ok: true, input: input as InfusionEventInput } : { ok: false, faults };
}

function findFaults(input: unknown, fields: Fields): InputFault[] {
  const faults: InputFault[] = [];
  const type = isRecord(input) ? eventTypes.find((known) => known === input["type"]) : undefined;
  // Without a known type the data cannot be judged; the type itself is then the fault.
  const data: Check = type === undefined ? () => undefined : dataChecks[type];
  record({ ...fields, data })(input, "", faults);
  return faults;
}
