/**
 * Where an infusion belongs: its study and protocol version. Neither ever changes, so each is read once and remembered:
 * a bedside sends many events a second, and each needs to know only this.
 */
import type { Protocol } from "@stroma/domain";
import type { Store } from "./store.ts";
import { findProtocolVersion } from "./study-store.ts";

export interface InfusionPlace {
  readonly id: string;
  readonly studyId: string;
  readonly protocolId: string;
}

type Reader = Pick<Store, "read">;
const mostRemembered = 10_000;
const places = new WeakMap<Reader, Map<string, InfusionPlace>>();
const protocols = new WeakMap<Reader, Map<string, Protocol>>();

async function remembered<T>(memory: WeakMap<Reader, Map<string, T>>, store: Reader, key: string, find: () => Promise<T | null>): Promise<T | null> {
  let known = memory.get(store);
  if (known === undefined || known.size > mostRemembered) memory.set(store, (known = new Map()));
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = await find();
  // What is not there may come; only what is there stays as it is.
  if (found !== null) known.set(key, found);
  return found;
}

/** Null where the site has no such infusion. The site is part of the key: nothing is remembered across sites. */
export function findInfusionPlace(store: Reader, siteId: string, infusionId: string): Promise<InfusionPlace | null> {
  return remembered(places, store, `${siteId}/${infusionId}`, () =>
    store.read(siteId, async (tx) => {
      const row = await tx.selectFrom("infusion").select(["id", "study_id", "protocol_version_id"]).where("site_id", "=", siteId).where("id", "=", infusionId).executeTakeFirst();
      return row === undefined ? null : { id: row.id, studyId: row.study_id, protocolId: row.protocol_version_id };
    }),
  );
}

/** The protocol version that the site's infusions run on. */
export function findPinnedProtocol(store: Reader, siteId: string, protocolId: string): Promise<Protocol | null> {
  return remembered(protocols, store, `${siteId}/${protocolId}`, async () => (await store.read(siteId, (tx) => findProtocolVersion(tx, protocolId)))?.protocol ?? null);
}
