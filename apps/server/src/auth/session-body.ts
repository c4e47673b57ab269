/** What the browser learns about who is signed in. */
import type { OperationAnswer } from "@stroma/api";
import type { AppParts } from "../app-parts.ts";
import { findExamplePeople, findMemberships } from "../store/person-store.ts";
import type { Session } from "./session.ts";

export async function sessionBody(parts: Pick<AppParts, "store" | "clock">, session: Session): Promise<OperationAnswer<"readSession">> {
  const { clock } = parts;
  return {
    person: session.person,
    sites: session.memberships.map(({ site, roles, delegations }) => ({ ...site, roles: [...roles], delegations: [...delegations] })),
    tablet: session.tablet,
    examplePeople: await examplePeople(parts, session),
    mustSetPassword: session.mustSetPassword,
    clock: { now: clock.now(), speed: clock.speed, demo: clock.demo },
  };
}

/** The sites with example data at which the signed-in person (not the one acted as) is administrator. */
export async function exampleSitesOf(parts: Pick<AppParts, "store">, personId: string): Promise<string[]> {
  const memberships = await parts.store.auth((tx) => findMemberships(tx, personId));
  return memberships.filter(({ site, roles }) => site.example && roles.includes("administrator")).map(({ site }) => site.id);
}

async function examplePeople(parts: Pick<AppParts, "store">, session: Session) {
  if (session.signedInPersonId === null) return [];
  const sites = await exampleSitesOf(parts, session.signedInPersonId);
  const people = await parts.store.auth((tx) => findExamplePeople(tx, sites));
  return people.map((person) => ({ id: person.id, displayName: person.displayName, roles: [...person.roles] }));
}
