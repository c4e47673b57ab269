/** Infusions, events, commands, ward board, gateway. */
import type { InfusionEvent } from "@stroma/domain";
import Type from "typebox";
import { ChannelText, DecisionBody, FaultBody, Id, InstantText, LongText, QuantityBody, ShortText, literals, nullable, strict } from "./base.ts";
import { BagRow, LotRow } from "./lots.ts";
import { ConsentRow, ParticipantRow } from "./participants.ts";
import { ClockPart } from "./people.ts";
import { ProtocolBody } from "./studies.ts";

export const EventBody = Type.Unsafe<InfusionEvent>({ type: "object", description: "One infusion event" });
/** What a device sends: the server adds author, device and time of receipt. The domain's parser checks `data` by `type`. */
export const EventInput = strict({ id: Id, type: ShortText, clinicalTime: InstantText, deviceTime: InstantText, entry: literals(["live", "offline", "paper"] as const), data: Type.Record(Type.String(), Type.Unknown()), authorId: Type.Optional(Id) });
export const InfusionRow = strict({ id: Id, studyId: Id, participantId: Id, participantNumber: Type.String(), protocolVersion: Type.String(), doseLevel: nullable(Type.Integer()), plannedFor: InstantText, phase: literals(["preparing", "running", "paused", "stopped", "discharged"] as const) });
export const InfusionsBody = strict({ infusions: Type.Array(InfusionRow) });
export const PlanInfusionBody = strict({ participantId: Id, plannedFor: InstantText, bagIds: Type.Array(Id, { maxItems: 50 }) });
export const InfusionSavedBody = strict({ infusion: InfusionRow });
export const ReserveBagsBody = strict({ bagIds: Type.Array(Id, { maxItems: 50 }) });
export const DeviationRow = strict({ id: Id, key: Type.String(), kind: Type.String(), since: InstantText, message: Type.String(), reviewedBy: nullable(Type.String()), reviewedAt: nullable(InstantText), reviewNote: nullable(Type.String()) });
const Milliseconds = Type.Integer({ description: "Milliseconds since 1970, UTC" });
export const EventSeriesBody = strict({
  authorId: Type.String(), authorRole: Type.String(), deviceId: Type.String(), entry: literals(["live", "offline", "paper"] as const), method: literals(["hand", "device"] as const),
  channels: Type.Array(strict({ channel: ChannelText, unit: Type.String() })),
  ids: Type.Array(Id), clinicalTimes: Type.Array(Milliseconds), deviceTimes: Type.Array(Milliseconds), receivedAt: Type.Array(Milliseconds), values: Type.Array(Type.Array(nullable(Type.Number()))),
}, { description: "Events of vital signs that differ only in id, times and values; row i of every column is one event" });
export const InfusionBody = strict({
  infusion: InfusionRow,
  participant: ParticipantRow,
  consents: Type.Array(ConsentRow),
  protocol: ProtocolBody,
  limitsConfirmed: Type.Boolean(),
  lots: Type.Array(LotRow),
  bags: Type.Array(BagRow),
  events: Type.Array(EventBody),
  /** Vital signs as columns, where the caller asked for them so; they are then not among the events. */
  series: Type.Array(EventSeriesBody),
  deviations: Type.Array(DeviationRow),
  people: Type.Array(strict({ id: Id, displayName: ShortText })),
  /** Follow the infusion from here, and nothing is missed. */
  position: Type.String(),
  clock: ClockPart,
});
export const RecordEventsBody = strict({ sentAt: InstantText, events: Type.Array(Type.Unknown(), { minItems: 1, maxItems: 500 }) });
export const EventResult = strict({ id: nullable(Type.String()), outcome: literals(["accepted", "duplicate", "rejected"] as const), receivedAt: nullable(InstantText), faults: Type.Array(FaultBody) });
export const EventResultsBody = strict({ results: Type.Array(EventResult), serverTime: InstantText });
export const StartBody = strict({ sentAt: InstantText, event: EventInput });
export const CommandBody = strict({ sentAt: InstantText, event: EventInput });
export const CommandAcceptedBody = strict({ decision: DecisionBody, event: EventBody });
export const StopBody = strict({ sentAt: InstantText, event: EventInput });
export const ReviewBody = strict({ note: LongText });
export const AlarmPart = strict({ key: Type.String(), severity: literals(["critical", "warning"] as const), kind: Type.String(), channel: nullable(Type.String()), since: InstantText, message: Type.String(), acknowledged: Type.Boolean(), escalated: Type.Boolean() });
export const BoardRow = strict({
  infusionId: Id, participantNumber: Type.String(), phase: InfusionRow.properties.phase, doseLevel: nullable(Type.Integer()), synthetic: Type.Boolean(), protocolVersion: Type.String(),
  rate: nullable(QuantityBody), volumeGiven: nullable(QuantityBody), nextDue: nullable(strict({ at: InstantText, label: Type.String() })),
  thawEndsBy: nullable(InstantText), observationUntil: nullable(InstantText), issuedUnverifiedSince: nullable(InstantText),
  unauthorised: Type.Boolean(), openDeviations: Type.Integer(), alarms: Type.Array(AlarmPart), lastVitalSignAt: nullable(InstantText), at: InstantText,
});
export const BoardBody = strict({ rows: Type.Array(BoardRow), clock: ClockPart });
export const GatewayBody = strict({
  infusionId: Id,
  sentAt: InstantText,
  batches: Type.Array(strict({ id: Id, at: InstantText, samples: Type.Array(strict({ channel: ChannelText, value: nullable(Type.Number()), unit: Type.String({ minLength: 1, maxLength: 32 }) }), { minItems: 1, maxItems: 50 }) }), { minItems: 1, maxItems: 500 }),
});
export const DemoClockBody = strict({ speed: Type.Number({ minimum: 1, maximum: 600 }) });
/** Server-sent events: name and data. */
export type LiveMessage =
  | { readonly name: "hello"; readonly data: { readonly clock: { now: string; speed: number; demo: boolean } } }
  | { readonly name: "clock"; readonly data: { readonly now: string; readonly speed: number; readonly demo: boolean } }
  | { readonly name: "events"; readonly data: { readonly events: readonly InfusionEvent[] } }
  | { readonly name: "changed"; readonly data: { readonly what: "context" | "deviations" } }
  | { readonly name: "board"; readonly data: { readonly rows: readonly unknown[]; readonly removed: readonly string[] } };
