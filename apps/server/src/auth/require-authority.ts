/** May this administrator change who another person is everywhere, not only at one site? */
import { ApiError } from "../http/api-error.ts";
import { findMemberships } from "../store/person-store.ts";
import type { Store } from "../store/store.ts";
import { type Session, rolesAt } from "./session.ts";

/**
 * A badge, a sign-in link and "active" hold at every site of a person. So only an administrator of all of them may
 * change these: otherwise one site's administrator could sign in as a person of another site.
 */
export async function requireAuthorityOver(store: Pick<Store, "auth">, session: Session, personId: string): Promise<void> {
  const memberships = await store.auth((tx) => findMemberships(tx, personId));
  const foreign = memberships.some(({ site }) => !rolesAt(session, site.id).includes("administrator"));
  if (foreign) throw new ApiError("not-permitted", { message: "The person also works at a site that you do not administer.", remedy: "Ask an administrator of all the person's sites." });
}
