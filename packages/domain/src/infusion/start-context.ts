/** Everything outside the infusion's own events that the start decision looks at. `null` is unknown, and unknown is unmet. */
import type { Consent, EligibilityAnswers, Participant } from "../participant/participant.ts";
import type { Bag, Lot } from "../lot/lot.ts";
import type { LimitId, PathwayId, Protocol } from "../protocol/protocol.ts";
import type { Instant } from "./infusion-event.ts";

export interface StartContext {
  readonly now: Instant;
  readonly protocol: Protocol;
  /** Has the site confirmed all limits of this protocol version? `null`: unknown. */
  readonly limitsConfirmed: boolean | null;
  /** Numbers that the site declared its own decision, by path. */
  readonly localDecisions: readonly LimitId[];
  readonly participant: Participant;
  readonly consents: readonly Consent[] | null;
  readonly eligibility: EligibilityAnswers | null;
  readonly doseLevelOpen: boolean | null;
  /** The participant holds a slot in the open cohort. */
  readonly slotHeld: boolean | null;
  /** Latest start of another participant in the same cohort, and the latest start in the cohort before; `"none"`: there is none. */
  readonly previousStartInCohort: Instant | "none" | null;
  readonly lastStartInPreviousCohort: Instant | "none" | null;
  readonly safetyHolds: readonly { readonly id: string; readonly reason: string }[] | null;
  /** Earlier infusions of this participant, with the pathways that were opened in them. */
  readonly earlierInfusions: readonly { readonly infusionId: string; readonly pathways: readonly PathwayId[] }[] | null;
  readonly lots: readonly Lot[];
  readonly bags: readonly Bag[];
}
