/** The ward board's rows for everybody who follows a site: only rows that changed, each at most ten times a second. */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "../clock.ts";
import type { Ticker } from "../ticker.ts";
import { boardRow } from "./board-row.ts";
import type { BoardRow } from "./board-row.ts";
import type { LiveHub } from "./live-hub.ts";
import type { LiveInfusions } from "./live-infusions.ts";

export interface BoardChange {
  readonly rows: readonly BoardRow[];
  readonly removed: readonly string[];
}
export interface WardBoard {
  rows(siteId: string): Promise<BoardRow[]>;
  /** Tells every change from now on; returns how to stop. */
  follow(siteId: string, listener: (change: BoardChange) => void): () => void;
  close(): void;
}

/** Least time between two computations of one row, in milliseconds of real time. The first change goes out at once. */
const quietFor = 100;
/** Alarms and clocks change by time alone. */
const tickEvery = 1_000;

interface FollowedSite {
  readonly listeners: Set<(change: BoardChange) => void>;
  /** What the followers were told last, by infusion, without its instant. */
  readonly told: Map<string, string>;
  readonly waiting: Map<string, NodeJS.Timeout>;
  readonly computedAt: Map<string, number>;
  /** The same by the clock, which may run faster than real time. */
  readonly lookedAt: Map<string, number>;
  readonly unfollow: () => void;
}

export function openWardBoard(parts: { readonly clock: Clock; readonly hub: LiveHub; readonly infusions: LiveInfusions; readonly ticker: Ticker; readonly onError: (error: unknown) => void }): WardBoard {
  const { clock, hub, infusions, ticker, onError } = parts;
  const sites = new Map<string, FollowedSite>();

  const send = (site: FollowedSite, change: BoardChange) => {
    for (const listener of site.listeners) {
      try {
        listener(change);
      } catch (error) {
        // One follower that fails must not keep an alarm from the others.
        onError(error);
      }
    }
  };
  const tell = (site: FollowedSite, row: BoardRow) => {
    // The volume grows all the time; half a millilitre is what is worth a message.
    const said = JSON.stringify({ ...row, at: null, volumeGiven: row.volumeGiven === null ? null : Math.floor(row.volumeGiven.value * 2) });
    if (site.told.get(row.infusionId) === said) return;
    site.told.set(row.infusionId, said);
    send(site, { rows: [row], removed: [] });
  };
  const compute = async (siteId: string, site: FollowedSite, infusionId: string) => {
    site.computedAt.set(infusionId, performance.now());
    site.lookedAt.set(infusionId, Date.parse(clock.now()));
    const live = (await infusions.all(siteId)).find((one) => one.record.id === infusionId);
    if (live !== undefined) return tell(site, boardRow(live, clock.now()));
    if (site.told.delete(infusionId)) send(site, { rows: [], removed: [infusionId] });
  };
  const computeSoon = (siteId: string, site: FollowedSite, infusionId: string) => {
    if (site.waiting.has(infusionId)) return;
    const wait = (site.computedAt.get(infusionId) ?? -Infinity) + quietFor - performance.now();
    if (wait <= 0) return void compute(siteId, site, infusionId).catch(onError);
    const timer = setTimeout(() => {
      site.waiting.delete(infusionId);
      compute(siteId, site, infusionId).catch(onError);
    }, wait);
    site.waiting.set(infusionId, timer);
  };
  const tick = async (siteId: string, site: FollowedSite) => {
    const all = await infusions.all(siteId);
    const here = new Set(all.map((live) => live.record.id));
    const removed = [...site.told.keys()].filter((id) => !here.has(id));
    for (const id of removed) site.told.delete(id);
    if (removed.length > 0) send(site, { rows: [], removed });
    for (const live of all) {
      // What an event has just brought up to date needs no second look.
      if (Math.abs(Date.parse(clock.now()) - (site.lookedAt.get(live.record.id) ?? -Infinity)) < tickEvery / 2) continue;
      tell(site, boardRow(live, clock.now()));
      // A whole ward at once would keep everybody else waiting, alarms too.
      await nextTurn();
    }
  };
  const stopTicking = ticker(tickEvery, () => {
    for (const [siteId, site] of sites) tick(siteId, site).catch(onError);
  });

  return {
    rows: async (siteId) => {
      const now = clock.now();
      return (await infusions.all(siteId)).map((live) => boardRow(live, now)).toSorted((a, b) => (a.participantNumber < b.participantNumber ? -1 : 1));
    },
    follow: (siteId, listener) => {
      let site = sites.get(siteId);
      if (site === undefined) {
        const made: FollowedSite = { listeners: new Set(), told: new Map(), waiting: new Map(), computedAt: new Map(), lookedAt: new Map(), unfollow: hub.followSite(siteId, (notice) => computeSoon(siteId, made, notice.infusionId)) };
        sites.set(siteId, made);
        site = made;
      }
      const followed = site;
      followed.listeners.add(listener);
      return () => {
        followed.listeners.delete(listener);
        if (followed.listeners.size > 0) return;
        followed.unfollow();
        for (const timer of followed.waiting.values()) clearTimeout(timer);
        sites.delete(siteId);
      };
    },
    close: () => {
      stopTicking();
      for (const site of sites.values()) for (const timer of site.waiting.values()) clearTimeout(timer);
    },
  };
}
