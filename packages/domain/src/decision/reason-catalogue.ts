/** Every reason code with its English text, merged from the rooms. A code belongs to one room only. */
import { adverseEventReasons } from "../adverse-event/adverse-event-reasons.ts";
import { infusionReasons } from "../infusion/infusion-reasons.ts";
import { lotReasons } from "../lot/lot-reasons.ts";
import { participantReasons } from "../participant/participant-reasons.ts";
import { protocolReasons } from "../protocol/protocol-reasons.ts";
import { scoreReasons } from "../score/score-reasons.ts";
import { vitalSignReasons } from "../vital-sign/vital-sign-reasons.ts";

/** Text of one reason: what is the case, and what to do about it. `{name}` is filled from what the rule saw. */
export interface ReasonText {
  readonly message: string;
  readonly remedy: string;
}

/** The catalogues by room, for the check that no code is claimed twice. */
export const reasonRooms = {
  "adverse-event": adverseEventReasons,
  infusion: infusionReasons,
  lot: lotReasons,
  participant: participantReasons,
  protocol: protocolReasons,
  score: scoreReasons,
  "vital-sign": vitalSignReasons,
} as const;

export const reasonCatalogue = {
  ...adverseEventReasons,
  ...infusionReasons,
  ...lotReasons,
  ...participantReasons,
  ...protocolReasons,
  ...scoreReasons,
  ...vitalSignReasons,
} as const;

/** The closed vocabulary of reasons. */
export type ReasonCode = keyof typeof reasonCatalogue;
