/** When the participant is contacted after the infusion. */
import type { Protocol, SourcedQuantity } from "../protocol/protocol.ts";
import type { Instant } from "./infusion-event.ts";
import type { InfusionState } from "./infusion-state.ts";
import { instantAfter } from "./instant.ts";

export interface NextContact {
  readonly dueAt: Instant;
  readonly text: string;
  readonly after: SourcedQuantity;
}

/** The protocol's next contact, counted from the stop of the infusion; `null` while it has not started or not stopped. */
export function deriveNextContact(state: InfusionState, protocol: Protocol): NextContact | null {
  if (state.stop === null || state.starts.length === 0) return null;
  const { after, text } = protocol.observation.nextContact;
  return { dueAt: instantAfter(state.stop.at, after), text, after };
}
