/** From cookies and token to the session. */
import type { Instant } from "@stroma/domain";
import { findDeviceByToken, markDeviceSeen } from "../store/device-store.ts";
import { findCredential, findMemberships, findPersonBy } from "../store/person-store.ts";
import { findSession, prolongSession } from "../store/session-store.ts";
import type { Store, Tx } from "../store/store.ts";
import { hashToken } from "./secrets.ts";
import { type DeviceIdentity, type Session, nobody } from "./session.ts";

export interface Tokens {
  readonly session: string | undefined;
  readonly tablet: string | undefined;
  readonly bearer: string | undefined;
}
export interface SessionFinder {
  find(tokens: Tokens, now: Instant): Promise<Session>;
  /** The session as it stands, from the database, without counting as a use of it. */
  peek(tokens: Tokens, now: Instant): Promise<Session>;
  /** After any change of people, sessions or devices: the next request looks again. */
  forget(): void;
  /** Told after every `forget`. */
  onForget(listener: () => void): void;
}

export const idleHours = 12;
export const expiryOf = (now: Instant): Instant => new Date(Date.parse(now) + idleHours * 3_600_000).toISOString();

/** Another server on the same database may end a session: it is believed here no longer than this. */
const believedFor = 2_000;
const mostRemembered = 2_000;
const prolongedAfter = 60_000;

/**
 * Looks tokens up in the database and believes the answer for two seconds, because a bedside sends many requests a
 * second. Changes made through this server are seen at once.
 *
 * @param monotonic milliseconds of a clock that never jumps, to measure those two seconds.
 */
export function openSessionFinder(store: Pick<Store, "auth">, monotonic: () => number): SessionFinder {
  const listeners: (() => void)[] = [];
  let known = new Map<string, { readonly until: number; readonly session: Promise<Session> }>();
  return {
    find: (tokens, now) => {
      if (tokens.session === undefined && tokens.tablet === undefined && tokens.bearer === undefined) return Promise.resolve(nobody);
      const key = [tokens.session, tokens.tablet, tokens.bearer].map((token) => (token === undefined ? "" : hashToken(token))).join(" ");
      const time = monotonic();
      const remembered = known.get(key);
      if (remembered !== undefined && remembered.until > time) return remembered.session;
      if (known.size > mostRemembered) known = new Map();
      const session = store.auth((tx) => lookUp(tx, tokens, now, true));
      known.set(key, { until: time + believedFor, session });
      session.catch(() => known.delete(key));
      return session;
    },
    peek: (tokens, now) => store.auth((tx) => lookUp(tx, tokens, now, false)),
    forget: () => {
      known = new Map();
      for (const listener of listeners) listener();
    },
    onForget: (listener) => void listeners.push(listener),
  };
}

/** @param used counts as a use: prolongs the session, and marks the device as seen. */
async function lookUp(tx: Tx, tokens: Tokens, now: Instant, used: boolean): Promise<Session> {
  const gateway = await deviceOf(tx, tokens.bearer, "gateway", now, used);
  const tablet = await deviceOf(tx, tokens.tablet, "tablet", now, used);
  const device = { ...nobody, gateway, tablet };
  if (tokens.session === undefined) return device;
  const tokenHash = hashToken(tokens.session);
  const row = await findSession(tx, tokenHash, now);
  if (row === null) return device;
  // A session that was opened on a tablet by a PIN is worth nothing away from it.
  if (row.deviceId !== null && row.deviceId !== tablet?.id) return device;
  const signedIn = await findPersonBy(tx, { id: row.personId });
  const person = row.actingPersonId === null ? signedIn : await findPersonBy(tx, { id: row.actingPersonId });
  if (signedIn === null || !signedIn.active || person === null || !person.active) return device;
  if (used && Math.abs(Date.parse(now) - row.lastUsedAt.getTime()) > prolongedAfter) await prolongSession(tx, tokenHash, now, expiryOf(now));
  const acting = row.actingPersonId !== null;
  const credential = await findCredential(tx, signedIn.id);
  return {
    ...device,
    person: { id: person.id, userName: person.userName, displayName: person.displayName, example: person.example },
    signedInPersonId: signedIn.id,
    mustSetPassword: !acting && !signedIn.example && credential.passwordHash === null,
    memberships: await findMemberships(tx, person.id),
    tokenHash,
  };
}

async function deviceOf(tx: Tx, token: string | undefined, kind: "tablet" | "gateway", now: Instant, used: boolean): Promise<DeviceIdentity | null> {
  if (token === undefined) return null;
  const device = await findDeviceByToken(tx, hashToken(token), kind);
  if (device === null) return null;
  if (used && (device.lastSeenAt === null || Date.parse(now) - device.lastSeenAt.getTime() > prolongedAfter)) await markDeviceSeen(tx, device.id, now);
  return { id: device.id, name: device.name, siteId: device.siteId };
}
