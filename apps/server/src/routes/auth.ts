/** Signing in and out, switching the person on a tablet, acting as an example person. */
import type { AppParts } from "../app-parts.ts";
import { homeScope } from "../auth/home-scope.ts";
import { limited } from "../auth/limited.ts";
import { closeSession, openSession, readAgain } from "../auth/open-session.ts";
import { hashSecret, hashToken, verifySecret } from "../auth/secrets.ts";
import { exampleSitesOf, sessionBody } from "../auth/session-body.ts";
import { type Session, nobody } from "../auth/session.ts";
import { ApiError } from "../http/api-error.ts";
import { register, type RouteApp } from "../http/register.ts";
import { asAuthority } from "../store/as-authority.ts";
import { findCredential, findExamplePeople, findMemberships, findPersonBy, findSitePeople, setCredential } from "../store/person-store.ts";
import { endSessionsOf, setActingPerson, useLink } from "../store/session-store.ts";

export function addAuthRoutes(app: RouteApp): void {
  const { parts } = app;
  const { store } = parts;

  register(app, "readSession", ({ session }) => sessionBody(parts, session));

  register(app, "signIn", async (input) => {
    const { userName, password } = input.body;
    const keys = { own: { kind: "user-name", value: userName.toLowerCase() }, common: { kind: "address", value: input.request.ip } } as const;
    const personId = await limited({ store, now: parts.realNow() }, keys, () => provePassword(parts, userName, password));
    return sessionBody(parts, await openSession(parts, input, personId, null));
  });

  register(app, "redeemLink", async (input) => {
    const personId = await store.auth(async (tx) => {
      const found = await useLink(tx, hashToken(input.body.token), parts.realNow());
      return found !== null && (await findPersonBy(tx, { id: found }))?.active === true ? found : null;
    });
    if (personId === null) throw new ApiError("wrong-credentials");
    return sessionBody(parts, await openSession(parts, input, personId, null));
  });

  register(app, "switchPerson", async (input) => {
    const { tablet } = input.session;
    if (tablet === null) throw new ApiError("not-signed-in");
    const { body } = input;
    const person = await store.auth((tx) => findPersonBy(tx, "badge" in body ? { badge: body.badge } : { id: body.personId }));
    const named = "badge" in body ? body.badge : body.personId;
    const keys = { own: { kind: "pin-person", value: person?.id ?? named }, common: { kind: "pin-tablet", value: tablet.id } } as const;
    const personId = await limited({ store, now: parts.realNow() }, keys, async () => {
      const known = person !== null && person.active && (await store.auth((tx) => findMemberships(tx, person.id))).some(({ site }) => site.id === tablet.siteId);
      const stored = known ? (await store.auth((tx) => findCredential(tx, person.id))).pinHash : null;
      return (await verifySecret(stored, body.pin)) && known ? person.id : null;
    });
    return sessionBody(parts, await openSession(parts, input, personId, tablet.id));
  });

  register(app, "listSwitchablePeople", async ({ session }) => {
    const { tablet } = session;
    if (tablet === null) throw new ApiError("not-signed-in");
    const people = await store.auth((tx) => findSitePeople(tx, tablet.siteId));
    return { people: people.filter((person) => person.active).map(({ id, displayName, roles }) => ({ id, displayName, roles: [...roles] })) };
  });

  register(app, "lockTablet", async (input) => {
    await closeSession(parts, input);
    return sessionBody(parts, { ...nobody, tablet: input.session.tablet });
  });

  register(app, "signOut", async (input) => {
    await closeSession(parts, input);
    return {};
  });

  register(app, "actAsExample", async ({ session, body, request, now }) => {
    await actAsExample(parts, session, body.personId, now);
    return sessionBody(parts, await readAgain(parts, request));
  });

  register(app, "changePassword", async ({ session, body, request, now }) => {
    refuseWhileActing(session);
    const personId = session.signedInPersonId ?? "";
    const { passwordHash } = await store.auth((tx) => findCredential(tx, personId));
    if (passwordHash !== null) {
      const keys = { own: { kind: "user-name", value: session.person?.userName ?? "" }, common: { kind: "address", value: request.ip } } as const;
      await limited({ store, now: parts.realNow() }, keys, async () => ((await verifySecret(passwordHash, body.currentPassword ?? "")) ? true : null));
    }
    await changeCredential(parts, session, { passwordHash: await hashSecret(body.newPassword) }, now);
    return sessionBody(parts, await readAgain(parts, request));
  });

  register(app, "changePin", async ({ session, body, now }) => {
    refuseWhileActing(session);
    await changeCredential(parts, session, { pinHash: await hashSecret(body.newPin) }, now);
    return {};
  });
}

async function provePassword(parts: AppParts, userName: string, password: string): Promise<string | null> {
  const found = await parts.store.auth(async (tx) => {
    const person = await findPersonBy(tx, { userName: userName.toLowerCase() });
    return person === null || !person.active ? null : { id: person.id, ...(await findCredential(tx, person.id)) };
  });
  return (await verifySecret(found?.passwordHash ?? null, password)) ? (found?.id ?? null) : null;
}

/** An administrator who acts as somebody else must not change that person's credentials. */
function refuseWhileActing(session: Session): void {
  if (session.person?.id !== session.signedInPersonId) throw new ApiError("not-permitted", { remedy: "Return to your own name first." });
}

async function changeCredential(parts: AppParts, session: Session, change: { readonly passwordHash: string } | { readonly pinHash: string }, now: string): Promise<void> {
  const scope = homeScope(session, now);
  const personId = session.signedInPersonId;
  if (scope === null || personId === null) throw new ApiError("not-permitted");
  const what = "passwordHash" in change ? "person.password-changed" : "person.pin-changed";
  await parts.store.write(scope, ({ tx, audit }) =>
    asAuthority(tx, async () => {
      await setCredential(tx, personId, change, parts.realNow());
      // Whoever else holds a session of this person may be the reason for the change.
      if ("passwordHash" in change) await endSessionsOf(tx, personId, parts.realNow(), session.tokenHash);
      audit({ what, entity: "person", entityId: personId, from: null, to: null });
    }),
  );
  parts.sessions.forget();
}

/** Only an administrator of an example site, only as an example person there; one's own id leads back. */
async function actAsExample(parts: AppParts, session: Session, personId: string, now: string): Promise<void> {
  const { tokenHash, signedInPersonId } = session;
  if (tokenHash === null || signedInPersonId === null) throw new ApiError("not-signed-in");
  const [siteId, ...others] = await exampleSitesOf(parts, signedInPersonId);
  if (siteId === undefined) throw new ApiError("not-permitted", { remedy: "Only an administrator may do this, and only with example data." });
  const back = personId === signedInPersonId;
  const people = await parts.store.auth((tx) => findExamplePeople(tx, [siteId, ...others]));
  if (!back && !people.some((person) => person.id === personId)) throw new ApiError("not-found");
  const administrator = await parts.store.auth((tx) => findPersonBy(tx, { id: signedInPersonId }));
  const actor = { personId: signedInPersonId, displayName: administrator?.displayName ?? "", role: "administrator", roles: ["administrator"], delegations: [], deviceId: session.tablet?.id ?? null } as const;
  await parts.store.write({ siteId, studyId: null, actor, now }, ({ tx, audit }) =>
    asAuthority(tx, async () => {
      await setActingPerson(tx, tokenHash, back ? null : personId);
      audit({ what: back ? "person.acting-as-example-ended" : "person.acted-as-example", entity: "person", entityId: personId, from: null, to: { administratorId: signedInPersonId } });
    }),
  );
}
