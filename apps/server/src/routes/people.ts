/** People of a site: who they are, what they may do, how they first come in. */
import type { AppParts } from "../app-parts.ts";
import { issueLink } from "../auth/issue-link.ts";
import { requireAuthorityOver } from "../auth/require-authority.ts";
import { ApiError } from "../http/api-error.ts";
import { register, type HandlerInput, type RouteApp } from "../http/register.ts";
import { asAuthority } from "../store/as-authority.ts";
import { findSitePeople, insertPerson, setSiteRole, type SitePerson, updatePerson } from "../store/person-store.ts";
import { endSessionsOf } from "../store/session-store.ts";
import type { Tx } from "../store/store.ts";

const rowOf = (person: SitePerson) => ({ ...person, roles: [...person.roles], delegations: [...person.delegations] });

export function addPeopleRoutes(app: RouteApp): void {
  const { parts } = app;
  register(app, "listPeople", async ({ siteId }) => ({ people: (await parts.store.read(siteId, (tx) => findSitePeople(tx, siteId))).map(rowOf) }));
  register(app, "createPerson", (input) => createPerson(parts, input));
  register(app, "amendPerson", (input) => amendPerson(parts, input));
  register(app, "issueSignInLink", async ({ siteId, actor, now, params, session, request }) => {
    const { personId } = params;
    await parts.store.read(siteId, (tx) => requirePerson(tx, siteId, personId));
    await requireAuthorityOver(parts.store, session, personId);
    return parts.store.write({ siteId, studyId: null, actor, now }, async ({ tx, audit }) => {
      const person = await requirePerson(tx, siteId, personId);
      if (!person.active || person.example) throw new ApiError("refused", { message: "Nobody signs in under this name.", remedy: "Example people are acted as; an inactive person is made active first." });
      audit({ what: "person.link-issued", entity: "person", entityId: personId, from: null, to: null });
      return asAuthority(tx, () => issueLink(tx, personId, { request, realNow: parts.realNow() }));
    });
  });
}

async function requirePerson(tx: Tx, siteId: string, personId: string): Promise<SitePerson> {
  const [person] = await findSitePeople(tx, siteId, personId);
  if (person === undefined) throw new ApiError("not-found");
  return person;
}

function createPerson(parts: AppParts, { siteId, actor, now, body, request }: HandlerInput<"createPerson">) {
  const id = parts.newId();
  return parts.store.write({ siteId, studyId: null, actor, now }, async ({ tx, audit }) => {
    await insertPerson(tx, { id, userName: body.userName, displayName: body.displayName, example: false, badge: body.badge ?? null, now });
    await setSiteRole(tx, siteId, id, body.roles, body.delegations);
    const person = rowOf(await requirePerson(tx, siteId, id));
    audit({ what: "person.created", entity: "person", entityId: id, from: null, to: person });
    const { signInLink } = await asAuthority(tx, () => issueLink(tx, id, { request, realNow: parts.realNow() }));
    return { person, signInLink };
  });
}

async function amendPerson(parts: AppParts, { siteId, actor, now, params, session, body }: HandlerInput<"amendPerson">) {
  const { personId } = params;
  const before = await parts.store.read(siteId, (tx) => requirePerson(tx, siteId, personId));
  if (before.badge !== body.badge || before.active !== body.active) await requireAuthorityOver(parts.store, session, personId);
  const answer = await parts.store.write({ siteId, studyId: null, actor, now }, async ({ tx, audit }) => {
    const from = await requirePerson(tx, siteId, personId);
    await updatePerson(tx, personId, body.expectedVersion, { badge: body.badge, active: body.active });
    await setSiteRole(tx, siteId, personId, body.roles, body.delegations);
    const people = await findSitePeople(tx, siteId);
    // Without an administrator nobody could ever change anything again.
    if (!people.some((person) => person.active && !person.example && person.roles.includes("administrator"))) {
      throw new ApiError("refused", { message: "The site would have no administrator any more.", remedy: "Make another person administrator first." });
    }
    if (from.active && !body.active) await asAuthority(tx, () => endSessionsOf(tx, personId, parts.realNow(), null));
    const person = rowOf(await requirePerson(tx, siteId, personId));
    audit({ what: "person.amended", entity: "person", entityId: personId, from: rowOf(from), to: person, reason: body.reason });
    return { person };
  });
  parts.sessions.forget();
  return answer;
}
