/** A person screened or enrolled, as the clinical core needs them. No name is needed here. */
import type { ConsentSigner } from "../protocol/protocol.ts";
import type { Quantity } from "../quantity/quantity.ts";
import type { Instant } from "../infusion/infusion-event.ts";

export interface Participant {
  readonly id: string;
  /** Study number, for example `S01-003`. */
  readonly number: string;
  /** What the wristband's barcode says. */
  readonly wristbandCode: string;
  readonly sex: "female" | "male" | null;
  readonly birthYear: number | null;
  /** Last weight before this infusion day, with its time. */
  readonly lastWeight: { readonly quantity: Quantity; readonly at: Instant } | null;
  readonly height: Quantity | null;
  readonly doseLevel: number | null;
  readonly synthetic: boolean;
}

export interface Consent {
  readonly id: string;
  readonly participantId: string;
  readonly version: string;
  readonly signer: ConsentSigner;
  readonly scopes: readonly string[];
  readonly signedAt: Instant;
  readonly withdrawnAt: Instant | null;
}

/** Answers to the eligibility criteria: `true` met, `false` not met, `null` unknown. For an exclusion criterion `true` says that it was ruled out. */
export type EligibilityAnswers = Readonly<Record<string, boolean | null>>;
