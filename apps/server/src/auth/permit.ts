/** May this session call this operation at this site? The only place that decides it. */
import type { OperationAccess } from "@stroma/api/operations";
import { type OperationId, operations } from "@stroma/api/operations";
import type { Role } from "@stroma/domain";
import { type Session, rolesAt } from "./session.ts";

export type Permission = { readonly allowed: true } | { readonly allowed: false; readonly code: "not-signed-in" | "not-found" | "not-permitted"; readonly roles: readonly Role[] };

const yes: Permission = { allowed: true };
const no = (code: "not-signed-in" | "not-found" | "not-permitted", roles: readonly Role[] = []): Permission => ({ allowed: false, code, roles });

/** Who may write down facts may also report a stop without a tablet. */
const mayStop: readonly Role[] = operations.recordEvents.access.roles;

/**
 * @param siteId the site of the path; null for operations without one. It may be any text.
 *
 * A site that the person does not belong to answers as if it did not exist.
 */
export function permit(operationId: OperationId, session: Session, siteId: string | null): Permission {
  const access: OperationAccess = operations[operationId].access;
  if (access.kind === "public") return yes;
  if (access.kind === "gateway") return permitGateway(operationId, session);
  if (access.kind === "device") {
    if (session.tablet !== null && (siteId === null || session.tablet.siteId === siteId)) return yes;
    if (session.person === null || siteId === null) return no(session.tablet === null ? "not-signed-in" : "not-found");
  }
  if (session.person === null) return no("not-signed-in");
  if (siteId === null) return yes;
  const held = rolesAt(session, siteId);
  if (held.length === 0) return no("not-found");
  const wanted = access.kind === "roles" ? (access.roles ?? []) : access.kind === "device" ? mayStop : null;
  return wanted === null || wanted.some((role) => held.includes(role)) ? yes : no("not-permitted", wanted);
}

/** A gateway's own token; the demonstration clock also obeys an administrator. */
function permitGateway(operationId: OperationId, session: Session): Permission {
  if (session.gateway !== null) return yes;
  if (session.person === null) return no("not-signed-in");
  const administrator = session.memberships.some((membership) => membership.roles.includes("administrator"));
  return operationId === "setDemoClock" && administrator ? yes : no("not-permitted");
}
