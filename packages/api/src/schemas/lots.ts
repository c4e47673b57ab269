/** Lots and bags. */
import Type from "typebox";
import { bagStates } from "@stroma/domain";
import { Code, DecisionBody, Id, InstantText, DateText, LongText, QuantityBody, ShortText, Version, literals, nullable, strict } from "./base.ts";

export const TestResultBody = strict({
  testId: ShortText,
  result: nullable(Type.Union([strict({ kind: Type.Literal("number"), quantity: QuantityBody }), strict({ kind: Type.Literal("qualitative"), value: ShortText })])),
  stage: literals(["interim", "final"] as const),
});
export const TestResultRow = strict({ ...TestResultBody.properties, reportedAt: InstantText, reportedBy: Type.String() });
export const ReleaseRow = strict({ kind: literals(["final", "conditional", "rejected", "withdrawn"] as const), signedBy: Type.String(), signedAt: InstantText, reason: Type.String() });
export const BagRow = strict({ id: Id, lotId: Id, code: Code, state: literals(bagStates), viableCells: nullable(QuantityBody), volume: nullable(QuantityBody), reservedForInfusionId: nullable(Id), thawedAt: nullable(InstantText), issuedAt: nullable(InstantText), version: Version });
const tissue = literals(["bone-marrow", "umbilical-cord", "adipose", "placenta", "dental-pulp", "other"] as const);
const lotFields = { code: Code, sourceTissue: tissue, passage: nullable(Type.Integer({ minimum: 0 })), donorEligible: nullable(Type.Boolean()), manufacturedOn: nullable(DateText), expiresAt: nullable(InstantText), carrier: ShortText, dmso: nullable(QuantityBody) };
export const LotRow = strict({ id: Id, ...lotFields, results: Type.Array(TestResultRow), release: nullable(ReleaseRow), bagCount: Type.Integer(), version: Version });
export const LotsBody = strict({ lots: Type.Array(LotRow) });
export const LotBody = strict({
  lot: LotRow,
  bags: Type.Array(BagRow),
  finalRelease: DecisionBody,
  conditionalRelease: DecisionBody,
  recall: Type.Array(strict({ participantId: Id, participantNumber: Type.String(), infusionId: Id, bagIds: Type.Array(Id) })),
  reconciliation: Type.Record(Type.String(), Type.Integer()),
});
export const CreateLotBody = strict({ ...lotFields, bags: Type.Array(strict({ code: Code, viableCells: nullable(QuantityBody), volume: nullable(QuantityBody) }), { minItems: 1, maxItems: 500 }) });
export const LotSavedBody = strict({ lot: LotRow });
export const RecordResultBody = strict({ expectedVersion: Version, ...TestResultBody.properties });
export const ReleaseLotBody = strict({ expectedVersion: Version, kind: literals(["final", "conditional", "rejected", "withdrawn"] as const), reason: LongText, pin: Type.String({ minLength: 4, maxLength: 12, description: "The signer's PIN: the signature" }) });
export const BagActionBody = strict({ action: ShortText, reason: Type.Optional(LongText), infusionId: Type.Optional(Id), expectedVersion: Version });
export const BagSavedBody = strict({ bag: BagRow });
