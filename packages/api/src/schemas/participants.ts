/** Participants, consent, eligibility, contacts. */
import Type from "typebox";
import { consentSigners } from "@stroma/domain";
import { Code, Id, InstantText, LongText, QuantityBody, ShortText, Version, literals, nullable, strict } from "./base.ts";

export const WeightPart = strict({ quantity: QuantityBody, at: InstantText });
export const ConsentRow = strict({ id: Id, participantId: Id, version: Type.String(), signer: literals(consentSigners), scopes: Type.Array(Type.String()), signedAt: InstantText, withdrawnAt: nullable(InstantText), recordedBy: Type.String() });
export const ContactRow = strict({ id: Id, text: Type.String(), dueAt: InstantText, doneAt: nullable(InstantText), result: nullable(Type.String()), doneBy: nullable(Type.String()) });
export const ParticipantRow = strict({
  id: Id, number: Code, wristbandCode: Code, sex: nullable(literals(["female", "male"] as const)), birthYear: nullable(Type.Integer()),
  lastWeight: nullable(WeightPart), height: nullable(QuantityBody), doseLevel: nullable(Type.Integer()), cohort: nullable(Type.Integer()), slot: nullable(Type.Integer()),
  synthetic: Type.Boolean(), studyId: Id, protocolVersion: Type.String(), consentInForce: Type.Boolean(), eligible: nullable(Type.Boolean()), version: Version,
});
export const ParticipantsBody = strict({ participants: Type.Array(ParticipantRow) });
export const ParticipantBody = strict({
  participant: ParticipantRow,
  eligibility: nullable(Type.Record(Type.String(), nullable(Type.Boolean()))),
  consents: Type.Array(ConsentRow),
  infusions: Type.Array(strict({ id: Id, plannedFor: InstantText, phase: Type.String() })),
  contacts: Type.Array(ContactRow),
});
const body = { sex: nullable(literals(["female", "male"] as const)), birthYear: nullable(Type.Integer({ minimum: 1900, maximum: 2100 })), weight: nullable(WeightPart), height: nullable(QuantityBody), wristbandCode: Code };
export const CreateParticipantBody = strict({ number: Code, ...body, synthetic: Type.Boolean() });
export const AmendParticipantBody = strict({ expectedVersion: Version, reason: LongText, ...body });
export const EligibilityBody = strict({ expectedVersion: Version, answers: Type.Record(Type.String({ maxLength: 100 }), nullable(Type.Boolean())) });
export const AssignDoseBody = strict({ expectedVersion: Version, doseLevel: Type.Integer({ minimum: 1 }), cohort: Type.Integer({ minimum: 1, maximum: 100_000 }), slot: Type.Integer({ minimum: 1, maximum: 100_000 }), reason: LongText });
export const RecordConsentBody = strict({ version: ShortText, signer: literals(consentSigners), scopes: Type.Array(ShortText, { minItems: 1, maxItems: 50 }), signedAt: InstantText });
export const WithdrawBody = strict({ reason: LongText, withdrawnAt: InstantText });
export const ContactResultBody = strict({ result: LongText });
export const ConsentBody = strict({ consent: ConsentRow });
export const ParticipantSavedBody = strict({ participant: ParticipantRow });
