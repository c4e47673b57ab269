/** The actor that an audit entry names, from a session. */
import { type OperationId, operations } from "@stroma/api/operations";
import type { OperationAccess } from "@stroma/api/operations";
import type { Actor } from "../store/store.ts";
import { type Session, delegationsAt, rolesAt } from "./session.ts";

/** Acts under the first role that the operation asks for and the person holds at the site. */
export function actorOf(operationId: OperationId, session: Session, siteId: string | null): Actor {
  const { person, tablet, gateway } = session;
  const deviceId = gateway?.id ?? tablet?.id ?? null;
  if (person === null) {
    return { personId: null, displayName: gateway?.name ?? tablet?.name ?? "nobody", role: gateway === null ? "unsigned" : "device", roles: [], delegations: [], deviceId };
  }
  const roles = siteId === null ? [] : rolesAt(session, siteId);
  const access: OperationAccess = operations[operationId].access;
  const role = access.roles?.find((wanted) => roles.includes(wanted)) ?? roles[0] ?? "unsigned";
  return { personId: person.id, displayName: person.displayName, role, roles, delegations: siteId === null ? [] : delegationsAt(session, siteId), deviceId };
}
