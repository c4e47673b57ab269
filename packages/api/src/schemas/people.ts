/** Sign-in, people, devices. */
import Type from "typebox";
import { Code, DelegationText, Id, InstantText, LongText, RoleText, ShortText, Version, nullable, strict } from "./base.ts";

export const SignInBody = strict({ userName: ShortText, password: Type.String({ minLength: 1, maxLength: 200 }) });
export const RedeemLinkBody = strict({ token: Type.String({ minLength: 20, maxLength: 200 }) });
/** Badge alone (a scanner types it) or person and PIN. A PIN is always asked for. */
export const SwitchBody = Type.Union([
  strict({ badge: Code, pin: Type.String({ minLength: 4, maxLength: 12, pattern: "^[0-9]+$" }) }),
  strict({ personId: Id, pin: Type.String({ minLength: 4, maxLength: 12, pattern: "^[0-9]+$" }) }),
]);
export const ActAsExampleBody = strict({ personId: Id });
export const PasswordBody = strict({ currentPassword: Type.Optional(Type.String({ maxLength: 200 })), newPassword: Type.String({ minLength: 12, maxLength: 200 }) });
export const PinBody = strict({ newPin: Type.String({ minLength: 4, maxLength: 12, pattern: "^[0-9]+$" }) });

export const SitePart = strict({ id: Id, name: ShortText, country: Type.String(), timeZone: Type.String(), example: Type.Boolean(), roles: Type.Array(RoleText), delegations: Type.Array(DelegationText) });
export const PersonPart = strict({ id: Id, userName: ShortText, displayName: ShortText, example: Type.Boolean() });
export const ClockPart = strict({ now: InstantText, speed: Type.Number(), demo: Type.Boolean() });
export const SessionBody = strict({
  person: nullable(PersonPart),
  sites: Type.Array(SitePart),
  tablet: nullable(strict({ id: Id, name: ShortText, siteId: Id })),
  /** On example data, an administrator may sign in as each of these. */
  examplePeople: Type.Array(strict({ id: Id, displayName: ShortText, roles: Type.Array(RoleText) })),
  mustSetPassword: Type.Boolean(),
  clock: ClockPart,
});
export const SwitchablePeopleBody = strict({ people: Type.Array(strict({ id: Id, displayName: ShortText, roles: Type.Array(RoleText) })) });

export const PersonRow = strict({ id: Id, userName: ShortText, displayName: ShortText, roles: Type.Array(RoleText), delegations: Type.Array(DelegationText), badge: nullable(Code), active: Type.Boolean(), example: Type.Boolean(), version: Version });
export const PeopleBody = strict({ people: Type.Array(PersonRow) });
export const CreatePersonBody = strict({ userName: Type.String({ pattern: "^[a-z0-9][a-z0-9._-]{1,63}$" }), displayName: ShortText, roles: Type.Array(RoleText, { minItems: 1 }), delegations: Type.Array(DelegationText), badge: Type.Optional(Code) });
export const CreatedPersonBody = strict({ person: PersonRow, signInLink: Type.String() });
export const AmendPersonBody = strict({ expectedVersion: Version, roles: Type.Array(RoleText), delegations: Type.Array(DelegationText), badge: nullable(Code), active: Type.Boolean(), reason: LongText });
export const SignInLinkBody = strict({ signInLink: Type.String(), expiresAt: InstantText });

export const DeviceRow = strict({ id: Id, name: ShortText, kind: Type.Union([Type.Literal("tablet"), Type.Literal("gateway")]), createdAt: InstantText, lastSeenAt: nullable(InstantText), revokedAt: nullable(InstantText) });
export const DevicesBody = strict({ devices: Type.Array(DeviceRow) });
export const CreateDeviceBody = strict({ name: ShortText });
export const GatewayCreatedBody = strict({ device: DeviceRow, token: Type.String() });
export const TabletEnrolledBody = strict({ device: DeviceRow });
