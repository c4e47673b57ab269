/** Where a person's own affairs (password, PIN) are written down: the tablet's site, else the first site of the person. */
import type { Instant } from "@stroma/domain";
import type { Actor, WriteScope } from "../store/store.ts";
import type { Session } from "./session.ts";

/** Null for a person without any site: there is no chain that could hold an entry. */
export function homeScope(session: Session, now: Instant): WriteScope | null {
  const home = session.memberships.find(({ site }) => site.id === session.tablet?.siteId) ?? session.memberships[0];
  if (home === undefined || session.person === null) return null;
  const actor: Actor = { personId: session.person.id, displayName: session.person.displayName, role: home.roles[0] ?? "unsigned", roles: home.roles, delegations: home.delegations, deviceId: session.tablet?.id ?? null };
  return { siteId: home.site.id, studyId: null, actor, now };
}
