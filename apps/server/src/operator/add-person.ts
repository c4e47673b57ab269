/** Adds a person to a site and makes a one-time link: the operator's counterpart of the settings page. */
import type { Delegation, Role } from "@stroma/domain";
import { v7 as uuidv7 } from "uuid";
import { linkOf } from "../auth/first-administrator.ts";
import { hashToken, newToken } from "../auth/secrets.ts";
import { Refusal } from "../refusal.ts";
import { asAuthority } from "../store/as-authority.ts";
import { findPersonBy, insertPerson, setSiteRole } from "../store/person-store.ts";
import { insertLink } from "../store/session-store.ts";
import { findSites } from "../store/site-store.ts";
import type { Store } from "../store/store.ts";
import { operator } from "./operator.ts";

export interface NewPerson {
  /** Name of the site; may be left out where there is only one. */
  readonly site: string | null;
  readonly userName: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly delegations: readonly Delegation[];
  readonly badge: string | null;
}

const linkHours = 24;

/** Returns the link, good for a day and for one use. Throws Refusal where the site or the name does not fit. */
export async function addPerson(store: Store, person: NewPerson, around: { readonly baseUrl: string; readonly now: string }): Promise<{ personId: string; site: string; signInLink: string; expiresAt: string }> {
  const { site, taken } = await store.auth(async (tx) => ({ site: chooseSite(await findSites(tx), person.site), taken: await findPersonBy(tx, { userName: person.userName }) }));
  if (taken !== null) throw new Refusal("usage", `the user name ${person.userName} is taken.`, "choose another.");
  const personId = uuidv7();
  const token = newToken();
  const expiresAt = new Date(Date.parse(around.now) + linkHours * 3_600_000).toISOString();
  await store.write({ siteId: site.id, studyId: null, actor: operator, now: around.now }, async ({ tx, audit }) => {
    await insertPerson(tx, { id: personId, userName: person.userName, displayName: person.displayName, example: false, badge: person.badge, now: around.now });
    await setSiteRole(tx, site.id, personId, person.roles, person.delegations);
    const { userName, displayName, roles, delegations, badge } = person;
    audit({ what: "person.created", entity: "person", entityId: personId, from: null, to: { userName, displayName, roles, delegations, badge } });
    await asAuthority(tx, () => insertLink(tx, { tokenHash: hashToken(token), personId, expiresAt, now: around.now }));
  });
  return { personId, site: site.name, signInLink: linkOf(around.baseUrl, token), expiresAt };
}

function chooseSite(sites: readonly { readonly id: string; readonly name: string }[], wanted: string | null) {
  const names = sites.map((site) => site.name).join(", ") || "none yet; start the server once";
  const found = wanted === null ? (sites.length === 1 ? sites[0] : undefined) : sites.find((site) => site.name === wanted || site.id === wanted);
  if (found !== undefined) return found;
  throw new Refusal("usage", wanted === null ? "there is more than one site, or none." : `there is no site "${wanted}".`, `name one with --site; sites: ${names}.`);
}
