/** The way in for the first person: a one-time link that stays good until it is used. */
import { v7 as uuidv7 } from "uuid";
import { findCredential, findPeopleWithRole, findPersonBy, insertPerson, setSiteRole } from "../store/person-store.ts";
import { insertLink } from "../store/session-store.ts";
import { findSites, insertSite } from "../store/site-store.ts";
import type { Store, Tx } from "../store/store.ts";
import { hashToken, newToken } from "./secrets.ts";

/** The token stands behind `#`, so that it reaches neither the server's log nor a proxy's. */
export const linkOf = (baseUrl: string, token: string): string => `${baseUrl}/#/sign-in/${token}`;

/**
 * Returns a link while no administrator has set a password yet, null afterwards. A new link replaces the one before.
 * Makes the person, and a site where there is none.
 */
export async function firstAdministratorLink(store: Pick<Store, "auth">, baseUrl: string, now = new Date().toISOString()): Promise<string | null> {
  const token = newToken();
  return store.auth(async (tx) => {
    const personId = await findWaitingAdministrator(tx, now);
    if (personId === null) return null;
    await insertLink(tx, { tokenHash: hashToken(token), personId, expiresAt: "never", now });
    return linkOf(baseUrl, token);
  });
}

async function findWaitingAdministrator(tx: Tx, now: string): Promise<string | null> {
  const administrators = await findPeopleWithRole(tx, "administrator");
  for (const id of administrators) if ((await findCredential(tx, id)).passwordHash !== null) return null;
  const sites = await findSites(tx);
  if (sites.length === 0) {
    const site = { id: uuidv7(), name: "First site", country: "unknown", timeZone: "UTC", example: false };
    await insertSite(tx, site, now);
    sites.push(site);
  }
  const known = administrators[0] ?? (await findPersonBy(tx, { userName: "administrator" }))?.id;
  if (known !== undefined) return known;
  const id = uuidv7();
  await insertPerson(tx, { id, userName: "administrator", displayName: "Administrator", example: false, badge: null, now });
  for (const site of sites) await setSiteRole(tx, site.id, id, ["administrator"], []);
  return id;
}
