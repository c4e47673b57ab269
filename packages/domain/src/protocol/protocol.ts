/**
 * A protocol is data: everything that differs between studies. The application holds no study-specific number of its own.
 * This is the resolved form (after `extends`), which travels to the browser; the YAML form is described in `protocol-schema.ts`.
 */
import type { Quantity } from "../quantity/quantity.ts";
import type { Role } from "../terminology/role.ts";
import type { Source } from "./source.ts";

/** A clinical number: value, unit, source. */
export interface SourcedQuantity extends Quantity {
  readonly source: Source;
}

export const limitIds = [
  "dose-cells-maximum",
  "infusion-rate-maximum",
  "cell-rate-maximum",
  "cell-concentration-maximum",
  "infusion-duration-minimum",
  "infusion-duration-maximum",
  "dmso-dose-maximum",
  "endotoxin-rate-maximum",
  "thaw-to-end-maximum",
  "weight-plausible-minimum",
  "weight-plausible-maximum",
  "weight-change-tolerance",
  "baseline-age-maximum",
  "weight-age-maximum",
  "clock-skew-maximum",
  "issued-unverified-maximum",
  "alarm-escalation-after",
  "stagger-between-participants",
  "stagger-between-cohorts",
  "observation-duration-minimum",
] as const;
export type LimitId = (typeof limitIds)[number];

/** A safety limit. `loosens` is the reason why a study may be less strict than the ruleset that it extends. */
export interface Limit extends SourcedQuantity {
  readonly loosens?: string;
}

export interface DoseLevel {
  /** Ordinal level, from 1. */
  readonly level: number;
  readonly label: string;
  readonly quantity: SourcedQuantity;
  /** Planned participants at this level; 0 where a ruleset names none. */
  readonly participants: number;
}

export const weightBases = ["actual", "predicted"] as const;
export type WeightBasis = (typeof weightBases)[number];

export interface DoseDefinition {
  readonly basis: WeightBasis;
  /** Formula used when `basis` is `predicted`; see `participant/predicted-body-weight.ts`. */
  readonly predictedWeightFormula: string | null;
  readonly levels: readonly DoseLevel[];
}

export const consentSigners = ["participant", "legal-representative", "deferred"] as const;
export type ConsentSigner = (typeof consentSigners)[number];

export interface ConsentDefinition {
  /** Version of the approved consent text now in force. */
  readonly version: string;
  readonly signers: readonly ConsentSigner[];
  readonly scopes: readonly { readonly id: string; readonly title: string; readonly required: boolean }[];
  /** Risks told to the participant, each with source. */
  readonly risks: readonly { readonly id: string; readonly text: string; readonly source: Source }[];
}

export interface EligibilityCriterion {
  readonly id: string;
  readonly kind: "inclusion" | "exclusion";
  readonly text: string;
  readonly source: Source;
}

/** One release test. `comparator` and `limit` for numbers, `expected` for qualitative results. */
export interface ReleaseTest {
  readonly id: string;
  readonly title: string;
  readonly kind: "number" | "qualitative";
  readonly comparator?: ">=" | "<=" | "<" | ">";
  readonly limit?: Quantity;
  readonly expected?: string;
  readonly required: boolean;
  /** May a lot be released conditionally while this final result is still awaited? Names the interim test. */
  readonly interim?: string;
  readonly source: Source;
  /** Why a study may be less strict here than the ruleset that it extends. */
  readonly loosens?: string;
}

export const itemKinds = ["confirm", "scan", "value", "choice"] as const;
export type ItemKind = (typeof itemKinds)[number];

/** What the infusion day asks. Nothing is pre-ticked. */
export interface ChecklistItem {
  readonly id: string;
  readonly text: string;
  readonly kind: ItemKind;
  /** For `value`: UCUM unit and, where given, the accepted range. */
  readonly unit?: string;
  readonly range?: { readonly low?: number; readonly high?: number };
  /** For `choice`: codes and titles; for `scan`: what has to be scanned. */
  readonly options?: readonly { readonly code: string; readonly title: string; readonly acceptable: boolean }[];
  readonly scans?: "wristband" | "bag";
  readonly required: boolean;
  /** May a person with one of these roles override the item with a reason? Empty: never. */
  readonly overrideBy: readonly Role[];
  readonly topic: "identity" | "staff" | "emergency-equipment" | "product" | "participant" | "line" | "explanation" | "general";
  readonly source: Source;
  /** Why a study may be less strict here than the ruleset that it extends. */
  readonly loosens?: string;
}

export const phaseIds = ["day-before", "arrival", "product-receipt", "time-out", "infusion", "observation", "discharge"] as const;
export type PhaseId = (typeof phaseIds)[number];

export interface ChecklistPhase {
  readonly id: PhaseId;
  readonly title: string;
  readonly items: readonly ChecklistItem[];
  /** Why a study may be less strict here than the ruleset that it extends. */
  readonly loosens?: string;
}

export const channels = [
  "heart-rate",
  "pulse-rate",
  "respiratory-rate",
  "oxygen-saturation",
  "systolic-pressure",
  "diastolic-pressure",
  "mean-pressure",
  "arterial-systolic-pressure",
  "arterial-diastolic-pressure",
  "arterial-mean-pressure",
  "temperature",
] as const;
export type Channel = (typeof channels)[number];

export type BandSeverity = "critical" | "warning" | "none";

/** One band of a channel: `from` inclusive, `to` exclusive (the last band includes its end). Bands cover `plausible` without hole or overlap. */
export interface ChannelBand {
  readonly from: number;
  readonly to: number;
  readonly severity: BandSeverity;
  readonly source: Source;
}

export interface ChannelDefinition {
  readonly channel: Channel;
  readonly title: string;
  readonly unit: string;
  /** Values outside are marked implausible and never shown as normal. */
  readonly plausible: { readonly low: number; readonly high: number; readonly source: Source };
  readonly bands: readonly ChannelBand[];
  /** A device channel without a value for this long is stale. */
  readonly staleAfter: SourcedQuantity;
  /** Zero means: signal lost or arrest (true), or zero is an ordinary implausible value (false). */
  readonly zeroMeansLost: boolean;
  /** Channels that, when plausible and fresh, clear a lost signal of this channel. */
  readonly corroboratedBy: readonly Channel[];
  /** The baseline set must hold this channel. */
  readonly inBaseline: boolean;
  /** Why a study may be less strict here than the ruleset that it extends. */
  readonly loosens?: string;
}

/** Change against the baseline value of the same channel. */
export interface RelativeRule {
  readonly id: string;
  readonly channel: Channel;
  readonly direction: "rise" | "fall" | "either";
  /** Either a share of the baseline (unit `%`) or an absolute change in the channel's unit. */
  readonly change: SourcedQuantity;
  readonly severity: "critical" | "warning";
  /** Why a study may be less strict here than the ruleset that it extends. */
  readonly loosens?: string;
}

/** Change within a window, baseline or not. */
export interface TrendRule {
  readonly id: string;
  readonly channel: Channel;
  readonly direction: "rise" | "fall";
  readonly change: SourcedQuantity;
  readonly within: SourcedQuantity;
  readonly severity: "critical" | "warning";
  /** Why a study may be less strict here than the ruleset that it extends. */
  readonly loosens?: string;
}

/** When manual vital signs are due: minutes after the anchor, or every so many minutes. */
export interface VitalSignScheduleEntry {
  readonly anchor: "baseline" | "start" | "observation-start";
  readonly at: readonly SourcedQuantity[];
  readonly every?: SourcedQuantity;
  readonly channels: readonly Channel[];
  /** Why a study may be less strict here than the ruleset that it extends. */
  readonly loosens?: string;
}

export interface MonitoringDefinition {
  readonly channels: readonly ChannelDefinition[];
  readonly relativeRules: readonly RelativeRule[];
  readonly trendRules: readonly TrendRule[];
  readonly schedule: readonly VitalSignScheduleEntry[];
  /** A due vital sign is overdue after this. */
  readonly overdueAfter: Limit;
}

/** One trigger of an infusion-associated-event rule set, for example START's vasopressor increase. */
export type EventTrigger =
  | { readonly kind: "vasopressor-increase"; readonly drug: string; readonly comparator: ">=" | ">"; readonly increase: SourcedQuantity }
  | { readonly kind: "vasopressor-count"; readonly count: number; readonly source: Source }
  | { readonly kind: "new-rhythm"; readonly rhythms: readonly string[]; readonly source: Source }
  | { readonly kind: "cardioversion"; readonly source: Source }
  | {
      readonly kind: "hypoxaemia";
      readonly fio2Increase: SourcedQuantity;
      readonly peepIncrease: SourcedQuantity;
      readonly combine: "and" | "or";
      readonly fio2Comparator: ">=" | ">";
      readonly targetSaturation?: { readonly low: number; readonly high: number; readonly source: Source };
    }
  | { readonly kind: "new-intubation"; readonly from: readonly string[]; readonly source: Source }
  | { readonly kind: "sign"; readonly signs: readonly string[]; readonly source: Source }
  | { readonly kind: "outcome"; readonly outcomes: readonly string[]; readonly source: Source };

export interface InfusionEventRule {
  readonly id: string;
  readonly title: string;
  /** Time after the start of the infusion in which the trigger counts. */
  readonly window: SourcedQuantity;
  readonly trigger: EventTrigger;
}

export interface InfusionEventRuleSet {
  readonly id: string;
  readonly title: string;
  readonly edition: string;
  /** A stand-in for a definition that was not published: said on every display. */
  readonly standIn: boolean;
  readonly rules: readonly InfusionEventRule[];
}

export interface PathwayStep {
  readonly id: string;
  readonly text: string;
  readonly who: readonly Role[];
  /** Seconds or minutes after opening by which the step is due. */
  readonly due?: SourcedQuantity;
  /** Repeats at this interval until the pathway is closed. */
  readonly repeat?: SourcedQuantity;
  readonly source: Source;
}

export const pathwayIds = ["embolism", "anaphylaxis", "contamination", "overload", "unspecific-reaction"] as const;
export type PathwayId = (typeof pathwayIds)[number];

export interface Pathway {
  readonly id: PathwayId;
  readonly title: string;
  readonly recognition: readonly string[];
  readonly stopFirst: boolean;
  readonly quarantineBag: boolean;
  readonly notify: readonly string[];
  readonly steps: readonly PathwayStep[];
  /** Why a study may be less strict here than the ruleset that it extends. */
  readonly loosens?: string;
}

/** One condition for discharge. */
export type DischargeCriterion =
  | { readonly id: string; readonly kind: "relative"; readonly channel: Channel; readonly tolerance: SourcedQuantity; readonly loosens?: string }
  | { readonly id: string; readonly kind: "absolute"; readonly channel: Channel; readonly low?: number; readonly high?: number; readonly onRoomAirOnly?: boolean; readonly source: Source; readonly loosens?: string }
  | { readonly id: string; readonly kind: "item"; readonly item: string; readonly source: Source; readonly loosens?: string };

export interface ObservationDefinition {
  readonly criteria: readonly DischargeCriterion[];
  readonly nextContact: { readonly after: SourcedQuantity; readonly text: string };
}

/** A complication after which no further infusion is given to the same participant. */
export interface RechallengeRule {
  readonly id: string;
  readonly text: string;
  readonly pathways: readonly PathwayId[];
  readonly source: Source;
  /** Why a study may be less strict here than the ruleset that it extends. */
  readonly loosens?: string;
}

export interface Protocol {
  readonly format: "stroma-protocol/1";
  readonly id: string;
  readonly version: string;
  readonly kind: "ruleset" | "study";
  readonly title: string;
  readonly summary: string;
  readonly language: string;
  readonly extends: { readonly id: string; readonly version: string } | null;
  readonly setting: "inpatient" | "outpatient";
  readonly dose: DoseDefinition;
  readonly limits: Readonly<Partial<Record<LimitId, Limit>>>;
  readonly consent: ConsentDefinition;
  readonly eligibility: readonly EligibilityCriterion[];
  readonly release: readonly ReleaseTest[];
  readonly checklist: readonly ChecklistPhase[];
  readonly monitoring: MonitoringDefinition;
  readonly infusionEvents: readonly InfusionEventRuleSet[];
  readonly pathways: readonly Pathway[];
  readonly observation: ObservationDefinition;
  readonly rechallenge: readonly RechallengeRule[];
}
