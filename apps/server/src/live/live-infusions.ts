/**
 * The open infusions in memory: their folds and what stands beside them. Rebuilt from the database on the first look at a
 * site and whenever it is in doubt; the database stays the record.
 */
import { createFold } from "@stroma/domain";
import type { InfusionFold, Protocol } from "@stroma/domain";
import { findUsedBags } from "../commands/keep-facts.ts";
import type { BagRecord } from "../store/bag-store.ts";
import { findOpenDeviationCounts } from "../store/deviation-store.ts";
import { findEvents } from "../store/infusion-event-store.ts";
import type { ReceivedEvent } from "../store/infusion-event-store.ts";
import { findBoardInfusions, findInfusion, isOnBoard } from "../store/infusion-store.ts";
import type { InfusionRecord } from "../store/infusion-store.ts";
import type { Store, Tx } from "../store/store.ts";
import { findProtocolVersion } from "../store/study-store.ts";

export interface LiveInfusion {
  readonly record: InfusionRecord;
  readonly protocol: Protocol;
  readonly bags: readonly BagRecord[];
  readonly openDeviations: number;
  readonly fold: InfusionFold;
}

export interface LiveInfusions {
  /** Every infusion that the site's board shows. */
  all(siteId: string): Promise<readonly LiveInfusion[]>;
  /** Takes committed events. */
  append(siteId: string, infusionId: string, events: readonly ReceivedEvent[]): Promise<LiveInfusion | null>;
  /** Reads again what stands beside the events; `null`: the board no longer shows it. */
  refresh(siteId: string, infusionId: string): Promise<LiveInfusion | null>;
}

type SiteEntries = Map<string, LiveInfusion>;

export function openLiveInfusions(store: Pick<Store, "read">): LiveInfusions {
  const sites = new Map<string, Promise<SiteEntries>>();
  const protocols = new Map<string, Protocol>();

  const protocolOf = async (tx: Tx, protocolId: string): Promise<Protocol> => {
    const known = protocols.get(protocolId);
    if (known !== undefined) return known;
    const version = await findProtocolVersion(tx, protocolId);
    if (version === null) throw new Error("An infusion is pinned to a protocol version that is not there.");
    protocols.set(protocolId, version.protocol);
    return version.protocol;
  };
  const load = async (tx: Tx, siteId: string, record: InfusionRecord, openDeviations: number, known?: LiveInfusion): Promise<LiveInfusion> => {
    const fold = known?.fold ?? createFold(record.id);
    if (known === undefined) fold.append(await findEvents(tx, siteId, record.id));
    return { record, protocol: await protocolOf(tx, record.protocolId), bags: await findUsedBags(tx, siteId, fold.state()), openDeviations, fold };
  };
  const loadSite = (siteId: string): Promise<SiteEntries> =>
    store.read(siteId, async (tx) => {
      const records = await findBoardInfusions(tx, siteId);
      const counts = await findOpenDeviationCounts(tx, siteId, records.map((record) => record.id));
      const entries: SiteEntries = new Map();
      for (const record of records) entries.set(record.id, await load(tx, siteId, record, counts.get(record.id) ?? 0));
      return entries;
    });
  // The promise is kept before the first row is read: what is committed meanwhile is appended after it, and a fold takes
  // an event that it has already without harm.
  const entriesOf = (siteId: string): Promise<SiteEntries> => {
    const known = sites.get(siteId);
    if (known !== undefined) return known;
    const loading = loadSite(siteId);
    sites.set(siteId, loading);
    loading.catch(() => sites.delete(siteId));
    return loading;
  };
  const refresh = async (siteId: string, infusionId: string): Promise<LiveInfusion | null> => {
    const entries = await entriesOf(siteId);
    const reading = store.read(siteId, async (tx) => {
      const record = await findInfusion(tx, siteId, infusionId);
      if (record === null) return null;
      const count = (await findOpenDeviationCounts(tx, siteId, [infusionId])).get(infusionId) ?? 0;
      return isOnBoard(record, count) ? load(tx, siteId, record, count, entries.get(infusionId)) : null;
    });
    // What could not be read again is not known any more: the next look begins anew.
    reading.catch(() => sites.delete(siteId));
    const fresh = await reading;
    if (fresh === null) entries.delete(infusionId);
    else entries.set(infusionId, fresh);
    return fresh;
  };
  // One after the other, so that an older look never overwrites a newer one; a look that has not begun serves all who wait.
  const running = new Map<string, Promise<unknown>>();
  const queued = new Map<string, Promise<LiveInfusion | null>>();
  const refreshInTurn = (siteId: string, infusionId: string): Promise<LiveInfusion | null> => {
    const key = `${siteId}/${infusionId}`;
    const waiting = queued.get(key);
    if (waiting !== undefined) return waiting;
    const before = running.get(key) ?? Promise.resolve();
    const turn = before.catch(() => undefined).then(() => {
      queued.delete(key);
      const look = refresh(siteId, infusionId);
      running.set(key, look);
      void look.catch(() => undefined).finally(() => running.get(key) === look && running.delete(key));
      return look;
    });
    queued.set(key, turn);
    return turn;
  };
  const settled = async (siteId: string): Promise<void> => {
    const looks = [...queued, ...running].flatMap(([key, look]) => (key.startsWith(siteId) ? [look] : []));
    if (looks.length > 0) await Promise.allSettled(looks);
  };
  return {
    all: async (siteId) => {
      await settled(siteId);
      return [...(await entriesOf(siteId)).values()];
    },
    append: async (siteId, infusionId, events) => {
      // Nobody has looked at this site yet: the first look will read everything.
      if (!sites.has(siteId)) return null;
      const known = (await entriesOf(siteId)).get(infusionId);
      if (known === undefined) return refreshInTurn(siteId, infusionId);
      known.fold.take(events);
      return known;
    },
    refresh: async (siteId, infusionId) => (sites.has(siteId) ? refreshInTurn(siteId, infusionId) : null),
  };
}
