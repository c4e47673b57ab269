/** Studies, protocols, confirmation of limits, dose levels, holds. */
import type { Protocol } from "@stroma/domain";
import Type from "typebox";
import { Id, InstantText, LongText, QuantityBody, ShortText, SourceBody, nullable, strict } from "./base.ts";

/** The resolved protocol; its own schema is published with the protocol documents. */
export const ProtocolBody = Type.Unsafe<Protocol>({ type: "object", description: "Resolved protocol, format stroma-protocol/1" });
export const ClinicalNumber = strict({ path: Type.String(), label: Type.String(), quantity: nullable(QuantityBody), source: SourceBody });
export const StudyRow = strict({ id: Id, code: ShortText, title: Type.String(), protocolVersion: Type.String(), example: Type.Boolean(), limitsConfirmed: Type.Boolean(), participants: Type.Integer() });
export const StudiesBody = strict({ studies: Type.Array(StudyRow) });
export const ConfirmationPart = strict({ protocolVersion: Type.String(), confirmedBy: ShortText, confirmedAt: InstantText, statement: Type.String(), localDecisions: Type.Array(strict({ path: Type.String(), reason: Type.String() })) });
export const DoseLevelPart = strict({ level: Type.Integer({ minimum: 1 }), label: Type.String(), quantity: QuantityBody, planned: Type.Integer(), assigned: Type.Integer(), treated: Type.Integer(), open: Type.Boolean(), changedBy: nullable(Type.String()), changedAt: nullable(InstantText) });
export const HoldPart = strict({ id: Id, reason: Type.String(), placedBy: Type.String(), placedAt: InstantText, liftedAt: nullable(InstantText), liftedBy: nullable(Type.String()), liftReason: nullable(Type.String()) });
export const StudyBody = strict({
  study: StudyRow,
  protocol: ProtocolBody,
  protocolId: Id,
  numbers: Type.Array(ClinicalNumber),
  versions: Type.Array(strict({ id: Id, version: Type.String(), loadedAt: InstantText })),
  confirmation: nullable(ConfirmationPart),
  doseLevels: Type.Array(DoseLevelPart),
  holds: Type.Array(HoldPart),
});
export const CreateStudyBody = strict({ document: Type.String({ minLength: 1, maxLength: 1_000_000, description: "Protocol document, YAML" }) });
export const StudyCreatedBody = strict({ studyId: Id, protocolId: Id, version: Type.String() });
export const ConfirmLimitsBody = strict({ protocolVersion: Type.String(), statement: LongText, localDecisions: Type.Array(strict({ path: Type.String({ minLength: 1, maxLength: 300 }), reason: LongText }), { maxItems: 500 }) });
export const SetDoseLevelBody = strict({ open: Type.Boolean(), reason: LongText });
export const HoldBody = strict({ reason: LongText });
