/** What the fold over an infusion's events holds. Only facts; judgements against a protocol are made by `assess…` and `decide…`. */
import type { Channel, PathwayId } from "../protocol/protocol.ts";
import type { Quantity } from "../quantity/quantity.ts";
import type { ChecklistAnswer, ConsciousnessLevel, InfusionEvent, InfusionEventOf, InfusionEventType, Instant, OxygenDevice, Rhythm, Sign } from "./infusion-event.ts";

export type InfusionPhase = "preparing" | "running" | "paused" | "stopped" | "discharged";

/** A fact together with the event that says it. */
export interface Known<T> {
  readonly value: T;
  readonly at: Instant;
  readonly eventId: string;
  readonly authorId: string;
  readonly late: boolean;
}

/** One channel's measured value in the order of clinical time. */
export interface TimedSample {
  readonly at: Instant;
  readonly value: number | null;
  readonly unit: string;
  readonly method: "hand" | "device";
  readonly eventId: string;
  readonly authorId: string;
}

export interface RateInterval {
  readonly from: Instant;
  /** `null` while running. */
  readonly to: Instant | null;
  readonly rate: Quantity;
  readonly bagId: string;
}

export interface BagCourse {
  readonly bagId: string;
  readonly receivedAt: Instant | null;
  readonly thawedAt: Instant | null;
  readonly spikedAt: Instant | null;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
  readonly volumeGiven: Quantity | null;
  readonly partialReason: string | null;
  readonly condition: "intact" | "damaged" | null;
  readonly resuspendedAt: Instant | null;
}

export interface OpenedPathway {
  /** Id of the event that opened it. */
  readonly openedBy: string;
  readonly pathwayId: PathwayId;
  readonly openedAt: Instant;
  readonly reason: string;
  readonly steps: readonly InfusionEventOf<"pathway-step-done">[];
  readonly closedAt: Instant | null;
  readonly conclusion: string | null;
}

export interface IdentityPass {
  readonly eventId: string;
  readonly authorId: string;
  readonly at: Instant;
  readonly bagId: string;
  readonly wristbandCode: string;
  readonly bagCode: string;
  readonly method: "scanner" | "hand";
  readonly authorRole: InfusionEvent["authorRole"];
  /** The codes are withheld from this viewer; see `redactIdentity`. */
  readonly withheld: boolean;
}

/** A fact that makes no sense where it stands in time, for example a resume before the start. Kept, and shown as a deviation. */
export interface OutOfOrderFact {
  readonly eventId: string;
  readonly type: InfusionEventType;
  readonly at: Instant;
  /** The phase that the fact met. */
  readonly phase: InfusionPhase;
}

export interface StartFact {
  readonly eventId: string;
  readonly at: Instant;
  readonly bagId: string;
  readonly authorId: string;
  readonly authorisationId: string | null;
  /** No authorising decision stands behind this start. */
  readonly unauthorised: boolean;
  readonly entry: "live" | "offline" | "paper";
}

export interface InfusionState {
  readonly infusionId: string;
  readonly phase: InfusionPhase;
  readonly answers: ReadonlyMap<string, Known<ChecklistAnswer>>;
  readonly identityPasses: readonly IdentityPass[];
  readonly weight: Known<Quantity> | null;
  readonly height: Known<Quantity> | null;
  readonly weightConfirmed: Known<Quantity> | null;
  readonly doseConfirmed: Known<InfusionEventOf<"dose-confirmed">["data"]> | null;
  readonly bags: ReadonlyMap<string, BagCourse>;
  readonly line: Known<InfusionEventOf<"line-checked">["data"]> | null;
  readonly starts: readonly StartFact[];
  readonly rates: readonly RateInterval[];
  readonly stop: Known<InfusionEventOf<"infusion-stopped">["data"]> | null;
  readonly samples: ReadonlyMap<Channel, readonly TimedSample[]>;
  readonly vasoactive: readonly InfusionEventOf<"vasoactive-set">[];
  readonly oxygen: readonly InfusionEventOf<"oxygen-set">[];
  readonly rhythm: readonly Known<Rhythm>[];
  readonly consciousness: Known<ConsciousnessLevel | { readonly sedation: { readonly scale: "RASS"; readonly value: number } }> | null;
  readonly signs: ReadonlyMap<Sign, Known<{ present: boolean; severity?: "mild" | "moderate" | "severe" }>>;
  readonly laboratory: readonly InfusionEventOf<"laboratory-recorded">[];
  readonly medications: readonly InfusionEventOf<"medication-given">[];
  readonly oxygenScale: Known<{ scale: 1 | 2; prescriberName: string }> | null;
  readonly pregnancy: Known<boolean> | null;
  readonly outcomes: readonly InfusionEventOf<"outcome-seen">[];
  readonly acknowledged: ReadonlyMap<string, Known<string | null>>;
  readonly explainedSignals: readonly InfusionEventOf<"signal-explained">[];
  readonly pathways: readonly OpenedPathway[];
  readonly grades: readonly InfusionEventOf<"grade-confirmed">[];
  readonly overrides: readonly InfusionEventOf<"override-recorded">[];
  readonly notes: readonly InfusionEventOf<"note-added" | "observation-noted" | "shift-taken-over">[];
  readonly discharge: Known<InfusionEventOf<"discharge-recorded">["data"]> | null;
  /** Corrections in order; a superseded event does not count in the fields above. */
  readonly corrections: readonly InfusionEventOf<"event-corrected">[];
  /** Every event that was folded, superseded ones too, in fold order. */
  readonly events: readonly InfusionEvent[];
  readonly oxygenDevice: OxygenDevice | null;
  readonly outOfOrder: readonly OutOfOrderFact[];
  /** Superseded event, by id, and the correction that holds instead. */
  readonly superseded: ReadonlyMap<string, string>;
}
