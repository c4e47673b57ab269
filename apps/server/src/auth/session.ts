/** Who speaks: a person, a tablet, a gateway, or nobody. */
import type { Delegation, Role } from "@stroma/domain";
import type { Membership } from "../store/person-store.ts";

export interface DeviceIdentity {
  readonly id: string;
  readonly name: string;
  readonly siteId: string;
}
export interface Session {
  readonly person: { readonly id: string; readonly userName: string; readonly displayName: string; readonly example: boolean } | null;
  /** The administrator behind an example person; the person's own id otherwise. */
  readonly signedInPersonId: string | null;
  readonly mustSetPassword: boolean;
  readonly memberships: readonly Membership[];
  readonly tablet: DeviceIdentity | null;
  readonly gateway: DeviceIdentity | null;
  /** Key of the session's row; null when nobody is signed in. */
  readonly tokenHash: string | null;
}

export const nobody: Session = { person: null, signedInPersonId: null, mustSetPassword: false, memberships: [], tablet: null, gateway: null, tokenHash: null };

export const rolesAt = (session: Session, siteId: string): readonly Role[] => session.memberships.find((membership) => membership.site.id === siteId)?.roles ?? [];
export const delegationsAt = (session: Session, siteId: string): readonly Delegation[] => session.memberships.find((membership) => membership.site.id === siteId)?.delegations ?? [];
