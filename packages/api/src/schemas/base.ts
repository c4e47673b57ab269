/** Small schemas that the others build on. Everything refuses unknown properties. */
import { channels, roles, delegations, vasoactiveDrugs } from "@stroma/domain";
import Type, { type TProperties } from "typebox";

export const strict = <P extends TProperties>(properties: P, options: { description?: string } = {}) =>
  Type.Object(properties, { additionalProperties: false, ...options });
export const literals = <const T extends readonly string[]>(values: T) => Type.Unsafe<T[number]>({ type: "string", enum: [...values] });
export const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const Id = Type.String({ pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", description: "UUID" });
export const InstantText = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$", description: "UTC instant with milliseconds" });
export const DateText = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });
export const ShortText = Type.String({ minLength: 1, maxLength: 200 });
export const LongText = Type.String({ minLength: 1, maxLength: 2000 });
export const Code = Type.String({ minLength: 1, maxLength: 64, pattern: "^[A-Za-z0-9][A-Za-z0-9._:=/-]*$" });
export const Version = Type.Integer({ minimum: 1, description: "Version of the record; a write names the version that it saw" });
export const QuantityBody = strict({ value: Type.Number(), unit: Type.String({ minLength: 1, maxLength: 32 }) }, { description: "Value with UCUM unit" });
export const RoleText = literals(roles);
export const DelegationText = literals(delegations);
export const ChannelText = literals(channels);
export const VasoactiveText = literals(vasoactiveDrugs);

export const SourceBody = strict({ citation: Type.String(), status: literals(["verified", "computed", "recalled", "local-decision"] as const) });
export const ReasonBody = strict({
  code: Type.String(),
  path: Type.String(),
  rule: strict({ id: Type.String(), edition: Type.String() }),
  source: nullable(SourceBody),
  saw: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
  message: Type.String(),
  remedy: Type.String(),
});
export const DecisionBody = strict({
  outcome: literals(["allowed", "refused"] as const),
  rule: strict({ id: Type.String(), edition: Type.String() }),
  reasons: Type.Array(ReasonBody),
  met: Type.Array(ReasonBody),
});
export const FaultBody = strict({ path: Type.String(), code: Type.String(), message: Type.String(), remedy: Type.String(), line: Type.Optional(Type.Integer()), column: Type.Optional(Type.Integer()) });
export const ProblemBody = strict({
  code: Type.String(),
  message: Type.String(),
  remedy: Type.String(),
  requestId: Type.String(),
  serverTime: InstantText,
  faults: Type.Optional(Type.Array(FaultBody)),
  decision: Type.Optional(DecisionBody),
  retryAfterSeconds: Type.Optional(Type.Integer()),
});
