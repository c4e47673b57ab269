/**
 * The events of an infusion: immutable facts. The state is a fold over them in the order (clinical time, device time, id).
 * Times are UTC instants of one fixed form, `2026-03-04T09:05:00.000Z`, so that text order is time order.
 */
import type { Channel, PathwayId } from "../protocol/protocol.ts";
import type { Quantity } from "../quantity/quantity.ts";
import type { Role } from "../terminology/role.ts";

/** UTC, milliseconds, `Z`: exactly 24 characters. */
export type Instant = string;

export type ChecklistAnswer =
  | { readonly kind: "confirm"; readonly value: boolean }
  | { readonly kind: "scan"; readonly code: string; readonly method: "scanner" | "hand" }
  | { readonly kind: "value"; readonly quantity: Quantity }
  | { readonly kind: "choice"; readonly code: string };

/** One measured value. `value: null` says that the device reported the channel without a value. */
export interface VitalSignSample {
  readonly channel: Channel;
  readonly value: number | null;
  readonly unit: string;
}

export const rhythms = ["sinus", "atrial-fibrillation", "ventricular-tachycardia", "ventricular-fibrillation", "asystole", "other"] as const;
export type Rhythm = (typeof rhythms)[number];

export const oxygenDevices = ["room-air", "nasal-cannula", "mask", "reservoir-mask", "high-flow", "non-invasive-ventilation", "invasive-ventilation"] as const;
export type OxygenDevice = (typeof oxygenDevices)[number];

export const vasoactiveDrugs = ["norepinephrine", "phenylephrine", "dopamine", "epinephrine", "vasopressin", "dobutamine", "other"] as const;
export type VasoactiveDrug = (typeof vasoactiveDrugs)[number];

export const signs = ["dyspnoea-at-rest", "chest-pain", "urticaria", "wheeze", "bronchospasm", "angioedema", "rash", "chills", "cough", "back-pain", "nausea", "headache", "confusion", "pulmonary-oedema", "haemoglobinuria", "swollen-arm", "other"] as const;
export type Sign = (typeof signs)[number];

export const outcomes = ["cardiac-arrest", "death", "cardioversion", "intubation", "recovered"] as const;
export type Outcome = (typeof outcomes)[number];

export const consciousnessLevels = ["alert", "confusion", "voice", "pain", "unresponsive"] as const;
export type ConsciousnessLevel = (typeof consciousnessLevels)[number];

/** What each type of event says. */
export interface InfusionEventData {
  "checklist-answered": { readonly itemId: string; readonly answer: ChecklistAnswer; readonly note?: string };
  /** `withheld` is set only on the copy that a viewer gets who may not see the codes yet; it is never parsed or stored. */
  "identity-checked": { readonly bagId: string; readonly wristbandCode: string; readonly bagCode: string; readonly method: "scanner" | "hand"; readonly withheld?: true };
  "body-measured": { readonly weight?: Quantity; readonly height?: Quantity };
  "weight-confirmed": { readonly weight: Quantity; readonly reason: string };
  "dose-confirmed": { readonly doseLevel: number; readonly cells: Quantity; readonly volume: Quantity; readonly rate: Quantity; readonly bagIds: readonly string[]; readonly weight: Quantity };
  "bag-received": { readonly bagId: string; readonly fromPersonName?: string; readonly condition: "intact" | "damaged" };
  "bag-thawed": { readonly bagId: string };
  "bag-spiked": { readonly bagId: string };
  "bag-resuspended": { readonly bagId: string };
  "bag-finished": { readonly bagId: string; readonly volume: Quantity };
  "partial-dose-recorded": { readonly bagId: string; readonly volume: Quantity; readonly reason: string };
  "line-checked": { readonly access: "peripheral" | "central"; readonly filter: { readonly present: boolean; readonly poreSize?: Quantity } };
  "infusion-started": { readonly bagId: string; readonly rate: Quantity; readonly authorisationId: string | null };
  "rate-changed": { readonly rate: Quantity; readonly reason?: string };
  "infusion-paused": { readonly reason: string };
  "infusion-resumed": { readonly rate: Quantity };
  "infusion-stopped": { readonly reason: "completed" | "complication" | "participant-wish" | "technical" | "other"; readonly note?: string };
  "vital-signs-recorded": { readonly method: "hand" | "device"; readonly samples: readonly VitalSignSample[] };
  "vasoactive-set": { readonly drug: VasoactiveDrug; readonly name?: string; readonly rate: Quantity | null };
  "oxygen-set": { readonly device: OxygenDevice; readonly flow?: Quantity; readonly fio2?: Quantity; readonly peep?: Quantity };
  "rhythm-seen": { readonly rhythm: Rhythm; readonly note?: string };
  "consciousness-assessed": { readonly level: ConsciousnessLevel } | { readonly sedation: { readonly scale: "RASS"; readonly value: number } };
  "sign-seen": { readonly sign: Sign; readonly present: boolean; readonly severity?: "mild" | "moderate" | "severe"; readonly note?: string };
  "laboratory-recorded": { readonly analyte: string; readonly quantity: Quantity; readonly sample: "arterial" | "venous" | "capillary" | "other" };
  "medication-given": { readonly name: string; readonly dose: Quantity; readonly route: string };
  "oxygen-scale-set": { readonly scale: 1 | 2; readonly prescriberName: string };
  "pregnancy-recorded": { readonly pregnant: boolean };
  "outcome-seen": { readonly outcome: Outcome; readonly note?: string };
  "shift-taken-over": { readonly fromPersonId: string; readonly toPersonId: string };
  "alarm-acknowledged": { readonly alarmKey: string; readonly note?: string };
  "signal-explained": { readonly channel: Channel; readonly finding: "artefact" | "sensor-off" | "arrest" | "other"; readonly note?: string };
  "pathway-opened": { readonly pathwayId: PathwayId; readonly reason: string };
  "pathway-step-done": { readonly openedBy: string; readonly stepId: string; readonly outcome: "done" | "not-applicable"; readonly note?: string };
  "pathway-closed": { readonly openedBy: string; readonly conclusion: string };
  "grade-confirmed": { readonly proposalKey: string; readonly term: string; readonly grade: number; readonly edition: string; readonly verdict: "confirmed" | "rejected"; readonly note?: string };
  "observation-noted": { readonly text: string };
  "discharge-recorded": { readonly destination: "home" | "ward"; readonly receivedBy?: string };
  "note-added": { readonly text: string };
  "override-recorded": { readonly condition: string; readonly reason: string };
  "event-corrected": {
    /** The event that no longer counts. */
    readonly supersedes: string;
    readonly reason: string;
    /** What holds instead; `null`: the event did not happen. */
    readonly replacement: { readonly [T in Exclude<InfusionEventType, "event-corrected">]: { readonly type: T; readonly clinicalTime: Instant; readonly data: InfusionEventData[T] } }[Exclude<InfusionEventType, "event-corrected">] | null;
  };
}

export type InfusionEventType = keyof InfusionEventData;

interface Envelope<T extends InfusionEventType> {
  /** UUIDv7, made where the event was made; the server is idempotent by it. */
  readonly id: string;
  readonly infusionId: string;
  readonly type: T;
  /** When it happened to the participant. */
  readonly clinicalTime: Instant;
  /** When the device wrote it down. */
  readonly deviceTime: Instant;
  /** When the server received it; `null` while it is only on the device. */
  readonly receivedAt: Instant | null;
  /** Who; a device gateway is its own author with role `device`. */
  readonly authorId: string;
  readonly authorRole: Role | "device" | "unsigned";
  readonly deviceId: string;
  /** `paper`: written down afterwards from paper, shown as late; `offline`: made without network. */
  readonly entry: "live" | "offline" | "paper";
  readonly data: InfusionEventData[T];
}

/** A discriminated union over `type`. */
export type InfusionEvent = { readonly [T in InfusionEventType]: Envelope<T> }[InfusionEventType];
/** One type's event. */
export type InfusionEventOf<T extends InfusionEventType> = Extract<InfusionEvent, { readonly type: T }>;
