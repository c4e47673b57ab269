/** Small schemas that the others build on. Everything refuses unknown properties. */
import { channels, roles, delegations, vasoactiveDrugs } from "@stroma/domain";
import Type, { type TProperties } from "typebox";

export const strict = <P extends TProperties>(properties: P, options: { description?: string } = {}) =>
  Type.Object(properties, { additionalProperties: false, ...options });
export const literals = <const T extends readonly string[]>(values: T) => Type.Unsafe<T[number]>({ type: "string", enum: [...values] });
export const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const Id = Type.String({ pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", description: "UUID" });
// A date that the calendar has, from year 1 on: no 30th of February, and the 29th in leap years only. What no database could
// keep is a fault of the input, not a surprise later.
const inAnyYear = "\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))";
const leapDay = "(?:\\d{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29";
const date = `(?!0000)(?:${inAnyYear}|${leapDay})`;
export const InstantText = Type.String({ pattern: `^${date}T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}Z$`, description: "UTC instant with milliseconds" });
export const DateText = Type.String({ pattern: `^${date}$` });
export const ShortText = Type.String({ minLength: 1, maxLength: 200 });
export const LongText = Type.String({ minLength: 1, maxLength: 2000 });
export const Code = Type.String({ minLength: 1, maxLength: 64, pattern: "^[A-Za-z0-9][A-Za-z0-9._:=/-]*$" });
export const Version = Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: "Version of the record; a write names the version that it saw" });
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
